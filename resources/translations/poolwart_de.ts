<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutText</name>
    <message>
        <source>About Poolwart</source>
        <translation>Über Poolwart</translation>
    </message>
    <message>
        <source>&lt;b&gt;Poolwart %1&lt;/b&gt;&lt;p&gt;A console for PostgreSQL connection pools.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Poolwart %1&lt;/b&gt;&lt;p&gt;Eine Konsole für PostgreSQL-Verbindungspools.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;With Qt %1 and libpq %2.&lt;/p&gt;&lt;p&gt;Free software under the &lt;a href=&quot;https://www.gnu.org/licenses/gpl-3.0.html&quot;&gt;GNU General Public License&lt;/a&gt;, version 3 or later; it comes without any warranty.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Mit Qt %1 und libpq %2.&lt;/p&gt;&lt;p&gt;Freie Software unter der &lt;a href=&quot;https://www.gnu.org/licenses/gpl-3.0.html&quot;&gt;GNU General Public License&lt;/a&gt;, Version 3 oder später; ohne jede Gewährleistung.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>ChartUnit</name>
    <message>
        <source>connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>CheckText</name>
    <message>
        <source>The fleet needs %1 connections (%2 instances of %3 processes of %4 slots), but only %5 are available.</source>
        <translation>Die Flotte braucht %1 Verbindungen (%2 Instanzen mit %3 Prozessen zu %4 Slots), verfügbar sind aber nur %5.</translation>
    </message>
    <message>
        <source>Each instance may have %1 slots for each of its processes.</source>
        <translation>Je Prozess einer Instanz passen %1 Slots.</translation>
    </message>
    <message numerus="yes">
        <source>The plan is valid: %1 slots in %n pool(s), %2.</source>
        <translation>
            <numerusform>Der Plan ist gültig: %1 Slots in %n Pool, %2.</numerusform>
            <numerusform>Der Plan ist gültig: %1 Slots in %n Pools, %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Instead of a server: one with so many max_connections, which is not asked.</source>
        <translation>Statt eines Servers: einer mit so vielen max_connections, der nicht gefragt wird.</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>superuser_reserved_connections of that server (3).</source>
        <translation>superuser_reserved_connections dieses Servers (3).</translation>
    </message>
    <message>
        <source>Print the figures as JSON.</source>
        <translation>Die Zahlen als JSON ausgeben.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  the plan is valid, and fits if that was asked</source>
        <translation>0  der Plan ist gültig und passt, falls danach gefragt war</translation>
    </message>
    <message>
        <source>1  bad input: an option or the plan</source>
        <translation>1  falsche Eingabe: eine Option oder der Plan</translation>
    </message>
    <message>
        <source>2  cannot connect</source>
        <translation>2  keine Verbindung möglich</translation>
    </message>
    <message>
        <source>4  the plan, run by its whole fleet, needs more connections than there are</source>
        <translation>4  der Plan braucht mit seiner ganzen Flotte mehr Verbindungen, als es gibt</translation>
    </message>
    <message>
        <source>Which plan is to be checked? Name its file.</source>
        <translation>Welcher Plan soll geprüft werden? Bitte die Datei nennen.</translation>
    </message>
    <message>
        <source>What limits it is a CONNECTION LIMIT: %1.</source>
        <translation>Die Grenze ist ein CONNECTION LIMIT: %1.</translation>
    </message>
</context>
<context>
    <name>CommandText</name>
    <message>
        <source>Runs a plan without a window: opens the pools, drives traffic over them, measures.</source>
        <translation>Führt einen Plan ohne Fenster aus: öffnet die Pools, schickt Last darüber, misst.</translation>
    </message>
    <message>
        <source>Says whether a plan is valid and fits a server.</source>
        <translation>Sagt, ob ein Plan gültig ist und zu einem Server passt.</translation>
    </message>
    <message>
        <source>Writes a plan as the configuration of another program.</source>
        <translation>Schreibt einen Plan als Konfiguration eines anderen Programms.</translation>
    </message>
    <message>
        <source>Lists what export can write.</source>
        <translation>Listet auf, was export schreiben kann.</translation>
    </message>
    <message>
        <source>Show the version and exit.</source>
        <translation>Die Version anzeigen und beenden.</translation>
    </message>
    <message>
        <source>Commands, which need no display; each has its own --help:</source>
        <translation>Befehle, die keine Anzeige brauchen; jeder hat sein eigenes --help:</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  all that was accepted was served, and every connection closed</source>
        <translation>0  alles Angenommene wurde bedient und jede Verbindung geschlossen</translation>
    </message>
    <message>
        <source>1  bad input</source>
        <translation>1  falsche Eingabe</translation>
    </message>
    <message>
        <source>2  no display</source>
        <translation>2  keine Anzeige</translation>
    </message>
    <message>
        <source>3  something was cancelled or cut at the end</source>
        <translation>3  am Ende wurde etwas abgebrochen oder getrennt</translation>
    </message>
    <message>
        <source>There is no command “%1”, and no plan file of that name.</source>
        <translation>Es gibt weder einen Befehl „%1“ noch eine Plandatei dieses Namens.</translation>
    </message>
    <message>
        <source>The commands are %1. poolwart --help tells more.</source>
        <translation>Die Befehle sind %1. Mehr sagt poolwart --help.</translation>
    </message>
    <message>
        <source>A console for PostgreSQL connection pools: reconfigure N pools live, drive traffic over them, watch the load against max_connections, export the configuration.</source>
        <translation>Eine Konsole für PostgreSQL-Verbindungspools: N Pools im Betrieb umstellen, Last darüber schicken, die Auslastung gegen max_connections beobachten, die Konfiguration exportieren.</translation>
    </message>
    <message>
        <source>Runs a plan on a modelled server, in no time and repeatably.</source>
        <translation>Führt einen Plan auf einem Servermodell aus, im Nu und wiederholbar.</translation>
    </message>
    <message>
        <source>Reads another program&apos;s configuration as a plan, or translates it.</source>
        <translation>Liest die Konfiguration eines anderen Programms als Plan oder übersetzt sie.</translation>
    </message>
    <message>
        <source>What is under way when the window closes may take so long; then it is cancelled (10s).</source>
        <translation>So lange darf Laufendes dauern, wenn das Fenster schließt; dann wird es abgebrochen (10s).</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>Lists recorded runs, or shows one.</source>
        <translation>Listet aufgezeichnete Läufe auf oder zeigt einen.</translation>
    </message>
    <message>
        <source>Sets two runs side by side and says what is clear of chance.</source>
        <translation>Stellt zwei Läufe nebeneinander und sagt, was kein Zufall ist.</translation>
    </message>
    <message>
        <source>Adds the runs of several machines.</source>
        <translation>Addiert die Läufe mehrerer Maschinen.</translation>
    </message>
    <message>
        <source>Writes a run as CSV, metrics or an HdrHistogram log.</source>
        <translation>Schreibt einen Lauf als CSV, Metriken oder HdrHistogram-Log.</translation>
    </message>
</context>
<context>
    <name>ComparisonText</name>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>95 % of the seconds</source>
        <translation>95 % der Sekunden</translation>
    </message>
</context>
<context>
    <name>ConsoleText</name>
    <message>
        <source>Standard output is not complete: %1.</source>
        <translation>Die Standardausgabe ist unvollständig: %1.</translation>
    </message>
    <message>
        <source>Standard error is not complete: %1.</source>
        <translation>Die Standardfehlerausgabe ist unvollständig: %1.</translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message>
        <source>The display cannot be opened. “poolwart run” needs none.</source>
        <translation>Die Anzeige lässt sich nicht öffnen. „poolwart run“ braucht keine.</translation>
    </message>
    <message>
        <source>No display: neither DISPLAY nor WAYLAND_DISPLAY is set. “poolwart run” needs none.</source>
        <translation>Keine Anzeige: Weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt. „poolwart run“ braucht keine.</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message>
        <source>--set: “%1” is not of the form key=value.</source>
        <translation>--set: „%1“ hat nicht die Form Schlüssel=Wert.</translation>
    </message>
    <message>
        <source>The files are written without the budget of the server.</source>
        <translation>Die Dateien werden ohne das Budget des Servers geschrieben.</translation>
    </message>
    <message>
        <source>wrote %1</source>
        <translation>geschrieben: %1</translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation>FORMAT</translation>
    </message>
    <message>
        <source>KEY=VALUE</source>
        <translation>SCHLÜSSEL=WERT</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>Replace files that are there and differ.</source>
        <translation>Vorhandene, abweichende Dateien ersetzen.</translation>
    </message>
    <message>
        <source>Write the password of the target in plain text, for the owner&apos;s eyes only (0600), instead of a placeholder.</source>
        <translation>Das Passwort des Ziels im Klartext schreiben, nur für den Eigentümer lesbar (0600), statt eines Platzhalters.</translation>
    </message>
    <message>
        <source>Print the files and the notes as JSON.</source>
        <translation>Dateien und Anmerkungen als JSON ausgeben.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>With a server, its address and its budget go into the files. What a format cannot say is told on standard error.</source>
        <translation>Mit einem Server stehen dessen Adresse und Budget in den Dateien. Was ein Format nicht sagen kann, steht auf der Fehlerausgabe.</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  the files are as they should be</source>
        <translation>0  die Dateien sind, wie sie sein sollen</translation>
    </message>
    <message>
        <source>1  bad input, or a file could not be written</source>
        <translation>1  falsche Eingabe, oder eine Datei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>Which plan is to be exported? Name its file.</source>
        <translation>Welcher Plan soll exportiert werden? Bitte die Datei nennen.</translation>
    </message>
    <message>
        <source>In which format? Give --format.</source>
        <translation>In welchem Format? Bitte --format angeben.</translation>
    </message>
    <message>
        <source>“poolwart formats” lists them.</source>
        <translation>„poolwart formats“ listet sie auf.</translation>
    </message>
    <message>
        <source>unchanged: %1</source>
        <translation>unverändert: %1</translation>
    </message>
    <message>
        <source>--set %1: for which of the formats?</source>
        <translation>--set %1: für welches der Formate?</translation>
    </message>
    <message>
        <source>With several formats write its name before the key: --set %1.%2=…</source>
        <translation>Bei mehreren Formaten steht dessen Name vor dem Schlüssel: --set %1.%2=…</translation>
    </message>
    <message>
        <source>What to write; “poolwart formats” lists them. Several, with commas between them, each go to a folder of their name.</source>
        <translation>Was zu schreiben ist; „poolwart formats“ führt sie auf. Mehrere, durch Kommas getrennt, kommen je in einen Ordner ihres Namens.</translation>
    </message>
    <message>
        <source>A choice of the format, as listed there; may be given several times. With several formats: FORMAT.KEY=VALUE.</source>
        <translation>Eine Wahlmöglichkeit des Formats, wie dort aufgeführt; kann mehrmals angegeben werden. Bei mehreren Formaten: FORMAT.KEY=VALUE.</translation>
    </message>
    <message>
        <source>The folder to write to, or a zip file if the name ends in .zip; without it, to standard output.</source>
        <translation>Der Ordner, in den geschrieben wird, oder eine Zip-Datei, wenn der Name auf .zip endet; ohne ihn auf die Standardausgabe.</translation>
    </message>
</context>
<context>
    <name>FittingOffer</name>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message numerus="yes">
        <source>Use %n connection(s)</source>
        <translation>
            <numerusform>%n Verbindung verwenden</numerusform>
            <numerusform>%n Verbindungen verwenden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormatsText</name>
    <message>
        <source>Print the list as JSON.</source>
        <translation>Die Liste als JSON ausgeben.</translation>
    </message>
    <message>
        <source>“%1” is not expected here.</source>
        <translation>„%1“ wird hier nicht erwartet.</translation>
    </message>
</context>
<context>
    <name>ImportText</name>
    <message>
        <source>line %1, </source>
        <translation>Zeile %1, </translation>
    </message>
    <message>
        <source>What the file is, if that cannot be seen: %1.</source>
        <translation>Was die Datei ist, falls das nicht zu sehen ist: %1.</translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation>FORMAT</translation>
    </message>
    <message>
        <source>What to write instead of a plan; “poolwart formats” lists it.</source>
        <translation>Was statt eines Plans geschrieben wird; „poolwart formats“ listet es auf.</translation>
    </message>
    <message>
        <source>A choice of that format, as listed there; may be given several times.</source>
        <translation>Eine Wahl dieses Formats, wie dort aufgeführt; auch mehrmals.</translation>
    </message>
    <message>
        <source>KEY=VALUE</source>
        <translation>SCHLÜSSEL=WERT</translation>
    </message>
    <message>
        <source>The folder to write to; without it, to standard output.</source>
        <translation>Der Ordner, in den geschrieben wird; ohne ihn auf die Standardausgabe.</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>Replace files that are there and differ.</source>
        <translation>Vorhandene, abweichende Dateien ersetzen.</translation>
    </message>
    <message>
        <source>Print the plan, the remarks and the files as JSON.</source>
        <translation>Plan, Anmerkungen und Dateien als JSON ausgeben.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>What was not understood, passed over or assumed is told on standard error, line by line.</source>
        <translation>Was nicht verstanden, übergangen oder angenommen wurde, steht Zeile für Zeile auf der Fehlerausgabe.</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  the files are as they should be</source>
        <translation>0  die Dateien sind, wie sie sein sollen</translation>
    </message>
    <message>
        <source>1  bad input, or a file could not be written</source>
        <translation>1  falsche Eingabe, oder eine Datei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>Which file is to be imported? Name it.</source>
        <translation>Welche Datei soll importiert werden? Bitte nennen.</translation>
    </message>
</context>
<context>
    <name>ListText</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>There is no folder “%1”.</source>
        <translation>Es gibt keinen Ordner „%1“.</translation>
    </message>
</context>
<context>
    <name>LogText</name>
    <message>
        <source>--log-queries: “%1” is no number of per cent from 0.0001 to 100.</source>
        <translation>--log-queries: „%1“ ist keine Prozentzahl von 0.0001 bis 100.</translation>
    </message>
    <message>
        <source>Log so many per cent of the requests, one in N, with pool, slot, time and statement; 50 lines a second at most, the rest is counted. Literals and parameters are left out.</source>
        <translation>So viel Prozent der Anfragen protokollieren, eine von N, mit Pool, Slot, Zeit und Anweisung; höchstens 50 Zeilen je Sekunde, der Rest wird gezählt. Literale und Parameter werden ausgelassen.</translation>
    </message>
    <message>
        <source>PCT</source>
        <translation>PROZENT</translation>
    </message>
    <message>
        <source>Only requests of that pool; again for several.</source>
        <translation>Nur Anfragen dieses Pools; mehrfach für mehrere.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>Append the log to that file, instead of standard error.</source>
        <translation>Das Protokoll an diese Datei anhängen, statt an die Standardfehlerausgabe.</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>--%1 is of --log-queries; give that too.</source>
        <translation>--%1 gehört zu --log-queries; das ist mit anzugeben.</translation>
    </message>
    <message>
        <source>Show literals and parameters in that log too; never those of a statement that names a password or another secret.</source>
        <translation>Auch Literale und Parameter in diesem Protokoll zeigen; nie die einer Anweisung, die ein Passwort oder anderes Geheimnis nennt.</translation>
    </message>
</context>
<context>
    <name>OptionText</name>
    <message>
        <source>Show this help and exit.</source>
        <translation>Diese Hilfe anzeigen und beenden.</translation>
    </message>
    <message>
        <source>%1 --help lists the options.</source>
        <translation>%1 --help listet die Optionen auf.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Aufruf: %1</translation>
    </message>
    <message>
        <source>--%1: “%2” is not a whole number.</source>
        <translation>--%1: „%2“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>--%1: %2 is outside %3 to %4.</source>
        <translation>--%1: %2 liegt außerhalb von %3 bis %4.</translation>
    </message>
    <message>
        <source>--%1: “%2” is not a number.</source>
        <translation>--%1: „%2“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>%1 exclude each other; give one of them.</source>
        <translation>%1 schließen einander aus; nur eines davon angeben.</translation>
    </message>
    <message>
        <source>One file is expected, not %1: %2</source>
        <translation>Erwartet wird eine Datei, nicht %1: %2</translation>
    </message>
</context>
<context>
    <name>ReplayText</name>
    <message>
        <source>Keep in the run file when each request was due and what it was, %L1 at most, for --replay.</source>
        <translation>In der Laufdatei festhalten, wann jede Anfrage fällig und was sie war, höchstens %L1, für --replay.</translation>
    </message>
    <message>
        <source>Send exactly the recorded requests of that run, each as long after the start as then, over another plan, policy or server. Its plan, workload, retries and length hold where no other option is given; there is no warm-up.</source>
        <translation>Genau die aufgezeichneten Anfragen dieses Laufs senden, jede so lange nach dem Start wie damals, über einen anderen Plan, eine andere Verteilung oder einen anderen Server. Sein Plan, seine Last, seine Wiederholungen und seine Dauer gelten, wo keine andere Option gegeben ist; ein Warmlaufen gibt es nicht.</translation>
    </message>
    <message>
        <source>RUN.json</source>
        <translation>LAUF.json</translation>
    </message>
    <message>
        <source>--record-arrivals is for the run file; give --out or --json.</source>
        <translation>--record-arrivals gilt der Laufdatei; dazu gehört --out oder --json.</translation>
    </message>
</context>
<context>
    <name>RunFileText</name>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  done</source>
        <translation>0  erledigt</translation>
    </message>
    <message>
        <source>1  bad input, or a file could not be written</source>
        <translation>1  falsche Eingabe, oder eine Datei konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Print JSON instead of a table.</source>
        <translation>JSON statt einer Tabelle ausgeben.</translation>
    </message>
    <message>
        <source>A run that was interrupted is shown up to its last full second: of run.json it is run.json.part.</source>
        <translation>Ein abgebrochener Lauf wird bis zu seiner letzten vollen Sekunde gezeigt: zu run.json ist es run.json.part.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>“runs list [FOLDER]” or “runs show FILE” is expected, not “runs %1”.</source>
        <translation>Erwartet wird „runs list [ORDNER]“ oder „runs show DATEI“, nicht „runs %1“.</translation>
    </message>
    <message>
        <source>“%1” was interrupted; this is what it had recorded until then.</source>
        <translation>„%1“ wurde abgebrochen; dies ist, was bis dahin aufgezeichnet war.</translation>
    </message>
    <message>
        <source>csv, json, prometheus, openmetrics or hdr.</source>
        <translation>csv, json, prometheus, openmetrics oder hdr.</translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation>FORMAT</translation>
    </message>
    <message>
        <source>The file to write; without it, to standard output.</source>
        <translation>Die Datei, die geschrieben wird; ohne sie auf die Standardausgabe.</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>Which run is to be exported? Name its file.</source>
        <translation>Welcher Lauf soll exportiert werden? Seine Datei nennen.</translation>
    </message>
    <message>
        <source>--format is needed: csv, json, prometheus, openmetrics or hdr.</source>
        <translation>--format fehlt: csv, json, prometheus, openmetrics oder hdr.</translation>
    </message>
    <message>
        <source>The interval is that of the ratio of medians over the runs&apos; seconds: 95 of 100 would lie in it had other seconds been drawn of the same. A star marks what is clear of chance.</source>
        <translation>Das Intervall gilt für das Verhältnis der Mediane über die Sekunden der Läufe: 95 von 100 lägen darin, wären andere Sekunden derselben gezogen worden. Ein Stern steht, wo es kein Zufall ist.</translation>
    </message>
    <message>
        <source>Example:</source>
        <translation>Beispiel:</translation>
    </message>
    <message>
        <source>Two runs are expected, the base first.</source>
        <translation>Erwartet werden zwei Läufe, der Vergleichslauf zuerst.</translation>
    </message>
    <message>
        <source>The run file to write; without it, to standard output.</source>
        <translation>Die Laufdatei, die geschrieben wird; ohne sie auf die Standardausgabe.</translation>
    </message>
    <message>
        <source>ALL.json</source>
        <translation>ALLE.json</translation>
    </message>
    <message>
        <source>Add runs of different plans or workloads too.</source>
        <translation>Auch Läufe verschiedener Pläne oder Lasten addieren.</translation>
    </message>
    <message>
        <source>Two runs at least are expected.</source>
        <translation>Erwartet werden mindestens zwei Läufe.</translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>So many pools, without a plan file (5).</source>
        <translation>So viele Pools, ohne Plandatei (5).</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Slots of every pool (12, or as the plan says).</source>
        <translation>Slots jedes Pools (12, oder wie im Plan).</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>How long a request waits for a slot (20s).</source>
        <translation>Wie lange eine Anfrage auf einen Slot wartet (20s).</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>POLICY</source>
        <translation>REGEL</translation>
    </message>
    <message>
        <source>Per cent of the requests that the policy spreads; the rest goes to the first pool (100).</source>
        <translation>Prozent der Anfragen, die die Regel verteilt; der Rest geht an den ersten Pool (100).</translation>
    </message>
    <message>
        <source>PCT</source>
        <translation>PROZENT</translation>
    </message>
    <message>
        <source>So many clients, each sends its next request after its last answer (60).</source>
        <translation>So viele Clients; jeder schickt die nächste Anfrage nach der letzten Antwort (60).</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Requests a second, whether or not earlier ones are answered, instead of clients.</source>
        <translation>Anfragen je Sekunde, ob frühere beantwortet sind oder nicht; statt Clients.</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Of all that is random in the run (1).</source>
        <translation>Startwert für alles Zufällige im Lauf (1).</translation>
    </message>
    <message>
        <source>Traffic before the measuring begins (1s).</source>
        <translation>Last, bevor die Messung beginnt (1s).</translation>
    </message>
    <message>
        <source>How long is measured (10s).</source>
        <translation>Wie lange gemessen wird (10s).</translation>
    </message>
    <message>
        <source>What is accepted may take so long at the end; then it is cancelled (10s).</source>
        <translation>So lange darf Angenommenes am Ende dauern; dann wird es abgebrochen (10s).</translation>
    </message>
    <message>
        <source>--pools makes a plan of its own; it cannot be given with the plan file “%1”.</source>
        <translation>--pools macht einen eigenen Plan und verträgt sich nicht mit der Plandatei „%1“.</translation>
    </message>
    <message>
        <source>--policy: there is no policy “%1”.</source>
        <translation>--policy: Es gibt keine Regel „%1“.</translation>
    </message>
    <message>
        <source>The policies are %1.</source>
        <translation>Die Regeln sind %1.</translation>
    </message>
    <message>
        <source>--out: “%1” is a folder, not a file.</source>
        <translation>--out: „%1“ ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>--out: there is no folder “%1”.</source>
        <translation>--out: Es gibt keinen Ordner „%1“.</translation>
    </message>
    <message>
        <source>--out: the folder “%1” may not be written to.</source>
        <translation>--out: In den Ordner „%1“ darf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Write the run file, JSON, there.</source>
        <translation>Die Laufdatei (JSON) dorthin schreiben.</translation>
    </message>
    <message>
        <source>RUN.json</source>
        <translation>LAUF.json</translation>
    </message>
    <message>
        <source>Print the run file to standard output instead of the table.</source>
        <translation>Statt der Tabelle die Laufdatei auf der Standardausgabe ausgeben.</translation>
    </message>
    <message>
        <source>Times are whole numbers with a unit: 500ms, 20s, 5m, 2h.</source>
        <translation>Zeiten sind ganze Zahlen mit Einheit: 500ms, 20s, 5m, 2h.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  all that was accepted was served, and every connection closed</source>
        <translation>0  alles Angenommene wurde bedient und jede Verbindung geschlossen</translation>
    </message>
    <message>
        <source>2  cannot connect, or the server was gone at the end</source>
        <translation>2  keine Verbindung möglich, oder der Server war am Ende fort</translation>
    </message>
    <message>
        <source>3  something was cancelled or cut at the end</source>
        <translation>3  am Ende wurde etwas abgebrochen oder getrennt</translation>
    </message>
    <message>
        <source>Try a request again up to so many times after a serialization failure (40001), a deadlock (40P01) or a lost connection (0). What a lost connection had committed is then done twice.</source>
        <translation>Eine Anfrage nach einem Serialisierungsfehler (40001), einer Verklemmung (40P01) oder einer verlorenen Verbindung so oft wiederholen (0). Was eine verlorene Verbindung schon festgeschrieben hatte, geschieht dann zweimal.</translation>
    </message>
    <message>
        <source>Before the first retry; it doubles with each, up to 1s (10ms).</source>
        <translation>Vor der ersten Wiederholung; verdoppelt sich mit jeder, bis 1s (10ms).</translation>
    </message>
    <message>
        <source>Retries are at most so many per cent of the requests (10%).</source>
        <translation>Wiederholungen sind höchstens so viel Prozent der Anfragen (10%).</translation>
    </message>
    <message>
        <source>--retry-budget: “%1” is no whole number of per cent from 0 to 100.</source>
        <translation>--retry-budget: „%1“ ist keine ganze Prozentzahl von 0 bis 100.</translation>
    </message>
    <message>
        <source>Serve metrics to Prometheus there while it runs, as 127.0.0.1:9187; only on this machine.</source>
        <translation>Währenddessen dort Prometheus Metriken anbieten, etwa 127.0.0.1:9187; nur auf diesem Rechner.</translation>
    </message>
    <message>
        <source>ADDRESS:PORT</source>
        <translation>ADRESSE:PORT</translation>
    </message>
    <message>
        <source>--think is of clients; requests of a rate come from nobody who would think.</source>
        <translation>--think gilt für Clients; Anfragen einer Rate kommen von niemandem, der denkt.</translation>
    </message>
    <message>
        <source>--spacing: there is no spacing “%1”.</source>
        <translation>--spacing: den Abstand „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>It is poisson or even.</source>
        <translation>Es gibt poisson und even.</translation>
    </message>
    <message>
        <source>--spacing is of a rate; clients send when they have had their answer.</source>
        <translation>--spacing gilt für eine Rate; Clients senden, wenn sie ihre Antwort haben.</translation>
    </message>
    <message>
        <source>Who gets the next request (round-robin); see below.</source>
        <translation>Wer die nächste Anfrage bekommt (round-robin); siehe unten.</translation>
    </message>
    <message>
        <source>A class that names a pool goes there under every policy; while that pool is not in the
  plan, or drains, the policy decides.</source>
        <translation>Eine Klasse, die einen Pool nennt, geht unter jeder Regel dorthin; solange dieser Pool
  nicht im Plan ist oder sich leert, entscheidet die Regel.</translation>
    </message>
    <message>
        <source>Policies:</source>
        <translation>Regeln:</translation>
    </message>
    <message>
        <source>How long a client waits before its next request: TIME, always so long, or exponential:TIME, with that mean (0).</source>
        <translation>Wie lange ein Client vor der nächsten Anfrage wartet: ZEIT, immer so lange, oder exponential:ZEIT, mit diesem Mittel (0).</translation>
    </message>
    <message>
        <source>THINK</source>
        <translation>DENKZEIT</translation>
    </message>
    <message>
        <source>The same with a rate that changes from the start of the traffic on, the warm-up included: ramp:FROM:TO:TIME, steps:FIRST:INCREMENT:TIME:LEVELS, burst:BASE:PEAK:PERIOD:LENGTH (each period ends with a burst) or constant:R.</source>
        <translation>Dasselbe mit einer Rate, die sich ab Beginn der Last ändert, das Warmlaufen inbegriffen: ramp:VON:BIS:ZEIT, steps:ERSTE:ZUWACHS:ZEIT:STUFEN, burst:GRUNDLAST:SPITZE:PERIODE:LÄNGE (jede Periode endet mit einem Schub) oder constant:R.</translation>
    </message>
    <message>
        <source>SHAPE</source>
        <translation>FORM</translation>
    </message>
    <message>
        <source>Of the requests of a rate: poisson or even (poisson).</source>
        <translation>Abstand der Anfragen einer Rate: poisson oder even (poisson).</translation>
    </message>
    <message>
        <source>SPACING</source>
        <translation>ABSTAND</translation>
    </message>
    <message>
        <source>Retries:</source>
        <translation>Wiederholungen:</translation>
    </message>
    <message>
        <source>A request whose attempt ends with 40001, 40P01, class 08 or a lost connection is sent again,
  through the policy, after a backoff: the first one, doubled with each attempt, at most 1s,
  shortened by chance by up to 50 %. Each request pays its share of a retry into the budget,
  each retry takes a whole one, and 100 can be saved. A retry that would come after the
  deadline of its class is not made. Attempts are counted apart; a request ends once, and its
  response counts from its intended start.</source>
        <translation>Eine Anfrage, deren Versuch mit 40001, 40P01, Klasse 08 oder einer verlorenen Verbindung
  endet, wird nach einer Pause wieder gesendet, durch die Verteilung: nach der ersten, mit jedem
  Versuch verdoppelt, höchstens 1s, vom Zufall um bis zu 50 % verkürzt. Jede Anfrage zahlt ihren
  Anteil einer Wiederholung ein, jede Wiederholung nimmt eine ganze, und 100 lassen sich
  ansparen. Eine, die erst nach der Frist ihrer Klasse käme, unterbleibt. Versuche zählen für
  sich; eine Anfrage endet einmal, und ihre Antwortzeit zählt vom vorgesehenen Start.</translation>
    </message>
    <message>
        <source>1  bad input: an option, file, plan or statement; or an output that was not written whole</source>
        <translation>1  falsche Eingabe: Option, Datei, Plan oder Anweisung; oder unvollständig geschriebene Ausgabe</translation>
    </message>
    <message>
        <source>4  the plan needs more connections than the server, or more open files than this process, can have</source>
        <translation>4  der Plan braucht mehr Verbindungen, als der Server, oder mehr offene Dateien, als dieser Prozess haben kann</translation>
    </message>
    <message>
        <source>--out: “%1” is no ordinary file.</source>
        <translation>--out: „%1“ ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>--json prints the run file to standard output.</source>
        <translation>Mit --json geht die Laufdatei an die Standardausgabe.</translation>
    </message>
    <message>
        <source>Go on though more than half of the requests fail, which else ends the run after two seconds.</source>
        <translation>Weitermachen, obwohl mehr als die Hälfte der Anfragen fehlschlägt, was den Lauf sonst nach zwei Sekunden beendet.</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n Client</numerusform>
            <numerusform>%n Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Not served</source>
        <translation>Nicht bedient</translation>
    </message>
    <message>
        <source>Response %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Bedienung %1</translation>
    </message>
    <message>
        <source>Acquire %1</source>
        <translation>Slot-Vergabe %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s) × %1</source>
        <translation>
            <numerusform>%n Pool × %1</numerusform>
            <numerusform>%n Pools × %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s), %1 slots</source>
        <translation>
            <numerusform>%n Pool, %1 Slots</numerusform>
            <numerusform>%n Pools, %1 Slots</numerusform>
        </translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Stranded</source>
        <translation>Gestrandet</translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>passed over in the URL, for they are not PostgreSQL&apos;s: %1</source>
        <translation>in der URL übergangen, da nicht von PostgreSQL: %1</translation>
    </message>
    <message>
        <source>client_encoding %1 is ignored: scripts are UTF-8, and so is every connection.</source>
        <translation>client_encoding %1 bleibt unberücksichtigt: Skripte sind UTF-8, und so auch jede Verbindung.</translation>
    </message>
    <message>
        <source>The server, as postgresql://user:password@host:5432/database or as “host=… dbname=…”. What is missing comes from PG* variables and ~/.pgpass.</source>
        <translation>Der Server, als postgresql://user:password@host:5432/database oder als „host=… dbname=…“. Was fehlt, kommt aus den PG*-Variablen und ~/.pgpass.</translation>
    </message>
    <message>
        <source>URI</source>
        <translation>URI</translation>
    </message>
    <message>
        <source>The server, as an entry of the service file ~/.pg_service.conf.</source>
        <translation>Der Server, als Eintrag der Dienstdatei ~/.pg_service.conf.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>A private PostgreSQL server of Poolwart&apos;s own, made and stopped by it.</source>
        <translation>Ein privater PostgreSQL-Server von Poolwart selbst, von ihm angelegt und beendet.</translation>
    </message>
    <message>
        <source>max_connections of the sandbox (100).</source>
        <translation>max_connections der Sandbox (100).</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>superuser_reserved_connections of the sandbox (3).</source>
        <translation>superuser_reserved_connections der Sandbox (3).</translation>
    </message>
    <message>
        <source>--max-connections and --superuser-reserved are for the sandbox; give --sandbox too.</source>
        <translation>--max-connections und --superuser-reserved gelten der Sandbox; bitte auch --sandbox angeben.</translation>
    </message>
</context>
<context>
    <name>ShapeText</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /s</translation>
    </message>
    <message>
        <source>to </source>
        <translation>bis </translation>
    </message>
    <message>
        <source>within </source>
        <translation>binnen </translation>
    </message>
    <message>
        <source>by </source>
        <translation>um </translation>
    </message>
    <message>
        <source>every </source>
        <translation>alle </translation>
    </message>
    <message>
        <source> levels</source>
        <translation> Stufen</translation>
    </message>
    <message>
        <source>peak </source>
        <translation>Spitze </translation>
    </message>
    <message>
        <source>for </source>
        <translation>für </translation>
    </message>
</context>
<context>
    <name>SimulateText</name>
    <message>
        <source>How long the modelled server takes for a statement: constant:T, exponential:MEAN, lognormal:MEAN:CV or uniform:LEAST:MOST (exponential:10ms).</source>
        <translation>Wie lange der modellierte Server für eine Anweisung braucht: constant:T, exponential:MITTEL, lognormal:MITTEL:CV oder uniform:MIN:MAX (exponential:10ms).</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>MODELL</translation>
    </message>
    <message>
        <source>Times of the model are written 250us, 10ms or 1.5s; all others are whole numbers with a unit: 500ms, 20s, 5m, 2h.</source>
        <translation>Zeiten des Modells schreibt man 250us, 10ms oder 1.5s; alle anderen sind ganze Zahlen mit Einheit: 500ms, 20s, 5m, 2h.</translation>
    </message>
    <message>
        <source>The pools, the policy and the traffic are the program&apos;s own, under a clock that jumps from event to event. The same seed gives the same file.</source>
        <translation>Pools, Regel und Last sind die des Programms selbst, unter einer Uhr, die von Ereignis zu Ereignis springt. Gleicher Startwert, gleiche Datei.</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  all that was accepted was served</source>
        <translation>0  alles Angenommene wurde bedient</translation>
    </message>
    <message>
        <source>1  bad input: an option, a file or a plan</source>
        <translation>1  falsche Eingabe: eine Option, eine Datei oder ein Plan</translation>
    </message>
    <message>
        <source>3  something was cancelled or cut at the end</source>
        <translation>3  am Ende wurde etwas abgebrochen oder getrennt</translation>
    </message>
    <message>
        <source>So many per cent of the statements end with a serialization failure, 40001 (0).</source>
        <translation>So viel Prozent der Anweisungen enden mit einem Serialisierungsfehler, 40001 (0).</translation>
    </message>
    <message>
        <source>PCT</source>
        <translation>PROZENT</translation>
    </message>
    <message>
        <source>Of a workload hold: weights, classes with their deadlines and pools, and of a script \set, \sequence, \csv, \if and \sleep; each statement takes what the model draws, whatever it says. \gset and \aset are refused: there are no rows. Without a workload a request is one statement.</source>
        <translation>Von einer Last gelten: Gewichte, Klassen mit ihren Fristen und Pools, und von einem Skript \\set, \\sequence, \\csv, \\if und \\sleep; jede Anweisung dauert, was das Modell zieht, was auch immer sie sagt. \\gset und \\aset werden abgelehnt: Zeilen gibt es keine. Ohne Last ist eine Anfrage eine Anweisung.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
</context>
<context>
    <name>SummaryText</name>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>Slots</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Timeouts</translation>
    </message>
    <message>
        <source>Peak in use</source>
        <translation>Spitze in Benutzung</translation>
    </message>
    <message>
        <source>Peak waiting</source>
        <translation>Spitze wartend</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>max</source>
        <translation>max.</translation>
    </message>
    <message>
        <source>acquire</source>
        <translation>Slot-Wartezeit</translation>
    </message>
    <message>
        <source>service</source>
        <translation>Bedienzeit</translation>
    </message>
    <message>
        <source>response</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>Offered %1 = completed %2 + failed %3 + timed out %4 + rejected %5 + cancelled %6 + dropped %7</source>
        <translation>Angeboten %1 = erledigt %2 + fehlgeschlagen %3 + Zeitlimit erreicht %4 + abgewiesen %5 + abgebrochen %6 + verworfen %7</translation>
    </message>
    <message numerus="yes">
        <source>%n backend(s) left</source>
        <translation>
            <numerusform>%n Backend übrig</numerusform>
            <numerusform>%n Backends übrig</numerusform>
        </translation>
    </message>
    <message>
        <source>Shutdown: %1 drained, %2 cancelled, %3 cut, %4, in %5</source>
        <translation>Herunterfahren: %1 zu Ende bedient, %2 abgebrochen, %3 getrennt, %4, in %5</translation>
    </message>
    <message>
        <source>%1 requests a second over %2</source>
        <translation>%1 Anfragen je Sekunde über %2</translation>
    </message>
    <message numerus="yes">
        <source>Simulated server, %1 · %n pool(s), %2 slots · %3 · %4</source>
        <translation>
            <numerusform>Simulierter Server, %1 · %n Pool, %2 Slots · %3 · %4</numerusform>
            <numerusform>Simulierter Server, %1 · %n Pools, %2 Slots · %3 · %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5, %6</source>
        <translation>
            <numerusform>PostgreSQL %1 · %n Pool, %2 von %3 nutzbaren Slots · %4 · %5, %6</numerusform>
            <numerusform>PostgreSQL %1 · %n Pools, %2 von %3 nutzbaren Slots · %4 · %5, %6</numerusform>
        </translation>
    </message>
    <message>
        <source>Stranded</source>
        <translation>Gestrandet</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Angeboten</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Service p50</source>
        <translation>Bedienzeit p50</translation>
    </message>
    <message>
        <source>Service p99</source>
        <translation>Bedienzeit p99</translation>
    </message>
    <message>
        <source>Response p50</source>
        <translation>Antwortzeit p50</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>UNFIT: these figures are not the server’s. %1</source>
        <translation>UNTAUGLICH: Diese Werte sind nicht die des Servers. %1</translation>
    </message>
    <message>
        <source>DOUBTFUL: these figures may not be the server’s. %1</source>
        <translation>FRAGLICH: Diese Werte sind vielleicht nicht die des Servers. %1</translation>
    </message>
    <message>
        <source>Timed out by the deadline of their class: %1</source>
        <translation>Durch die Frist ihrer Klasse abgelaufen: %1</translation>
    </message>
    <message>
        <source>Retries: %1; %2 requests completed by one; %3 more were refused by the budget</source>
        <translation>Wiederholungen: %1; %2 Anfragen gelangen durch eine; %3 weitere ließ das Budget nicht zu</translation>
    </message>
    <message>
        <source>Stranded: %1 of waiting in one pool while another had a free slot</source>
        <translation>Gestrandet: %1 Wartezeit in einem Pool, während ein anderer einen freien Slot hatte</translation>
    </message>
    <message>
        <source>Generator: %1, %2 of CPU a request, %3 of a core, wakes late by %4 at p99</source>
        <translation>Lastgenerator: %1, %2 CPU je Anfrage, %3 eines Kerns, erwacht zu spät um %4 bei p99</translation>
    </message>
    <message>
        <source>, sends late by %1 at p99, %2 at most</source>
        <translation>, sendet zu spät um %1 bei p99, höchstens um %2</translation>
    </message>
    <message>
        <source>The run was interrupted; it has no end.</source>
        <translation>Der Lauf wurde abgebrochen; er hat kein Ende.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Replayed: %1 recorded arrivals of “%2”</source>
        <translation>Wiedergegeben: %1 aufgezeichnete Ankünfte aus „%2“</translation>
    </message>
    <message>
        <source>; it had left out %1</source>
        <translation>; er hatte %1 ausgelassen</translation>
    </message>
    <message>
        <source>Arrivals: %1 recorded, %2 left out</source>
        <translation>Ankünfte: %1 aufgezeichnet, %2 ausgelassen</translation>
    </message>
    <message>
        <source>Errors: %1 × %2</source>
        <translation>Fehler: %1 × %2</translation>
    </message>
    <message>
        <source>%1 ended with %2 of %3 slots open. %4</source>
        <translation>%1 hatte am Ende %2 von %3 Slots offen. %4</translation>
    </message>
    <message>
        <source>Through %1: each slot is a client of it</source>
        <translation>Hinter %1: Jeder Slot ist ein Client davon</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) of the pooler left</source>
        <translation>
            <numerusform>%n Client des Poolers übrig</numerusform>
            <numerusform>%n Clients des Poolers übrig</numerusform>
        </translation>
    </message>
    <message>
        <source>backends left cannot be known behind the pooler</source>
        <translation>übrige Backends sind hinter dem Pooler nicht feststellbar</translation>
    </message>
    <message>
        <source>backends left: not confirmed</source>
        <translation>übrige Backends: nicht bestätigt</translation>
    </message>
</context>
<context>
    <name>WorkloadText</name>
    <message>
        <source>--builtin: there is no workload “%1”.</source>
        <translation>--builtin: Es gibt keine Arbeitslast „%1“.</translation>
    </message>
    <message>
        <source>The workloads are %1.</source>
        <translation>Die Arbeitslasten sind %1.</translation>
    </message>
    <message>
        <source>--builtin: “%1” has classes of its own and cannot be mixed with others.</source>
        <translation>--builtin: „%1“ hat eigene Klassen und lässt sich nicht mit anderen mischen.</translation>
    </message>
    <message>
        <source>--protocol: there is no protocol “%1”.</source>
        <translation>--protocol: Es gibt kein Protokoll „%1“.</translation>
    </message>
    <message>
        <source>The protocols are %1.</source>
        <translation>Die Protokolle sind %1.</translation>
    </message>
    <message>
        <source>The SQL statement or pgbench script itself (in the sandbox a point SELECT of a random account, elsewhere SELECT 1).</source>
        <translation>Die SQL-Anweisung oder das pgbench-Skript selbst (in der Sandbox ein SELECT eines zufälligen Kontos, sonst SELECT 1).</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>A pgbench script, run as a whole as one request; again for a mix of several, by their weights (1).</source>
        <translation>Ein pgbench-Skript, als Ganzes eine Anfrage; mehrmals für eine Mischung nach ihren Gewichten (1).</translation>
    </message>
    <message>
        <source>FILE.sql[@WEIGHT]</source>
        <translation>DATEI.sql[@GEWICHT]</translation>
    </message>
    <message>
        <source>A script that need not be written: %1.</source>
        <translation>Ein Skript, das nicht geschrieben werden muss: %1.</translation>
    </message>
    <message>
        <source>NAME[@WEIGHT]</source>
        <translation>NAME[@GEWICHT]</translation>
    </message>
    <message>
        <source>A workload file: scripts with weights, and classes with shares and deadlines.</source>
        <translation>Eine Arbeitslastdatei: Skripte mit Gewichten und Klassen mit Anteilen und Fristen.</translation>
    </message>
    <message>
        <source>FILE.json</source>
        <translation>DATEI.json</translation>
    </message>
    <message>
        <source>What :scale stands for in scripts (the number of rows of pgbench_branches; 1 without that table).</source>
        <translation>Wofür :scale in Skripten steht (die Zahl der Zeilen von pgbench_branches; 1 ohne diese Tabelle).</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Let the workload write to a server that is not the sandbox.</source>
        <translation>Die Arbeitslast auch auf einem anderen Server als der Sandbox schreiben lassen.</translation>
    </message>
    <message>
        <source>simple, extended or prepared (prepared).</source>
        <translation>simple, extended oder prepared (prepared).</translation>
    </message>
    <message>
        <source>PROTOCOL</source>
        <translation>PROTOKOLL</translation>
    </message>
    <message>
        <source>A run writes to nothing but the sandbox unless that is allowed.</source>
        <translation>Ein Lauf schreibt nur in die Sandbox, solange nichts anderes erlaubt ist.</translation>
    </message>
    <message>
        <source>Add --allow-writes if its data may be changed.</source>
        <translation>--allow-writes angeben, wenn die Daten dort geändert werden dürfen.</translation>
    </message>
    <message>
        <source>--file: two scripts name different files “%1”.</source>
        <translation>--file: Zwei Skripte nennen verschiedene Dateien „%1“.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>The plan needs %1 connections, but only %2 are available: %3 usable of max_connections %4, less %5 of others and %6 of the monitor.</source>
        <translation>Der Plan braucht %1 Verbindungen, verfügbar sind aber nur %2: %3 nutzbare von max_connections %4, abzüglich %5 anderer und %6 des Monitors.</translation>
    </message>
    <message>
        <source>Take %1 slots out of the plan, or raise max_connections.</source>
        <translation>%1 Slots aus dem Plan nehmen oder max_connections erhöhen.</translation>
    </message>
    <message>
        <source>%1 of %2 usable slots free (%3 reserved for superusers)</source>
        <translation>%1 von %2 nutzbaren Slots frei (%3 für Superuser reserviert)</translation>
    </message>
    <message>
        <source>“%1” is not a duration.</source>
        <translation>„%1“ ist keine Dauer.</translation>
    </message>
    <message>
        <source>Write a whole number with its unit: 500ms, 20s, 5m or 2h.</source>
        <translation>Eine ganze Zahl mit Einheit schreiben: 500ms, 20s, 5m oder 2h.</translation>
    </message>
    <message>
        <source>%1 is outside %2 to %3.</source>
        <translation>%1 liegt außerhalb von %2 bis %3.</translation>
    </message>
    <message>
        <source>a name is needed.</source>
        <translation>ein Name wird gebraucht.</translation>
    </message>
    <message>
        <source>the name holds a control character.</source>
        <translation>der Name enthält ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>the name has %1 bytes; at most %2 are allowed.</source>
        <translation>der Name hat %1 Bytes; erlaubt sind höchstens %2.</translation>
    </message>
    <message>
        <source>“%1” is the name of an earlier pool too.</source>
        <translation>„%1“ heißt schon ein früherer Pool.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>Die Verbindung ging verloren.</translation>
    </message>
    <message>
        <source>Write it as postgresql://user:password@host:5432/database.</source>
        <translation>Als postgresql://user:password@host:5432/database schreiben.</translation>
    </message>
    <message>
        <source>The database URL has no scheme.</source>
        <translation>Der Datenbank-URL fehlt das Schema.</translation>
    </message>
    <message>
        <source>The database URL begins with “%1://”, which is not PostgreSQL.</source>
        <translation>Die Datenbank-URL beginnt mit „%1://“; das ist nicht PostgreSQL.</translation>
    </message>
    <message>
        <source>The database URL holds a control character, such as a line break.</source>
        <translation>Die Datenbank-URL enthält ein Steuerzeichen, etwa einen Zeilenumbruch.</translation>
    </message>
    <message>
        <source>A carriage return cannot be written in a .env file.</source>
        <translation>Ein Wagenrücklauf lässt sich in einer .env-Datei nicht schreiben.</translation>
    </message>
    <message>
        <source>A “$” cannot be written in a .env file so that all readers agree on it.</source>
        <translation>Ein „$“ lässt sich in einer .env-Datei nicht so schreiben, dass alle Leser es gleich verstehen.</translation>
    </message>
    <message>
        <source>A value with all three kinds of quotes cannot be written in a .env file.</source>
        <translation>Ein Wert mit allen drei Arten von Anführungszeichen lässt sich in einer .env-Datei nicht schreiben.</translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation>Eine ganze Zahl wird gebraucht.</translation>
    </message>
    <message>
        <source>A number is needed.</source>
        <translation>Eine Zahl wird gebraucht.</translation>
    </message>
    <message>
        <source>%1 has no option “%2”.</source>
        <translation>%1 hat keine Option „%2“.</translation>
    </message>
    <message>
        <source>Its options are: %1.</source>
        <translation>Die Optionen sind: %1.</translation>
    </message>
    <message>
        <source>%1: “%2” is no choice for “%3”.</source>
        <translation>%1: „%2“ ist keine Wahl für „%3“.</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>Zur Wahl stehen: %1.</translation>
    </message>
    <message>
        <source>JavaScript and TypeScript</source>
        <translation>JavaScript und TypeScript</translation>
    </message>
    <message>
        <source>Java</source>
        <translation>Java</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>Ruby</source>
        <translation>Ruby</translation>
    </message>
    <message>
        <source>Poolers</source>
        <translation>Pooler</translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation>PostgreSQL</translation>
    </message>
    <message>
        <source>Environment and deployment</source>
        <translation>Umgebung und Bereitstellung</translation>
    </message>
    <message>
        <source>Poolwart</source>
        <translation>Poolwart</translation>
    </message>
    <message>
        <source>cannot say</source>
        <translation>nicht ausdrückbar</translation>
    </message>
    <message>
        <source>changes meaning</source>
        <translation>ändert die Bedeutung</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>node-postgres cannot try TLS and go on without it: “%1” is left out, and the connections are not encrypted. Write sslmode=require where the server has TLS.</source>
        <translation>node-postgres kann TLS nicht versuchen und sonst darauf verzichten: „%1“ fehlt, und die Verbindungen sind unverschlüsselt. Hat der Server TLS, sslmode=require schreiben.</translation>
    </message>
    <message>
        <source>node-postgres takes “%1” for verify-full; uselibpqcompat=true in the URL gives it libpq&apos;s meaning.</source>
        <translation>node-postgres hält „%1“ für verify-full; uselibpqcompat=true in der URL gibt ihm die Bedeutung von libpq.</translation>
    </message>
    <message>
        <source>One field, connectionTimeoutMillis, bounds waiting for a slot and opening one: connecting may take the acquire timeout, %1, instead of %2.</source>
        <translation>Ein Feld, connectionTimeoutMillis, begrenzt das Warten auf einen Slot und sein Öffnen: Verbinden darf so lange dauern wie das Wartezeitlimit, %1 statt %2.</translation>
    </message>
    <message>
        <source>A request that waits in vain fails with node-postgres&apos;s “timeout exceeded when trying to connect”; the code P2024 of Prisma 6 does not come any more.</source>
        <translation>Eine Anfrage, die vergeblich wartet, scheitert mit „timeout exceeded when trying to connect“ von node-postgres; den Code P2024 von Prisma 6 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Without jitter: connections that were opened together end together after %1.</source>
        <translation>Ohne Streuung: Gemeinsam geöffnete Verbindungen enden gemeinsam nach %1.</translation>
    </message>
    <message>
        <source>“None” sends nothing: what ALTER ROLE, ALTER DATABASE or the server sets holds.</source>
        <translation>„Kein“ sendet nichts: Es gilt, was ALTER ROLE, ALTER DATABASE oder der Server vorgibt.</translation>
    </message>
    <message>
        <source>node-postgres&apos;s min only keeps connections from idling out and opens none. The file opens %1 a pool at start; one that is lost later is opened again when it is needed.</source>
        <translation>min von node-postgres bewahrt Verbindungen nur vor dem Leerlaufende und öffnet keine. Die Datei öffnet beim Start %1 je Pool; eine später verlorene wird wieder geöffnet, wenn sie gebraucht wird.</translation>
    </message>
    <message>
        <source>statement_timeout goes out as a startup parameter. PgBouncer refuses it unless ignore_startup_parameters lists it, and then drops it: behind PgBouncer write ALTER ROLE … SET statement_timeout instead.</source>
        <translation>statement_timeout geht als Startparameter hinaus. PgBouncer weist ihn ab, wenn er nicht in ignore_startup_parameters steht, und lässt ihn sonst fallen: Hinter PgBouncer stattdessen ALTER ROLE … SET statement_timeout schreiben.</translation>
    </message>
    <message>
        <source>The queue has no limit here (plan: %1); requests wait until the acquire timeout instead of being rejected at once.</source>
        <translation>Die Warteschlange hat hier keine Grenze (Plan: %1); Anfragen warten bis zum Wartezeitlimit, statt sofort abgewiesen zu werden.</translation>
    </message>
    <message>
        <source>The server keeps %1 bytes of a name: the pools are called %2 and so on.</source>
        <translation>Der Server behält %1 Bytes eines Namens: Die Pools heißen %2 und so weiter.</translation>
    </message>
    <message>
        <source>The server shows a letter outside ASCII as “?” (until PostgreSQL 15) or as \x and two digits a byte.</source>
        <translation>Der Server zeigt Zeichen außerhalb von ASCII als „?“ (bis PostgreSQL 15) oder als \x und zwei Ziffern je Byte.</translation>
    </message>
    <message>
        <source>There is no export format “%1”.</source>
        <translation>Es gibt kein Exportformat „%1“.</translation>
    </message>
    <message>
        <source>The formats are: %1.</source>
        <translation>Die Formate sind: %1.</translation>
    </message>
    <message>
        <source>One host only: “%1” of %2 is written.</source>
        <translation>Nur ein Host: Geschrieben wird „%1“ von %2.</translation>
    </message>
    <message>
        <source>What the service file says of “%1” is not copied: fill the placeholders in.</source>
        <translation>Was die Dienstdatei zu „%1“ sagt, wird nicht übernommen: Bitte die Platzhalter ausfüllen.</translation>
    </message>
    <message>
        <source>Imports of the generated client: without an extension (bundlers, tsx), or with .js (ECMAScript modules that Node loads itself)</source>
        <translation>Importe des erzeugten Clients: ohne Endung (Bundler, tsx) oder mit .js (ECMAScript-Module, die Node selbst lädt)</translation>
    </message>
    <message>
        <source>What is written: all that a new project needs, or the pools alone</source>
        <translation>Was geschrieben wird: alles, was ein neues Projekt braucht, oder nur die Pools</translation>
    </message>
    <message>
        <source>Close the pools on SIGTERM and SIGINT</source>
        <translation>Die Pools bei SIGTERM und SIGINT schließen</translation>
    </message>
    <message>
        <source>Prisma batches the findUnique calls of one tick into one statement, but only within a client. Spread over five clients 6,600 to 7,000 a second were measured where one client gave 19,000 to 31,000 (Prisma 7.10); findFirst, which is not batched, hardly changed. Call getPrisma() once a request and keep its client.</source>
        <translation>Prisma bündelt die findUnique-Aufrufe eines Ticks zu einer Anweisung, aber nur innerhalb eines Clients. Auf fünf Clients verteilt wurden 6.600 bis 7.000 je Sekunde gemessen, mit einem Client 19.000 bis 31.000 (Prisma 7.10); findFirst, das nicht gebündelt wird, änderte sich kaum. getPrisma() einmal je Anfrage aufrufen und den Client behalten.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Die Verbindung zum Server ging verloren.</translation>
    </message>
    <message>
        <source>The server refused a statement: %1</source>
        <translation>Der Server hat eine Anweisung abgelehnt: %1</translation>
    </message>
    <message>
        <source>The question to the server was given up.</source>
        <translation>Die Frage an den Server wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>the role&apos;s connection limit is reached.</source>
        <translation>das Verbindungslimit der Rolle ist erreicht.</translation>
    </message>
    <message>
        <source>Make the pools smaller, or raise the limit: ALTER ROLE … CONNECTION LIMIT n.</source>
        <translation>Die Pools verkleinern oder das Limit erhöhen: ALTER ROLE … CONNECTION LIMIT n.</translation>
    </message>
    <message>
        <source>the database&apos;s connection limit is reached.</source>
        <translation>das Verbindungslimit der Datenbank ist erreicht.</translation>
    </message>
    <message>
        <source>Make the pools smaller, or raise the limit: ALTER DATABASE … CONNECTION LIMIT n.</source>
        <translation>Die Pools verkleinern oder das Limit erhöhen: ALTER DATABASE … CONNECTION LIMIT n.</translation>
    </message>
    <message>
        <source>the server has no free connection slot.</source>
        <translation>der Server hat keinen freien Verbindungsplatz.</translation>
    </message>
    <message>
        <source>Close connections elsewhere, make the pools smaller, or raise max_connections (a restart of the server).</source>
        <translation>Anderswo Verbindungen schließen, die Pools verkleinern oder max_connections erhöhen (Neustart des Servers).</translation>
    </message>
    <message>
        <source>the server did not accept the password.</source>
        <translation>der Server hat das Passwort nicht angenommen.</translation>
    </message>
    <message>
        <source>Check user and password; libpq also looks into PGPASSWORD and ~/.pgpass (which must not be readable by others).</source>
        <translation>Benutzer und Passwort prüfen; libpq sieht auch in PGPASSWORD und ~/.pgpass nach (die für andere nicht lesbar sein darf).</translation>
    </message>
    <message>
        <source>the host name is unknown.</source>
        <translation>der Hostname ist unbekannt.</translation>
    </message>
    <message>
        <source>Check the spelling of the host and the name service of this machine.</source>
        <translation>Die Schreibweise des Hosts und die Namensauflösung dieses Rechners prüfen.</translation>
    </message>
    <message>
        <source>the server did not answer in time.</source>
        <translation>der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Check host and port, and whether a firewall drops the packets; or raise the connect timeout.</source>
        <translation>Host und Port prüfen und ob eine Firewall die Pakete verwirft; oder das Verbindungszeitlimit erhöhen.</translation>
    </message>
    <message>
        <source>no server listens there.</source>
        <translation>dort lauscht kein Server.</translation>
    </message>
    <message>
        <source>Check that the server runs, its port, and listen_addresses or unix_socket_directories.</source>
        <translation>Prüfen, ob der Server läuft, seinen Port und listen_addresses oder unix_socket_directories.</translation>
    </message>
    <message>
        <source>the server does not let this user in from here.</source>
        <translation>der Server lässt diesen Benutzer von hier nicht ein.</translation>
    </message>
    <message>
        <source>Add a line to the server&apos;s pg_hba.conf and reload it.</source>
        <translation>In pg_hba.conf des Servers eine Zeile ergänzen und neu laden.</translation>
    </message>
    <message>
        <source>the server lets in only the operating system user of the same name.</source>
        <translation>der Server lässt nur den gleichnamigen Benutzer des Betriebssystems ein.</translation>
    </message>
    <message>
        <source>Connect as that user, over TCP with a password, or change pg_hba.conf.</source>
        <translation>Als dieser Benutzer verbinden, über TCP mit Passwort, oder pg_hba.conf ändern.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>no encrypted connection could be agreed on.</source>
        <translation>eine verschlüsselte Verbindung kam nicht zustande.</translation>
    </message>
    <message>
        <source>Check sslmode and sslrootcert against what the server offers.</source>
        <translation>sslmode und sslrootcert mit dem vergleichen, was der Server anbietet.</translation>
    </message>
    <message>
        <source>the server does not know this database or role.</source>
        <translation>der Server kennt diese Datenbank oder Rolle nicht.</translation>
    </message>
    <message>
        <source>Check the names; without a database libpq takes one named as the user.</source>
        <translation>Die Namen prüfen; ohne Datenbank nimmt libpq eine, die wie der Benutzer heißt.</translation>
    </message>
    <message>
        <source>Cannot connect to %1: %2</source>
        <translation>Keine Verbindung zu %1: %2</translation>
    </message>
    <message>
        <source>The connection parameter “%1” holds a semicolon, which Qt&apos;s driver cannot pass on.</source>
        <translation>Der Verbindungsparameter „%1“ enthält ein Semikolon, das der Treiber von Qt nicht weitergeben kann.</translation>
    </message>
    <message>
        <source>Put the parameter into the connection service file and connect by service.</source>
        <translation>Den Parameter in die Dienstdatei schreiben und über den Dienst verbinden.</translation>
    </message>
    <message>
        <source>The session on %1 could not be set up.</source>
        <translation>Die Sitzung auf %1 ließ sich nicht einrichten.</translation>
    </message>
    <message>
        <source>Qt&apos;s PostgreSQL driver is not installed.</source>
        <translation>Der PostgreSQL-Treiber von Qt ist nicht installiert.</translation>
    </message>
    <message>
        <source>Install the package libqt6sql6-psql.</source>
        <translation>Das Paket libqt6sql6-psql installieren.</translation>
    </message>
    <message>
        <source>Connecting was given up.</source>
        <translation>Das Verbinden wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The monitor is not running.</source>
        <translation>Der Monitor läuft nicht.</translation>
    </message>
    <message>
        <source>There is no backend with process %1 any more.</source>
        <translation>Ein Backend mit der Prozessnummer %1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Backends of another role may be ended by members of that role or of pg_signal_backend.</source>
        <translation>Backends einer anderen Rolle dürfen Mitglieder dieser Rolle oder von pg_signal_backend beenden.</translation>
    </message>
    <message>
        <source>The server is older than PostgreSQL 10, which is the oldest that can be watched.</source>
        <translation>Der Server ist älter als PostgreSQL 10, die älteste Version, die sich beobachten lässt.</translation>
    </message>
    <message>
        <source>The server does not know our role or database any more.</source>
        <translation>Der Server kennt unsere Rolle oder Datenbank nicht mehr.</translation>
    </message>
    <message>
        <source>The monitor was stopped.</source>
        <translation>Der Monitor wurde angehalten.</translation>
    </message>
    <message>
        <source>“%1” did not end within %2 s and was stopped.</source>
        <translation>„%1“ endete nicht innerhalb von %2 s und wurde angehalten.</translation>
    </message>
    <message>
        <source>“%1” could not be started.</source>
        <translation>„%1“ ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>“%1” failed.</source>
        <translation>„%1“ ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>max_connections must be from 1 to %1; it is %2.</source>
        <translation>max_connections muss von 1 bis %1 reichen; es ist %2.</translation>
    </message>
    <message>
        <source>superuser_reserved_connections must be less than max_connections (%1); it is %2.</source>
        <translation>superuser_reserved_connections muss kleiner als max_connections (%1) sein; es ist %2.</translation>
    </message>
    <message>
        <source>The number of accounts must be from 1 to %1; it is %2.</source>
        <translation>Die Zahl der Konten muss von 1 bis %1 reichen; sie ist %2.</translation>
    </message>
    <message>
        <source>No PostgreSQL server is installed here that the sandbox could run.</source>
        <translation>Hier ist kein PostgreSQL-Server installiert, den die Sandbox betreiben könnte.</translation>
    </message>
    <message>
        <source>Install the package postgresql, or connect to a server that runs elsewhere.</source>
        <translation>Das Paket postgresql installieren oder mit einem Server verbinden, der anderswo läuft.</translation>
    </message>
    <message>
        <source>PostgreSQL %1, which made the sandbox, is no longer installed.</source>
        <translation>PostgreSQL %1, mit dem die Sandbox angelegt wurde, ist nicht mehr installiert.</translation>
    </message>
    <message>
        <source>Taking over the sandbox server that an earlier console left…</source>
        <translation>Den Sandbox-Server übernehmen, den eine frühere Konsole zurückließ …</translation>
    </message>
    <message>
        <source>Making a private PostgreSQL server…</source>
        <translation>Einen privaten PostgreSQL-Server anlegen …</translation>
    </message>
    <message>
        <source>Check the free space and the permissions of %1.</source>
        <translation>Den freien Platz und die Rechte von %1 prüfen.</translation>
    </message>
    <message>
        <source>Starting the server…</source>
        <translation>Den Server starten …</translation>
    </message>
    <message>
        <source>The sandbox server did not start.</source>
        <translation>Der Sandbox-Server ist nicht gestartet.</translation>
    </message>
    <message>
        <source>Loading %1 accounts…</source>
        <translation>%1 Konten laden …</translation>
    </message>
    <message>
        <source>The sandbox server does not run.</source>
        <translation>Der Sandbox-Server läuft nicht.</translation>
    </message>
    <message>
        <source>Restarting the server…</source>
        <translation>Den Server neu starten …</translation>
    </message>
    <message>
        <source>The sandbox&apos;s folder %1 cannot be made or written.</source>
        <translation>Der Ordner %1 der Sandbox lässt sich nicht anlegen oder beschreiben.</translation>
    </message>
    <message>
        <source>Check the permissions and the free space there.</source>
        <translation>Rechte und freien Platz dort prüfen.</translation>
    </message>
    <message>
        <source>The sandbox in %1 is in use by another console.</source>
        <translation>Die Sandbox in %1 wird von einer anderen Konsole benutzt.</translation>
    </message>
    <message>
        <source>Close the other console, or choose another folder.</source>
        <translation>Die andere Konsole schließen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The folder %1 for the server&apos;s socket cannot be made, or is not ours alone.</source>
        <translation>Der Ordner %1 für den Socket des Servers lässt sich nicht anlegen oder gehört nicht uns allein.</translation>
    </message>
    <message>
        <source>Write it as postgresql://user:password@host:5432/database or as host=… port=… dbname=… user=…</source>
        <translation>Als postgresql://user:password@host:5432/database oder als host=… port=… dbname=… user=… schreiben</translation>
    </message>
    <message>
        <source>“%1” is not a connection parameter of PostgreSQL.</source>
        <translation>„%1“ ist kein Verbindungsparameter von PostgreSQL.</translation>
    </message>
    <message>
        <source>This is the address of a Prisma proxy, not of a PostgreSQL server.</source>
        <translation>Das ist die Adresse eines Prisma-Proxys, nicht die eines PostgreSQL-Servers.</translation>
    </message>
    <message>
        <source>The connection text cannot be read.</source>
        <translation>Der Verbindungstext ist nicht lesbar.</translation>
    </message>
    <message>
        <source>“sslpassword” is not taken from here.</source>
        <translation>„sslpassword“ wird hier nicht angenommen.</translation>
    </message>
    <message>
        <source>Put it into the connection service file and connect by service.</source>
        <translation>In die Dienstdatei schreiben und über den Dienst verbinden.</translation>
    </message>
    <message>
        <source>The port is not a number from 1 to 65535.</source>
        <translation>Der Port ist keine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>There is no connection service “%1”.</source>
        <translation>Es gibt keinen Verbindungsdienst „%1“.</translation>
    </message>
    <message>
        <source>Services stand in ~/.pg_service.conf or in the file that PGSERVICEFILE names, as [name] with key=value lines below.</source>
        <translation>Dienste stehen in ~/.pg_service.conf oder in der Datei, die PGSERVICEFILE nennt, als [name] mit Zeilen der Form key=value darunter.</translation>
    </message>
    <message>
        <source>DATABASE_URL: %1</source>
        <translation>DATABASE_URL: %1</translation>
    </message>
    <message>
        <source>PG* variables</source>
        <translation>PG*-Variablen</translation>
    </message>
    <message>
        <source>No server was named.</source>
        <translation>Es wurde kein Server genannt.</translation>
    </message>
    <message>
        <source>Use --sandbox for a private server, --target URI, --service NAME, or set DATABASE_URL or libpq&apos;s PG* variables (PGHOST, PGDATABASE, …).</source>
        <translation>Mit --sandbox ein privater Server, sonst --target URI, --service NAME, oder DATABASE_URL oder die PG*-Variablen von libpq setzen (PGHOST, PGDATABASE, …).</translation>
    </message>
    <message>
        <source>Connected to %1, PostgreSQL %2.</source>
        <translation>Verbunden mit %1, PostgreSQL %2.</translation>
    </message>
    <message>
        <source>The sandbox server was restarted with max_connections %1.</source>
        <translation>Der Sandbox-Server wurde mit max_connections %1 neu gestartet.</translation>
    </message>
    <message>
        <source>“%1” is a folder, not a file.</source>
        <translation>„%1“ ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>There is no file “%1”.</source>
        <translation>Es gibt keine Datei „%1“.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2.</source>
        <translation>„%1“ ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>“%1” has more than %2 MiB; that is no plan and no run.</source>
        <translation>„%1“ hat mehr als %2 MiB; das ist weder Plan noch Lauf.</translation>
    </message>
    <message>
        <source>“%1” is not valid JSON: line %2, column %3: %4.</source>
        <translation>„%1“ ist kein gültiges JSON: Zeile %2, Spalte %3: %4.</translation>
    </message>
    <message>
        <source>The file ends too early; it may have been cut off.</source>
        <translation>Die Datei endet zu früh; vielleicht wurde sie abgeschnitten.</translation>
    </message>
    <message>
        <source>“%1” is not UTF-8 text.</source>
        <translation>„%1“ ist kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>“%1” holds no JSON object.</source>
        <translation>„%1“ enthält kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2.</source>
        <translation>„%1“ lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>%1 is expected here, not %2.</source>
        <translation>hier wird %1 erwartet, nicht %2.</translation>
    </message>
    <message>
        <source>this field is missing.</source>
        <translation>dieses Feld fehlt.</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>%1 is beyond any limit.</source>
        <translation>%1 ist jenseits jeder Grenze.</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a duration such as &quot;20s&quot;</source>
        <translation>eine Dauer wie &quot;20s&quot;</translation>
    </message>
    <message>
        <source>this is no time in microseconds.</source>
        <translation>das ist keine Zeit in Mikrosekunden.</translation>
    </message>
    <message>
        <source>%1 are more than the %2 that are allowed.</source>
        <translation>%1 sind mehr als die erlaubten %2.</translation>
    </message>
    <message>
        <source>there is no such field.</source>
        <translation>ein solches Feld gibt es nicht.</translation>
    </message>
    <message>
        <source>The fields here are %1.</source>
        <translation>Die Felder hier sind %1.</translation>
    </message>
    <message>
        <source>there is no policy “%1”.</source>
        <translation>es gibt keine Regel „%1“.</translation>
    </message>
    <message>
        <source>The policies are %1.</source>
        <translation>Die Regeln sind %1.</translation>
    </message>
    <message>
        <source>the file is of version %1; this program reads version %2.</source>
        <translation>die Datei hat Version %1; dieses Programm liest Version %2.</translation>
    </message>
    <message>
        <source>A newer Poolwart wrote it; open it with that.</source>
        <translation>Ein neueres Poolwart hat sie geschrieben; bitte damit öffnen.</translation>
    </message>
    <message>
        <source>there is no version %1.</source>
        <translation>eine Version %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>this is no plan: “poolwart-plan” is expected, not “%1”.</source>
        <translation>das ist kein Plan: Erwartet wird „poolwart-plan“, nicht „%1“.</translation>
    </message>
    <message>
        <source>“%1” is refused: %2</source>
        <translation>„%1“ wird abgelehnt: %2</translation>
    </message>
    <message>
        <source>this is no run: “poolwart-run” is expected, not “%1”.</source>
        <translation>das ist kein Lauf: Erwartet wird „poolwart-run“, nicht „%1“.</translation>
    </message>
    <message>
        <source>“%1” is no moment in time.</source>
        <translation>„%1“ ist kein Zeitpunkt.</translation>
    </message>
    <message>
        <source>there is no protocol “%1”.</source>
        <translation>es gibt kein Protokoll „%1“.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>opened in %1</source>
        <translation>geöffnet in %1</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>could not be opened</source>
        <translation>ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>acquire timed out</source>
        <translation>Zeitlimit beim Warten auf einen Slot erreicht</translation>
    </message>
    <message>
        <source>queue full, request rejected</source>
        <translation>Warteschlange voll, Anfrage abgewiesen</translation>
    </message>
    <message>
        <source>statement failed</source>
        <translation>Anweisung fehlgeschlagen</translation>
    </message>
    <message>
        <source>query, %1</source>
        <translation>Abfrage, %1</translation>
    </message>
    <message>
        <source>query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>statement cancelled</source>
        <translation>Anweisung abgebrochen</translation>
    </message>
    <message>
        <source>pool added</source>
        <translation>Pool hinzugefügt</translation>
    </message>
    <message>
        <source>pool paused; its requests wait</source>
        <translation>Pool angehalten; seine Anfragen warten</translation>
    </message>
    <message>
        <source>pool resumed</source>
        <translation>Pool fortgesetzt</translation>
    </message>
    <message>
        <source>pool drains; no new requests</source>
        <translation>Pool läuft leer; keine neuen Anfragen</translation>
    </message>
    <message>
        <source>pool drained</source>
        <translation>Pool leer gelaufen</translation>
    </message>
    <message>
        <source>pool removed</source>
        <translation>Pool entfernt</translation>
    </message>
    <message>
        <source>traffic started</source>
        <translation>Last gestartet</translation>
    </message>
    <message>
        <source>traffic paused</source>
        <translation>Last angehalten</translation>
    </message>
    <message>
        <source>traffic stopped</source>
        <translation>Last gestoppt</translation>
    </message>
    <message>
        <source>traffic changed</source>
        <translation>Last geändert</translation>
    </message>
    <message>
        <source> (and %1 more like it)</source>
        <translation> (und %1 weitere dieser Art)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>max_connections</source>
        <translation>max_connections</translation>
    </message>
    <message>
        <source>What the server was started with; a change needs its restart.</source>
        <translation>Womit der Server gestartet wurde; eine Änderung braucht seinen Neustart.</translation>
    </message>
    <message>
        <source>reserved for superusers</source>
        <translation>für Superuser reserviert</translation>
    </message>
    <message>
        <source>superuser_reserved_connections: the way in for you when all else is full.</source>
        <translation>superuser_reserved_connections: Ihr Zugang, wenn alles andere voll ist.</translation>
    </message>
    <message>
        <source>reserved for pg_use_reserved_connections</source>
        <translation>für pg_use_reserved_connections reserviert</translation>
    </message>
    <message>
        <source>reserved_connections, PostgreSQL 16 and later.</source>
        <translation>reserved_connections, ab PostgreSQL 16.</translation>
    </message>
    <message>
        <source>ALTER ROLE or ALTER DATABASE … CONNECTION LIMIT.</source>
        <translation>ALTER ROLE oder ALTER DATABASE … CONNECTION LIMIT.</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>nutzbar</translation>
    </message>
    <message>
        <source>What an ordinary role can have of this server.</source>
        <translation>Was eine gewöhnliche Rolle von diesem Server haben kann.</translation>
    </message>
    <message>
        <source>other sessions, at peak</source>
        <translation>andere Sitzungen, in der Spitze</translation>
    </message>
    <message>
        <source>Client backends that are not of this run, the most seen at once.</source>
        <translation>Client-Backends, die nicht zu diesem Lauf gehören; die meisten, die zugleich gesehen wurden.</translation>
    </message>
    <message>
        <source>Poolwart’s own monitor</source>
        <translation>Poolwarts eigener Monitor</translation>
    </message>
    <message>
        <source>The connection that reads these figures.</source>
        <translation>Die Verbindung, die diese Zahlen liest.</translation>
    </message>
    <message>
        <source>for the plan</source>
        <translation>für den Plan</translation>
    </message>
    <message>
        <source>A plan with more slots than this is refused.</source>
        <translation>Ein Plan mit mehr Slots wird abgelehnt.</translation>
    </message>
    <message>
        <source>slots of the plan</source>
        <translation>Slots des Plans</translation>
    </message>
    <message>
        <source>All slots of all pools, in use or not.</source>
        <translation>Alle Slots aller Pools, benutzt oder nicht.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>übrig</translation>
    </message>
    <message>
        <source>Slots that could still be added.</source>
        <translation>Slots, die noch hinzukommen könnten.</translation>
    </message>
    <message>
        <source>leaving, %1 open</source>
        <translation>geht, %1 offen</translation>
    </message>
    <message>
        <source>draining, %1 open</source>
        <translation>läuft leer, %1 offen</translation>
    </message>
    <message>
        <source>%1 of %2 cannot connect</source>
        <translation>%1 von %2 ohne Verbindung</translation>
    </message>
    <message>
        <source>opening, %1 of %2</source>
        <translation>öffnet, %1 von %2</translation>
    </message>
    <message>
        <source>The default pool: what is not spread goes here.</source>
        <translation>Der Standardpool: Was nicht verteilt wird, geht hierher.</translation>
    </message>
    <message>
        <source>%1 failed, %2 rejected, %3 openings failed</source>
        <translation>%1 fehlgeschlagen, %2 abgewiesen, %3 Öffnungen fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 waiting now, %2 at most so far</source>
        <translation>jetzt %1 wartend, bisher höchstens %2</translation>
    </message>
    <message>
        <source>%1, default pool</source>
        <translation>%1, Standardpool</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Name of the pool; the star marks the default pool</source>
        <translation>Name des Pools; der Stern kennzeichnet den Standardpool</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>Slots</translation>
    </message>
    <message>
        <source>Connections that the pool may have open</source>
        <translation>Verbindungen, die der Pool offen haben darf</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Benutzung</translation>
    </message>
    <message>
        <source>Slots lent to a request now, and over the last 30 s</source>
        <translation>Slots, die jetzt an eine Anfrage verliehen sind, und über die letzten 30 s</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>Open connections that wait for work</source>
        <translation>Offene Verbindungen, die auf Arbeit warten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Requests in the pool’s queue</source>
        <translation>Anfragen in der Warteschlange des Pools</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Most slots in use at once since the figures began</source>
        <translation>Höchste Zahl zugleich benutzter Slots, seit gezählt wird</translation>
    </message>
    <message>
        <source>Served/s</source>
        <translation>Bedient/s</translation>
    </message>
    <message>
        <source>Requests completed per second, over the last second</source>
        <translation>Erledigte Anfragen je Sekunde, über die letzte Sekunde</translation>
    </message>
    <message>
        <source>Acquire p99</source>
        <translation>Wartezeit p99</translation>
    </message>
    <message>
        <source>Time from asking for a slot to having it: 99 of 100 were faster in the last second</source>
        <translation>Zeit von der Bitte um einen Slot bis zu seiner Zuteilung: 99 von 100 waren in der letzten Sekunde schneller</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Timeouts</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Failed and rejected requests, and openings that failed</source>
        <translation>Fehlgeschlagene und abgewiesene Anfragen und fehlgeschlagene Öffnungen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Whether the pool takes requests and has its connections</source>
        <translation>Ob der Pool Anfragen annimmt und seine Verbindungen hat</translation>
    </message>
    <message>
        <source>Minimum idle</source>
        <translation>Mindestens offen</translation>
    </message>
    <message>
        <source>Connections kept open without work; “all”: the pool is opened at once</source>
        <translation>Verbindungen, die auch ohne Arbeit offen bleiben; „alle“: der Pool wird sofort ganz geöffnet</translation>
    </message>
    <message>
        <source>Queue limit</source>
        <translation>Warteschlangenlimit</translation>
    </message>
    <message>
        <source>Requests that may wait; one more is rejected at once</source>
        <translation>Anfragen, die warten dürfen; eine mehr wird sofort abgewiesen</translation>
    </message>
    <message>
        <source>Acquire timeout</source>
        <translation>Wartezeitlimit</translation>
    </message>
    <message>
        <source>How long a request may wait for a slot</source>
        <translation>Wie lange eine Anfrage auf einen Slot warten darf</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>Verbindungszeitlimit</translation>
    </message>
    <message>
        <source>How long opening a connection may take</source>
        <translation>Wie lange das Öffnen einer Verbindung dauern darf</translation>
    </message>
    <message>
        <source>Idle timeout</source>
        <translation>Leerlaufzeitlimit</translation>
    </message>
    <message>
        <source>Idle connections above the minimum are closed after this time</source>
        <translation>Leerlaufende Verbindungen über dem Minimum werden nach dieser Zeit geschlossen</translation>
    </message>
    <message>
        <source>Max lifetime</source>
        <translation>Max. Lebensdauer</translation>
    </message>
    <message>
        <source>A connection older than this is replaced when it comes free</source>
        <translation>Eine ältere Verbindung wird ersetzt, sobald sie frei wird</translation>
    </message>
    <message>
        <source>Statement timeout</source>
        <translation>Anweisungszeitlimit</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>wird geöffnet</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>im Leerlauf</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Benutzung</translation>
    </message>
    <message>
        <source>retiring</source>
        <translation>wird geschlossen</translation>
    </message>
    <message>
        <source>backing off</source>
        <translation>wartet auf neuen Versuch</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>läuft leer</translation>
    </message>
    <message>
        <source>drained</source>
        <translation>leer gelaufen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Round robin</source>
        <translation>Round Robin</translation>
    </message>
    <message>
        <source>Least loaded</source>
        <translation>Geringste Last</translation>
    </message>
    <message>
        <source>Power of two</source>
        <translation>Bester von zweien</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Single pool</source>
        <translation>Einzelner Pool</translation>
    </message>
    <message>
        <source>Each pool in turn, whatever its load.</source>
        <translation>Jeder Pool der Reihe nach, gleich wie belastet.</translation>
    </message>
    <message>
        <source>The pool with the smallest share of slots in use or asked for.</source>
        <translation>Der Pool mit dem kleinsten Anteil benutzter oder angeforderter Slots.</translation>
    </message>
    <message>
        <source>The less loaded of two pools drawn at random.</source>
        <translation>Der weniger belastete von zwei zufällig gezogenen Pools.</translation>
    </message>
    <message>
        <source>Any pool, all with the same chance.</source>
        <translation>Irgendein Pool, alle mit gleicher Chance.</translation>
    </message>
    <message>
        <source>All requests go to the default pool.</source>
        <translation>Alle Anfragen gehen an den Standardpool.</translation>
    </message>
    <message>
        <source>no slot within %1 ms (total %2, in use %3, idle %4, waiting %5)</source>
        <translation>kein Slot binnen %1 ms (gesamt %2, in Benutzung %3, im Leerlauf %4, wartend %5)</translation>
    </message>
    <message>
        <source>; last connect failure: %1</source>
        <translation>; letzter Verbindungsfehler: %1</translation>
    </message>
    <message>
        <source>“%1” is not understood.</source>
        <translation>„%1“ ist unverständlich.</translation>
    </message>
    <message>
        <source>there is no SQL statement.</source>
        <translation>es fehlt eine SQL-Anweisung.</translation>
    </message>
    <message>
        <source>the variable “:%1” is not set.</source>
        <translation>die Variable „:%1“ ist nicht gesetzt.</translation>
    </message>
    <message>
        <source>clients: %1 is outside %2 to %3.</source>
        <translation>Clients: %1 liegt außerhalb von %2 bis %3.</translation>
    </message>
    <message>
        <source>think time: %1 is outside %2 to %3.</source>
        <translation>Denkzeit: %1 liegt außerhalb von %2 bis %3.</translation>
    </message>
    <message>
        <source>rate: it must be above 0 and at most %1 requests a second.</source>
        <translation>Rate: Sie muss über 0 und höchstens bei %1 Anfragen je Sekunde liegen.</translation>
    </message>
    <message>
        <source>“%1” is there and has more than 16 MiB: it is left alone.</source>
        <translation>„%1“ ist schon da und hat mehr als 16 MiB: Die Datei bleibt unberührt.</translation>
    </message>
    <message>
        <source>“%1” is there, but cannot be read.</source>
        <translation>„%1“ ist schon da, aber nicht lesbar.</translation>
    </message>
    <message>
        <source>“%1” is there and is no ordinary file.</source>
        <translation>„%1“ ist schon da und keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>In “%1” there are other files of the same names: %2.</source>
        <translation>In „%1“ liegen andere Dateien gleichen Namens: %2.</translation>
    </message>
    <message>
        <source>Nothing was written. Choose another folder, or say that they are to be overwritten.</source>
        <translation>Nichts wurde geschrieben. Einen anderen Ordner wählen oder das Überschreiben erlauben.</translation>
    </message>
    <message>
        <source>There is no room left. Nothing was changed.</source>
        <translation>Es ist kein Platz mehr. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to. Nothing was changed.</source>
        <translation>Einen Ordner wählen, in den geschrieben werden darf. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>0 needs a minimum_idle of at least 1, or no connection is ever opened.</source>
        <translation>0 verlangt minimum_idle von mindestens 1, sonst wird nie eine Verbindung geöffnet.</translation>
    </message>
    <message>
        <source>Over the budget</source>
        <translation>Über dem Budget</translation>
    </message>
    <message>
        <source>The fleet needs %1 connections, the server has %2 for it: %3 too many. They will be refused (SQLSTATE 53300).</source>
        <translation>Die Flotte braucht %1 Verbindungen, der Server hat %2 dafür: %3 zu viel. Sie werden abgewiesen (SQLSTATE 53300).</translation>
    </message>
    <message>
        <source>Tight budget</source>
        <translation>Knappes Budget</translation>
    </message>
    <message>
        <source>The fleet needs %1 of %2 usable connections, and others had up to %3. It fits only if those go.</source>
        <translation>Die Flotte braucht %1 von %2 nutzbaren Verbindungen, andere hatten bis zu %3. Es passt nur, wenn diese gehen.</translation>
    </message>
    <message>
        <source>Fits the budget</source>
        <translation>Im Budget</translation>
    </message>
    <message>
        <source>The fleet needs %1 of %2 usable connections: %3 stay free.</source>
        <translation>Die Flotte braucht %1 von %2 nutzbaren Verbindungen: %3 bleiben frei.</translation>
    </message>
    <message>
        <source>The fleet needs %1 of %2 usable connections, and others had up to %3: %4 stay free.</source>
        <translation>Die Flotte braucht %1 von %2 nutzbaren Verbindungen, andere hatten bis zu %3: %4 bleiben frei.</translation>
    </message>
    <message>
        <source>No server seen</source>
        <translation>Kein Server gesehen</translation>
    </message>
    <message>
        <source>The fleet needs %1 connections. Compare them with the server’s max_connections less the reserved ones.</source>
        <translation>Die Flotte braucht %1 Verbindungen. Zu vergleichen mit max_connections des Servers abzüglich der reservierten.</translation>
    </message>
    <message>
        <source>A value of this file must stand on one line, without control characters.</source>
        <translation>Ein Wert dieser Datei muss auf einer Zeile stehen, ohne Steuerzeichen.</translation>
    </message>
    <message>
        <source>libpq drops blanks at the end of a value in a service file.</source>
        <translation>libpq verwirft Leerzeichen am Ende eines Wertes in einer Dienstdatei.</translation>
    </message>
    <message>
        <source>The value is too long for a line of a service file.</source>
        <translation>Der Wert ist zu lang für eine Zeile einer Dienstdatei.</translation>
    </message>
    <message>
        <source>PgBouncer refuses an empty value in [databases].</source>
        <translation>PgBouncer weist einen leeren Wert in [databases] ab.</translation>
    </message>
    <message>
        <source>There is no standard for pools in the environment: the names POOL_… are ours, and your application is to read them. An empty value is “none”, for MINIMUM_IDLE “as many as SIZE”.</source>
        <translation>Für Pools in der Umgebung gibt es keinen Standard: Die Namen POOL_… sind unsere, und Ihre Anwendung muss sie lesen. Ein leerer Wert heißt „keins“, bei MINIMUM_IDLE „so viele wie SIZE“.</translation>
    </message>
    <message>
        <source>Names are percent-encoded: readers of .env files do not agree on how to quote.</source>
        <translation>Namen sind prozentkodiert: Leser von .env-Dateien sind sich über Anführungszeichen nicht einig.</translation>
    </message>
    <message>
        <source>30: more than the 5 of preStop and the 10 that the application may take to drain.</source>
        <translation>30: mehr als die 5 von preStop und die 10, in denen die Anwendung leerlaufen darf.</translation>
    </message>
    <message>
        <source>A changed ConfigMap does not restart the pods: change the annotation with it, or use kubectl rollout restart.</source>
        <translation>Eine geänderte ConfigMap startet die Pods nicht neu: die Annotation mit ändern oder kubectl rollout restart benutzen.</translation>
    </message>
    <message>
        <source>0, as in the plan: a rollout stops one pod before it starts the next.</source>
        <translation>0, wie im Plan: Ein Rollout stoppt einen Pod, ehe er den nächsten startet.</translation>
    </message>
    <message>
        <source>The limits are those of one Odyssey, however many instances of the application come to it: %1 connections, not the %2 of the budget line.</source>
        <translation>Die Grenzen gelten für einen Odyssey, wie viele Instanzen der Anwendung auch kommen: %1 Verbindungen, nicht die %2 der Budgetzeile.</translation>
    </message>
    <message>
        <source>When a server connection is given back</source>
        <translation>Wann eine Serververbindung zurückgegeben wird</translation>
    </message>
    <message>
        <source>One value for all pools, the longest; in the plan: %1. “None” is written as ten years.</source>
        <translation>Ein Wert für alle Pools, der längste; im Plan: %1. „Keins“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>One key, connect_timeout, bounds waiting for a slot and opening one: the acquire timeout is written.</source>
        <translation>Ein Schlüssel, connect_timeout, begrenzt das Warten auf einen Slot und sein Öffnen: Geschrieben wird das Wartezeitlimit.</translation>
    </message>
    <message>
        <source>Every value is written: pgcat&apos;s documentation and its program do not agree on the defaults.</source>
        <translation>Jeder Wert wird geschrieben: Dokumentation und Programm von pgcat sind sich über die Vorgaben nicht einig.</translation>
    </message>
    <message>
        <source>The limits are those of one pgcat, however many instances of the application come to it: %1 connections, not the %2 of the budget line.</source>
        <translation>Die Grenzen gelten für einen pgcat, wie viele Instanzen der Anwendung auch kommen: %1 Verbindungen, nicht die %2 der Budgetzeile.</translation>
    </message>
    <message>
        <source>The role has one for all pools, the longest: %1; in the plan: %2.</source>
        <translation>Die Rolle hat einen Wert für alle Pools, den längsten: %1; im Plan: %2.</translation>
    </message>
    <message>
        <source>The files are for PostgreSQL %1 and later; the server that was seen is %2.</source>
        <translation>Die Dateien gelten ab PostgreSQL %1; der gesehene Server ist %2.</translation>
    </message>
    <message>
        <source>The server knows connections, not pools: only their sum is here, and the statement timeout.</source>
        <translation>Der Server kennt Verbindungen, keine Pools: Hier steht nur ihre Summe und das Anweisungszeitlimit.</translation>
    </message>
    <message>
        <source>%1: the fleet&apos;s %2, the others&apos; at their peak and the reserves, at least what the server has now.</source>
        <translation>%1: %2 der Flotte, die der anderen in der Spitze und die Reserven; mindestens, was der Server jetzt hat.</translation>
    </message>
    <message>
        <source>%1: the fleet&apos;s %2, 10 for people and monitoring, and 3 for superusers; no server was seen.</source>
        <translation>%1: %2 der Flotte, 10 für Menschen und Überwachung und 3 für Superuser; kein Server gesehen.</translation>
    </message>
    <message>
        <source>PostgreSQL takes at most 262143.</source>
        <translation>PostgreSQL nimmt höchstens 262143.</translation>
    </message>
    <message>
        <source>Prisma 6 takes “%1” for prefer, silently; sslmode=require with sslaccept=strict verifies certificate and host name (verify-full), and sslcert names the authority.</source>
        <translation>Prisma 6 hält „%1“ stillschweigend für prefer; sslmode=require mit sslaccept=strict prüft Zertifikat und Hostnamen (verify-full), und sslcert nennt die Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>Prisma 6 opens one connection a pool at start and the others when they are needed; it keeps none open for %1.</source>
        <translation>Prisma 6 öffnet beim Start eine Verbindung je Pool, die anderen bei Bedarf; für %1 hält es keine offen.</translation>
    </message>
    <message>
        <source>statement_timeout goes out in the startup parameter “options”. PgBouncer refuses it unless ignore_startup_parameters lists it, and then drops it: behind PgBouncer write ALTER ROLE … SET statement_timeout instead.</source>
        <translation>statement_timeout geht im Startparameter „options“ hinaus. PgBouncer weist ihn ab, wenn er nicht in ignore_startup_parameters steht, und lässt ihn sonst fallen: Hinter PgBouncer stattdessen ALTER ROLE … SET statement_timeout schreiben.</translation>
    </message>
    <message>
        <source>The engine does not tell how many connections are in use: the load of a pool is counted by operations that have begun and not ended.</source>
        <translation>Die Engine sagt nicht, wie viele Verbindungen in Benutzung sind: Als Last eines Pools zählen begonnene, nicht beendete Operationen.</translation>
    </message>
    <message>
        <source>libpq up to 16 takes 1 second for 2.</source>
        <translation>libpq bis 16 macht aus 1 Sekunde 2.</translation>
    </message>
    <message>
        <source>libpq has no pools: this file says how one connection is opened. Whoever uses it opens, keeps and closes them.</source>
        <translation>libpq hat keine Pools: Diese Datei sagt, wie eine Verbindung geöffnet wird. Wer sie benutzt, öffnet, hält und schließt sie.</translation>
    </message>
    <message>
        <source>One value for all pools, the longest: %1; in the plan: %2.</source>
        <translation>Ein Wert für alle Pools, der längste: %1; im Plan: %2.</translation>
    </message>
    <message>
        <source>“None” is written as ten years: a server_lifetime of 0 would use each connection once.</source>
        <translation>„Keins“ wird als zehn Jahre geschrieben: server_lifetime 0 würde jede Verbindung nur einmal benutzen.</translation>
    </message>
    <message>
        <source>PgBouncer has no key for it, and what connect_query sets is undone by the DISCARD ALL of session mode. Write ALTER ROLE … SET statement_timeout; in the plan: %1.</source>
        <translation>PgBouncer hat keinen Schlüssel dafür, und was connect_query setzt, hebt DISCARD ALL im Session-Modus auf. ALTER ROLE … SET statement_timeout schreiben; im Plan: %1.</translation>
    </message>
    <message>
        <source>Set once for each server connection, by connect_query. A client&apos;s SET replaces it for all who come after; ALTER ROLE … SET is no safer.</source>
        <translation>Je Serververbindung einmal durch connect_query gesetzt. Ein SET eines Clients ersetzt es für alle nach ihm; ALTER ROLE … SET ist nicht sicherer.</translation>
    </message>
    <message>
        <source>A client keeps its server connection until it disconnects: as many clients work as there are slots.</source>
        <translation>Ein Client behält seine Serververbindung, bis er sich trennt: Es arbeiten so viele Clients, wie es Slots gibt.</translation>
    </message>
    <message>
        <source>SET, LISTEN, temporary tables, advisory locks of a session and SQL PREPARE do not outlive a transaction.</source>
        <translation>SET, LISTEN, temporäre Tabellen, Advisory Locks einer Sitzung und SQL-PREPARE überdauern keine Transaktion.</translation>
    </message>
    <message>
        <source>Those of the protocol work: max_prepared_statements is 200.</source>
        <translation>Die des Protokolls gehen: max_prepared_statements ist 200.</translation>
    </message>
    <message>
        <source>They do not work in this mode before PgBouncer 1.21: switch them off in the application&apos;s driver.</source>
        <translation>In diesem Modus gehen sie vor PgBouncer 1.21 nicht: im Treiber der Anwendung abschalten.</translation>
    </message>
    <message>
        <source>query_wait_timeout: a client that waited in vain is disconnected.</source>
        <translation>query_wait_timeout: Ein Client, der vergeblich wartete, wird getrennt.</translation>
    </message>
    <message>
        <source>PgBouncer (seen with 1.18) opens a pool&apos;s min_pool_size when its first client has come.</source>
        <translation>PgBouncer (gesehen mit 1.18) öffnet min_pool_size eines Pools, sobald der erste Client da ist.</translation>
    </message>
    <message>
        <source>A client that sends a name of its own is shown under that.</source>
        <translation>Ein Client, der einen eigenen Namen sendet, erscheint unter diesem.</translation>
    </message>
    <message>
        <source>Ten clients a slot, at least 100. Each takes a file descriptor: see LimitNOFILE.</source>
        <translation>Zehn Clients je Slot, mindestens 100. Jeder braucht einen Dateideskriptor: siehe LimitNOFILE.</translation>
    </message>
    <message>
        <source>It counts for each alias, not for the database: ALTER ROLE … CONNECTION LIMIT %1 bounds them all.</source>
        <translation>Es zählt je Alias, nicht für die Datenbank: ALTER ROLE … CONNECTION LIMIT %1 begrenzt alle zusammen.</translation>
    </message>
    <message>
        <source>The limits are those of one PgBouncer, however many instances of the application come to it: %1 connections, not the %2 of the budget line.</source>
        <translation>Die Grenzen gelten für einen PgBouncer, wie viele Instanzen der Anwendung auch kommen: %1 Verbindungen, nicht die %2 der Budgetzeile.</translation>
    </message>
    <message>
        <source>Whole seconds only, rounded up: %1.</source>
        <translation>Nur ganze Sekunden, aufgerundet: %1.</translation>
    </message>
    <message>
        <source>Which pool a request takes is the application&apos;s choice; “%1” is to be written there.</source>
        <translation>Welchen Pool eine Anfrage nimmt, wählt die Anwendung; „%1“ ist dort zu schreiben.</translation>
    </message>
    <message>
        <source>There is one pool, and so no choice: “%1” is not in this file.</source>
        <translation>Es gibt nur einen Pool und nichts zu wählen: „%1“ steht nicht in dieser Datei.</translation>
    </message>
    <message>
        <source>That %1 % of the requests are spread and the rest goes to the first pool is the application&apos;s part.</source>
        <translation>Dass %1 % der Anfragen verteilt werden und der Rest an den ersten Pool geht, ist Sache der Anwendung.</translation>
    </message>
    <message>
        <source>%1 replicas, %2 surge, %3 processes: they count in the budget line only.</source>
        <translation>%1 Replikate, %2 Surge, %3 Prozesse: Sie zählen nur in der Budgetzeile.</translation>
    </message>
    <message>
        <source>There is no key for it here; in the plan: %1.</source>
        <translation>Dafür gibt es hier keinen Schlüssel; im Plan: %1.</translation>
    </message>
    <message>
        <source>The pools are called %1 and so on here; in the plan: %2.</source>
        <translation>Die Pools heißen hier %1 und so weiter; im Plan: %2.</translation>
    </message>
    <message>
        <source>%1: the pools must follow each other, from 0.</source>
        <translation>%1: Die Pools müssen ab 0 aufeinander folgen.</translation>
    </message>
    <message>
        <source>%1: the pool&apos;s name must come first.</source>
        <translation>%1: Der Name des Pools muss zuerst kommen.</translation>
    </message>
    <message>
        <source>It says the same as the pool&apos;s other variables.</source>
        <translation>Es sagt dasselbe wie die anderen Variablen des Pools.</translation>
    </message>
    <message>
        <source>NAME=value is expected, its quotes closed on the same line.</source>
        <translation>Erwartet wird NAME=Wert, Anführungszeichen auf derselben Zeile geschlossen.</translation>
    </message>
    <message>
        <source>a JSON object is expected.</source>
        <translation>ein JSON-Objekt wird erwartet.</translation>
    </message>
    <message>
        <source>key = value in a section is expected.</source>
        <translation>Schlüssel = Wert in einem Abschnitt wird erwartet.</translation>
    </message>
    <message>
        <source>a “]” is missing.</source>
        <translation>eine „]“ fehlt.</translation>
    </message>
    <message>
        <source>key=value in a section is expected.</source>
        <translation>Schlüssel=Wert in einem Abschnitt wird erwartet.</translation>
    </message>
    <message>
        <source>There is no import format “%1”.</source>
        <translation>Es gibt kein Importformat „%1“.</translation>
    </message>
    <message>
        <source>no known format: nothing in it says what it is.</source>
        <translation>kein bekanntes Format: Nichts darin sagt, was es ist.</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>nicht verstanden</translation>
    </message>
    <message>
        <source>passed over</source>
        <translation>übergangen</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>This means nothing to the importer; it is not in the plan.</source>
        <translation>Das sagt dem Import nichts; es ist nicht im Plan.</translation>
    </message>
    <message>
        <source>there is a pool “%1” already, on line %2.</source>
        <translation>einen Pool „%1“ gibt es schon, in Zeile %2.</translation>
    </message>
    <message>
        <source>A password is not kept in a plan.</source>
        <translation>Ein Passwort steht nie in einem Plan.</translation>
    </message>
    <message>
        <source>It is no matter of a plan.</source>
        <translation>Das ist nicht Sache eines Plans.</translation>
    </message>
    <message>
        <source>a value is needed.</source>
        <translation>ein Wert wird gebraucht.</translation>
    </message>
    <message>
        <source>%1 contradicts what line %2 says.</source>
        <translation>%1 widerspricht Zeile %2.</translation>
    </message>
    <message>
        <source>0 uses each connection once; a plan cannot say that.</source>
        <translation>0 benutzt jede Verbindung nur einmal; ein Plan kann das nicht sagen.</translation>
    </message>
    <message>
        <source>No limit, which a plan cannot say: 24 hours are taken.</source>
        <translation>Keine Grenze, was ein Plan nicht sagen kann: 24 Stunden gelten.</translation>
    </message>
    <message>
        <source>0 is no limit, which a plan cannot say.</source>
        <translation>0 heißt keine Grenze, was ein Plan nicht sagen kann.</translation>
    </message>
    <message>
        <source>%1 contradicts what was said before.</source>
        <translation>%1 widerspricht dem zuvor Gesagten.</translation>
    </message>
    <message>
        <source>Nothing is said of it; the plan&apos;s default is taken.</source>
        <translation>Nichts ist dazu gesagt; es gilt die Vorgabe des Plans.</translation>
    </message>
    <message>
        <source>“%1” is not of the form name-p%2, which a plan&apos;s pools have.</source>
        <translation>„%1“ hat nicht die Form name-p%2, wie die Pools eines Plans.</translation>
    </message>
    <message>
        <source>no pool was found in it.</source>
        <translation>kein Pool wurde darin gefunden.</translation>
    </message>
    <message>
        <source>%1: the file has more than 16 MiB; no configuration of pools has.</source>
        <translation>%1: Die Datei hat mehr als 16 MiB; das hat keine Pool-Konfiguration.</translation>
    </message>
    <message>
        <source>this is UTF-16; save it as UTF-8.</source>
        <translation>das ist UTF-16; bitte als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>this is no text: it holds a byte that no text has.</source>
        <translation>das ist kein Text: Es enthält ein Byte, das kein Text hat.</translation>
    </message>
    <message>
        <source>this is not UTF-8; save it as UTF-8.</source>
        <translation>das ist kein UTF-8; bitte als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>„%1“ ist nicht lesbar.</translation>
    </message>
    <message>
        <source>“%1” is no number of milliseconds.</source>
        <translation>„%1“ ist keine Zahl von Millisekunden.</translation>
    </message>
    <message>
        <source>“%1” is no number of seconds.</source>
        <translation>„%1“ ist keine Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>“%1” is no time.</source>
        <translation>„%1“ ist keine Zeit.</translation>
    </message>
    <message>
        <source>“%1” is beyond any time.</source>
        <translation>„%1“ ist jenseits jeder Zeit.</translation>
    </message>
    <message>
        <source>“%1” is no whole number of milliseconds.</source>
        <translation>„%1“ ist keine ganze Zahl von Millisekunden.</translation>
    </message>
    <message>
        <source>“%1” is no whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>“%1”: key=value is expected.</source>
        <translation>„%1“: Schlüssel=Wert wird erwartet.</translation>
    </message>
    <message>
        <source>%1: a quote is not closed.</source>
        <translation>%1: Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>Choose a folder for the files.</source>
        <translation>Einen Ordner für die Dateien wählen.</translation>
    </message>
    <message>
        <source>“%1” is no model of a service time.</source>
        <translation>„%1“ ist kein Modell einer Bedienzeit.</translation>
    </message>
    <message>
        <source>Write constant:10ms, exponential:10ms (the mean), lognormal:10ms:0.5 (mean, standard deviation over mean) or uniform:5ms:15ms, with times from 1us to 1h as us, ms or s.</source>
        <translation>constant:10ms, exponential:10ms (Mittel), lognormal:10ms:0.5 (Mittel, Standardabweichung durch Mittel) oder uniform:5ms:15ms schreiben, mit Zeiten von 1us bis 1h in us, ms oder s.</translation>
    </message>
    <message>
        <source>Changed on disk in the meantime: %1.</source>
        <translation>Inzwischen auf der Platte geändert: %1.</translation>
    </message>
    <message>
        <source>Nothing was written. Look at the difference again.</source>
        <translation>Nichts wurde geschrieben. Den Unterschied noch einmal ansehen.</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>„%1“ hat keinen Wert.</translation>
    </message>
    <message>
        <source>Write :NAME, and a line: \set NAME random(1, 100)</source>
        <translation>:NAME schreiben und eine Zeile: \set NAME random(1, 100)</translation>
    </message>
    <message>
        <source>the keys of “%1” do not stand together.</source>
        <translation>die Schlüssel von „%1“ stehen nicht beisammen.</translation>
    </message>
    <message>
        <source>lib/pq cannot try TLS and go on without it: “disable” is written for “%1”, and the connections are not encrypted. Write sslmode=require where the server has TLS.</source>
        <translation>lib/pq kann TLS nicht versuchen und ohne es weitermachen: Für „%1“ wird „disable“ geschrieben, und die Verbindungen sind nicht verschlüsselt. Wo der Server TLS hat, ist sslmode=require zu schreiben.</translation>
    </message>
    <message>
        <source>lib/pq does not choose between servers: “%1” is left out.</source>
        <translation>lib/pq wählt nicht zwischen Servern: „%1“ wird weggelassen.</translation>
    </message>
    <message>
        <source>database/sql keeps no minimum: pools.go opens %1 a pool at the start, the idle timeout closes them, and they are opened again when they are needed.</source>
        <translation>database/sql hält kein Minimum: pools.go öffnet zu Beginn %1 je Pool, das Untätigkeitslimit schließt sie, und bei Bedarf werden sie wieder geöffnet.</translation>
    </message>
    <message>
        <source>As many as slots: with the default, 2, connections would be closed and opened all the time.</source>
        <translation>So viele wie Slots: Mit der Vorgabe 2 würden Verbindungen ständig geschlossen und geöffnet.</translation>
    </message>
    <message>
        <source>Driver: pgx 5 or 4 through its package stdlib, or lib/pq</source>
        <translation>Treiber: pgx 5 oder 4 über sein Paket stdlib, oder lib/pq</translation>
    </message>
    <message>
        <source>psycopg_pool ends a connection up to 10 % early, so that not all end together. “None” is written as ten years.</source>
        <translation>psycopg_pool beendet eine Verbindung bis zu 10 % früher, damit nicht alle zugleich enden. „Keine“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>psycopg_pool closes one connection per max_idle, and none below min_size. “None” is written as ten years.</source>
        <translation>psycopg_pool schließt je max_idle eine Verbindung und keine unter min_size. „Keine“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>max_waiting of 0 means no limit: 1 is written, so that one request may wait.</source>
        <translation>max_waiting 0 heißt keine Grenze: Geschrieben wird 1, so dass eine Anfrage warten darf.</translation>
    </message>
    <message>
        <source>Django %1 has no pool: each thread opens a connection of its own in each alias that it uses. The limit is the number of threads, in each of %2 aliases; in the plan: %3. Give a process at most as many threads as its smallest pool has slots.</source>
        <translation>Django %1 hat keinen Pool: Jeder Thread öffnet in jedem Alias, den er benutzt, eine eigene Verbindung. Die Grenze ist die Zahl der Threads, in jedem der %2 Aliase; im Plan: %3. Einem Prozess höchstens so viele Threads geben, wie sein kleinster Pool Plätze hat.</translation>
    </message>
    <message>
        <source>CONN_MAX_AGE is looked at when a request begins and ends, and has no jitter.</source>
        <translation>CONN_MAX_AGE wird am Anfang und am Ende einer Anfrage geprüft und ist nicht gestreut.</translation>
    </message>
    <message>
        <source>A request keeps the pool that PoolMiddleware chose for it. Within transaction.atomic() without using=, which is a transaction in “default”, the queries stay there.</source>
        <translation>Eine Anfrage behält den Pool, den PoolMiddleware für sie gewählt hat. Innerhalb von transaction.atomic() ohne using=, einer Transaktion in „default“, bleiben die Abfragen dort.</translation>
    </message>
    <message>
        <source>statement_timeout goes out in the startup parameter options. PgBouncer refuses that unless ignore_startup_parameters lists it, and then drops it: behind PgBouncer write ALTER ROLE … SET statement_timeout instead.</source>
        <translation>statement_timeout geht im Startparameter options hinaus. PgBouncer weist ihn zurück, wenn ignore_startup_parameters ihn nicht nennt, und lässt ihn sonst fallen: Hinter PgBouncer stattdessen ALTER ROLE … SET statement_timeout schreiben.</translation>
    </message>
    <message>
        <source>A file of properties is one pool; policy and share are in Pools.java.</source>
        <translation>Eine Properties-Datei ist ein Pool; Regel und Anteil stehen in Pools.java.</translation>
    </message>
    <message>
        <source>%1 %, in Pools.java and not in the properties.</source>
        <translation>%1 %, in Pools.java und nicht in den Properties.</translation>
    </message>
    <message>
        <source>pgx adds the jitter to the lifetime: nine tenths and one tenth of the plan&apos;s %1 are written, so that connections that were opened together do not end together.</source>
        <translation>pgx zählt die Streuung zur Lebensdauer hinzu: Geschrieben werden neun Zehntel und ein Zehntel von %1 des Plans, damit gemeinsam geöffnete Verbindungen nicht gemeinsam enden.</translation>
    </message>
    <message>
        <source>“None” is written as ten years: for pgxpool 0 is no time at all.</source>
        <translation>„Keine“ wird als zehn Jahre geschrieben: Für pgxpool ist 0 gar keine Zeit.</translation>
    </message>
    <message>
        <source>pgxpool looks for connections that are idle or too old every %1 (pool_health_check_period), and closes them that much later at worst.</source>
        <translation>pgxpool sucht alle %1 nach Verbindungen, die untätig oder zu alt sind (pool_health_check_period), und schließt sie schlimmstenfalls um so viel später.</translation>
    </message>
    <message>
        <source>Left out, with pool_ping_timeout: their default is 0, and a pgx before 5.7.3 or 5.8 would pass them to the server, which refuses the connection.</source>
        <translation>Wie pool_ping_timeout weggelassen: Die Vorgabe ist 0, und ein pgx vor 5.7.3 oder 5.8 würde sie dem Server schicken, der die Verbindung dann ablehnt.</translation>
    </message>
    <message>
        <source>“As many as slots” is written as their number: Agroal&apos;s own default is 0.</source>
        <translation>„So viele wie Slots“ wird als deren Zahl geschrieben: Agroals eigene Vorgabe ist 0.</translation>
    </message>
    <message>
        <source>Rails ends a connection up to 20 % early (pool_jitter), so that not all end together.</source>
        <translation>Rails beendet eine Verbindung bis zu 20 % früher (pool_jitter), damit nicht alle zugleich enden.</translation>
    </message>
    <message>
        <source>Rails 6.1 knows no database_tasks: write db:migrate:p0, for db:migrate would migrate once per pool.</source>
        <translation>Rails 6.1 kennt database_tasks nicht: db:migrate:p0 schreiben, denn db:migrate würde je Pool einmal migrieren.</translation>
    </message>
    <message>
        <source>Rails sends SET after it has connected. Behind a pooler in transaction mode write ALTER ROLE … SET statement_timeout instead.</source>
        <translation>Rails sendet SET nach dem Verbinden. Hinter einem Pooler im Transaktionsmodus stattdessen ALTER ROLE … SET statement_timeout schreiben.</translation>
    </message>
    <message>
        <source>A piece of work keeps the pool that Pools.use chose for it; without Pools.use the first pool holds.</source>
        <translation>Eine Arbeit behält den Pool, den Pools.use für sie gewählt hat; ohne Pools.use gilt der erste Pool.</translation>
    </message>
    <message>
        <source>spring.datasource is one pool only: the pools are beans of PoolsConfiguration.java, which reads app.datasource. Import it where component scanning does not reach the package “pools”.</source>
        <translation>spring.datasource ist nur ein Pool: die Pools sind Beans von PoolsConfiguration.java, das app.datasource liest. Zu importieren, wo die Komponentensuche das Paket „pools“ nicht erreicht.</translation>
    </message>
    <message>
        <source>Policy and share are in Pools.java. A transaction keeps its connection, so it is routed once.</source>
        <translation>Regel und Anteil stehen in Pools.java. Eine Transaktion behält ihre Verbindung, wird also einmal zugeteilt.</translation>
    </message>
    <message>
        <source>%1 %, in Pools.java and not in application.yml.</source>
        <translation>%1 %, in Pools.java und nicht in application.yml.</translation>
    </message>
    <message>
        <source>0, so that pool_size is the limit (%1): SQLAlchemy&apos;s default opens 10 more.</source>
        <translation>0, damit pool_size die Grenze ist (%1): SQLAlchemys Vorgabe öffnet 10 mehr.</translation>
    </message>
    <message>
        <source>SQLAlchemy opens connections on demand and keeps them: warm_up() opens the minimum (%1), once.</source>
        <translation>SQLAlchemy öffnet Verbindungen bei Bedarf und behält sie: warm_up() öffnet das Minimum (%1), einmal.</translation>
    </message>
    <message>
        <source>SQLAlchemy closes no idle connection (plan: %1). The last one returned is the first one taken, so that the surplus rests and a pooler or the server may end it; pool_pre_ping replaces it then.</source>
        <translation>SQLAlchemy schließt keine ruhende Verbindung (Plan: %1). Die zuletzt zurückgegebene wird zuerst genommen, damit die überzähligen ruhen und ein Pooler oder der Server sie beenden kann; pool_pre_ping ersetzt sie dann.</translation>
    </message>
    <message>
        <source>pool_recycle is looked at when a connection is taken, and has no jitter: one that rests is not closed at its age.</source>
        <translation>pool_recycle wird geprüft, wenn eine Verbindung genommen wird, und ist nicht gestreut: Eine ruhende wird nicht geschlossen, wenn sie ihr Alter erreicht.</translation>
    </message>
    <message>
        <source>Each process has pools of its own. A child that is forked (gunicorn, Celery) drops its parent&apos;s connections, dispose(close=False), and opens its own.</source>
        <translation>Jeder Prozess hat eigene Pools. Ein Kindprozess nach fork (gunicorn, Celery) lässt die Verbindungen seines Elternprozesses los, dispose(close=False), und öffnet eigene.</translation>
    </message>
    <message>
        <source>SQLAlchemy 1.4 does not know psycopg 3.</source>
        <translation>SQLAlchemy 1.4 kennt psycopg 3 nicht.</translation>
    </message>
    <message>
        <source>Choose the driver psycopg2, or version 2.0.</source>
        <translation>Den Treiber psycopg2 wählen, oder Version 2.0.</translation>
    </message>
    <message>
        <source>The driver: psycopg2, or psycopg 3, which needs SQLAlchemy 2.0</source>
        <translation>Der Treiber: psycopg2, oder psycopg 3, das SQLAlchemy 2.0 braucht</translation>
    </message>
    <message>
        <source>Go&apos;s pools have no setting for it. Acquire() in pools.go gives it to the context (%1), for waiting and connecting together; what is called on a pool directly waits as long as its own context.</source>
        <translation>Die Pools von Go haben keine Einstellung dafür. Acquire() in pools.go gibt ihn dem Kontext mit (%1), für Warten und Verbinden zusammen; was direkt an einem Pool aufgerufen wird, wartet so lange wie sein eigener Kontext.</translation>
    </message>
    <message>
        <source>HikariCP takes no connectionTimeout below 250 ms: 250 is written; in the plan: %1.</source>
        <translation>HikariCP nimmt kein connectionTimeout unter 250 ms an: geschrieben wird 250; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP would make 30 minutes of a maxLifetime below 30 s: 30,000 ms are written; in the plan: %1.</source>
        <translation>HikariCP würde aus einem maxLifetime unter 30 s 30 Minuten machen: geschrieben werden 30.000 ms; im Plan: %1.</translation>
    </message>
    <message>
        <source>A pool that keeps all its slots open lets none idle out: 0 is written, as HikariCP warns of anything else; in the plan: %1.</source>
        <translation>Ein Pool, der alle Slots offen hält, schließt keinen wegen Leerlaufs: geschrieben wird 0, da HikariCP vor allem anderen warnt; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP switches an idleTimeout off that is not a second below maxLifetime: 0 is written; in the plan: %1.</source>
        <translation>HikariCP schaltet ein idleTimeout ab, das nicht eine Sekunde unter maxLifetime liegt: geschrieben wird 0; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP would make 10 minutes of an idleTimeout below 10 s: 10,000 ms are written; in the plan: %1.</source>
        <translation>HikariCP würde aus einem idleTimeout unter 10 s 10 Minuten machen: geschrieben werden 10.000 ms; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP gives connectionTimeout to the driver as its login timeout, so opening a connection takes no longer than waiting for one; in the plan: %1.</source>
        <translation>HikariCP gibt connectionTimeout dem Treiber als Anmeldefrist, also dauert das Öffnen einer Verbindung nicht länger als das Warten auf eine; im Plan: %1.</translation>
    </message>
    <message>
        <source>-1: a pool that cannot connect at start goes on trying, and does not stop the others.</source>
        <translation>-1: Ein Pool, der sich beim Start nicht verbinden kann, versucht es weiter und hält die anderen nicht auf.</translation>
    </message>
    <message>
        <source>The JDBC driver knows no Unix sockets: localhost is written.</source>
        <translation>Der JDBC-Treiber kennt keine Unix-Sockets: geschrieben wird localhost.</translation>
    </message>
    <message>
        <source>The JDBC driver reads keys as PKCS #8 in DER or as PKCS #12, not libpq&apos;s PEM: convert it.</source>
        <translation>Der JDBC-Treiber liest Schlüssel als PKCS #8 in DER oder als PKCS #12, nicht libpqs PEM: umwandeln.</translation>
    </message>
    <message>
        <source>the list of pools is not closed.</source>
        <translation>die Liste der Pools ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>a pool has no name.</source>
        <translation>ein Pool hat keinen Namen.</translation>
    </message>
    <message>
        <source>this call is not closed.</source>
        <translation>dieser Aufruf ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>Encoded data of a Secret is not looked into.</source>
        <translation>In kodierte Daten eines Secrets wird nicht hineingesehen.</translation>
    </message>
    <message>
        <source>A plan has a number of instances, not a share of them.</source>
        <translation>Ein Plan hat eine Anzahl von Instanzen, keinen Anteil.</translation>
    </message>
    <message>
        <source>a quote is not closed.</source>
        <translation>ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>a “}” has no “{”.</source>
        <translation>zu einem „}“ fehlt „{“.</translation>
    </message>
    <message>
        <source>a “}” is missing for this “{”.</source>
        <translation>zu diesem „{“ fehlt „}“.</translation>
    </message>
    <message>
        <source>It has no user, and so no connection; it is not in the plan.</source>
        <translation>Er hat keinen Benutzer und also keine Verbindung; im Plan steht er nicht.</translation>
    </message>
    <message>
        <source>key=value on one line is expected, and no “\” in the key.</source>
        <translation>Erwartet wird key=value in einer Zeile, ohne „\\“ im Schlüssel.</translation>
    </message>
    <message>
        <source>One environment becomes the plan; this is another.</source>
        <translation>Eine Umgebung wird zum Plan; diese ist eine andere.</translation>
    </message>
    <message>
        <source>A document of one profile only; nothing of it is in the plan.</source>
        <translation>Ein Dokument nur eines Profils; nichts davon ist im Plan.</translation>
    </message>
    <message>
        <source>less than 0 is no limit, which a plan cannot say.</source>
        <translation>weniger als 0 ist keine Grenze; das kann ein Plan nicht sagen.</translation>
    </message>
    <message>
        <source>%1 of pool_size and %2 of max_overflow are %3 slots: so many it may open.</source>
        <translation>%1 aus pool_size und %2 aus max_overflow sind %3 Slots: So viele darf er öffnen.</translation>
    </message>
    <message>
        <source>Nothing is said of it; SQLAlchemy&apos;s own default is taken, %1.</source>
        <translation>Davon steht nichts da; es gilt die Vorgabe von SQLAlchemy, %1.</translation>
    </message>
    <message>
        <source>Its value is no literal: it is known only where the application runs.</source>
        <translation>Der Wert steht nicht wörtlich da: Er ist erst bekannt, wo die Anwendung läuft.</translation>
    </message>
    <message>
        <source>this is nested deeper, or says more, than any configuration of pools.</source>
        <translation>das ist tiefer geschachtelt oder umfangreicher als jede Konfiguration von Pools.</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>„%1“ ist zweimal da.</translation>
    </message>
    <message>
        <source>The format “%1” is named twice.</source>
        <translation>Das Format „%1“ ist zweimal genannt.</translation>
    </message>
    <message>
        <source>“%1” cannot be packed: %2.</source>
        <translation>„%1“ kann nicht gepackt werden: %2.</translation>
    </message>
    <message>
        <source>workload: it has no script.</source>
        <translation>workload: Die Arbeitslast hat kein Skript.</translation>
    </message>
    <message>
        <source>The engine used %1 % of a core, above %2 %: what is measured may be Poolwart and not the server.</source>
        <translation>Die Engine brauchte %1 % eines Kerns, mehr als %2 %: gemessen ist womöglich Poolwart und nicht der Server.</translation>
    </message>
    <message>
        <source>The engine waited %1 % of the time for a processor that others had, above %2 %.</source>
        <translation>Die Engine wartete %1 % der Zeit auf einen Prozessor, den andere hatten, mehr als %2 %.</translation>
    </message>
    <message>
        <source>Requests were sent late, by %1 at p99, above %2.</source>
        <translation>Anfragen wurden zu spät gesendet, um %1 bei p99, mehr als %2.</translation>
    </message>
    <message>
        <source>Half of the requests were sent late by %1 or more: %2 % of the median response of %3, above %4 %.</source>
        <translation>Die Hälfte der Anfragen wurde um %1 oder mehr zu spät gesendet: %2 % des Medians der Antwortzeit von %3, mehr als %4 %.</translation>
    </message>
    <message>
        <source>%1 of %2 requests were due and not sent, for too many were outstanding.</source>
        <translation>%1 von %2 Anfragen waren fällig und wurden nicht gesendet, weil zu viele ausstanden.</translation>
    </message>
    <message>
        <source>The engine woke late, by %1 at p99, above %2.</source>
        <translation>Die Engine erwachte zu spät, um %1 bei p99, mehr als %2.</translation>
    </message>
    <message>
        <source>The engine stood still for %1, above %2.</source>
        <translation>Die Engine stand %1 still, mehr als %2.</translation>
    </message>
    <message>
        <source>One turn of the engine took %1, above %2.</source>
        <translation>Eine Runde der Engine dauerte %1, mehr als %2.</translation>
    </message>
    <message>
        <source>The window used %1 % of a core, above %2 %: what it shows is late.</source>
        <translation>Das Fenster brauchte %1 % eines Kerns, mehr als %2 %: was es zeigt, kommt zu spät.</translation>
    </message>
    <message>
        <source>Lines lost from the event log: %1.</source>
        <translation>Verlorene Zeilen des Ereignisprotokolls: %1.</translation>
    </message>
    <message>
        <source>The script leaves a transaction open; its connection was closed.</source>
        <translation>Das Skript lässt eine Transaktion offen; seine Verbindung wurde geschlossen.</translation>
    </message>
    <message>
        <source>Experimental: Prisma 8 is a release candidate, and the names of its packages and functions may change. Tested were the pools and queries of %1 with a contract that its own emitter wrote, on Node 20 or later; not tested were the command line of Prisma 8 and Node 24, which it is made for.</source>
        <translation>Experimentell: Prisma 8 ist ein Release Candidate, und die Namen seiner Pakete und Funktionen können sich ändern. Geprüft wurden die Pools und Abfragen von %1 mit einem Vertrag, den sein eigener Emitter schrieb, unter Node 20 oder neuer; nicht geprüft wurden die Befehlszeile von Prisma 8 und Node 24, für das es gemacht ist.</translation>
    </message>
    <message>
        <source>Prisma 8 compares the contract with the database in a client&apos;s first query; where that query finds no connection, the client fails for ever. The file leaves the comparison out: check the contract when you deploy.</source>
        <translation>Prisma 8 vergleicht den Vertrag bei der ersten Abfrage eines Clients mit der Datenbank; findet diese Abfrage keine Verbindung, so scheitert der Client für immer. Die Datei lässt den Vergleich weg: Den Vertrag beim Ausrollen prüfen.</translation>
    </message>
    <message>
        <source>Which class takes which pool is the workload&apos;s, and not in the plan: here the pools are taken in turn. Requests of a class are to name their pool.</source>
        <translation>Welche Klasse welchen Pool nimmt, gehört zur Last und steht nicht im Plan: Hier kommen die Pools reihum daran. Anfragen einer Klasse haben ihren Pool zu nennen.</translation>
    </message>
    <message>
        <source>Write 127.0.0.1:9187 or [::1]:9187.</source>
        <translation>127.0.0.1:9187 oder [::1]:9187 schreiben.</translation>
    </message>
    <message>
        <source>“%1” is no address and port for metrics.</source>
        <translation>„%1“ ist keine Adresse mit Port für Metriken.</translation>
    </message>
    <message>
        <source>%1 can be reached from other machines. Metrics have neither password nor encryption and are served on this machine alone.</source>
        <translation>%1 ist von anderen Rechnern aus erreichbar. Metriken haben weder Passwort noch Verschlüsselung und werden nur auf diesem Rechner angeboten.</translation>
    </message>
    <message>
        <source>Metrics cannot be served at %1.</source>
        <translation>Metriken können unter %1 nicht angeboten werden.</translation>
    </message>
    <message>
        <source>Another program may use the port; choose another one.</source>
        <translation>Vielleicht nutzt ein anderes Programm den Port; einen anderen wählen.</translation>
    </message>
    <message>
        <source>The plans differ.</source>
        <translation>Die Pläne sind verschieden.</translation>
    </message>
    <message>
        <source>The arrivals differ.</source>
        <translation>Die Ankünfte sind verschieden.</translation>
    </message>
    <message>
        <source>The workloads differ.</source>
        <translation>Die Lasten sind verschieden.</translation>
    </message>
    <message>
        <source>The servers differ.</source>
        <translation>Die Server sind verschieden.</translation>
    </message>
    <message>
        <source>The servers&apos; settings differ.</source>
        <translation>Die Einstellungen der Server sind verschieden.</translation>
    </message>
    <message>
        <source>The base was interrupted.</source>
        <translation>Der Vergleichslauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The new one was interrupted.</source>
        <translation>Der neue Lauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>There is no format “%1” for runs.</source>
        <translation>Es gibt kein Format „%1“ für Läufe.</translation>
    </message>
    <message>
        <source>The formats are %1.</source>
        <translation>Die Formate sind %1.</translation>
    </message>
    <message>
        <source>The run was not recorded second by second; %1 needs that.</source>
        <translation>Der Lauf wurde nicht Sekunde für Sekunde aufgezeichnet; %1 braucht das.</translation>
    </message>
    <message>
        <source>there is no verdict “%1”.</source>
        <translation>das Urteil „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The run cannot be recorded in “%1”: %2.</source>
        <translation>Der Lauf kann nicht in „%1“ aufgezeichnet werden: %2.</translation>
    </message>
    <message>
        <source>The run goes on; what was recorded until now is kept.</source>
        <translation>Der Lauf geht weiter; was bis jetzt aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>the recording ends within its first line.</source>
        <translation>die Aufzeichnung endet in ihrer ersten Zeile.</translation>
    </message>
    <message>
        <source>the line is too long.</source>
        <translation>die Zeile ist zu lang.</translation>
    </message>
    <message>
        <source>this is no JSON object.</source>
        <translation>das ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>“%1” is refused: line %2: %3</source>
        <translation>„%1“ wird abgelehnt: Zeile %2: %3</translation>
    </message>
    <message>
        <source>“%1” cannot be moved.</source>
        <translation>„%1“ kann nicht verschoben werden.</translation>
    </message>
    <message>
        <source>--force adds them all the same.</source>
        <translation>--force addiert sie trotzdem.</translation>
    </message>
    <message>
        <source>“%1” and “%2” are runs of different plans.</source>
        <translation>„%1“ und „%2“ sind Läufe verschiedener Pläne.</translation>
    </message>
    <message>
        <source>“%1” and “%2” are runs of different workloads.</source>
        <translation>„%1“ und „%2“ sind Läufe verschiedener Lasten.</translation>
    </message>
    <message>
        <source>Two runs at least can be merged.</source>
        <translation>Zusammenfügen lassen sich mindestens zwei Läufe.</translation>
    </message>
    <message>
        <source>“%1” has no histograms; its percentiles cannot be added to others.</source>
        <translation>„%1“ hat keine Histogramme; seine Perzentile lassen sich nicht zu anderen addieren.</translation>
    </message>
    <message>
        <source>this is no histogram in HdrHistogram&apos;s V2 form, or one of another range.</source>
        <translation>das ist kein Histogramm in der V2-Form von HdrHistogram oder eines mit anderem Bereich.</translation>
    </message>
    <message>
        <source>%1 values are more than any run has.</source>
        <translation>%1 Werte sind mehr, als irgendein Lauf hat.</translation>
    </message>
    <message>
        <source>this is before the begin.</source>
        <translation>das liegt vor dem Anfang.</translation>
    </message>
    <message>
        <source>a script has either a text or a file.</source>
        <translation>Ein Skript hat entweder einen Text oder eine Datei.</translation>
    </message>
    <message>
        <source>this is no workload: “poolwart-workload” is expected, not “%1”.</source>
        <translation>Das ist keine Arbeitslast: Erwartet wird „poolwart-workload“, nicht „%1“.</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 to %2/s in %3</source>
        <translation>%1 bis %2/s in %3</translation>
    </message>
    <message>
        <source>%1 to %2/s in %3 steps of %4</source>
        <translation>%1 bis %2/s in %3 Stufen zu %4</translation>
    </message>
    <message>
        <source>%1/s, %2/s for %3 in %4</source>
        <translation>%1/s, je %4 für %3 %2/s</translation>
    </message>
    <message>
        <source>open, %1, Poisson</source>
        <translation>offen, %1, Poisson</translation>
    </message>
    <message>
        <source>open, %1, even</source>
        <translation>offen, %1, gleichmäßig</translation>
    </message>
    <message numerus="yes">
        <source>closed, %n client(s)</source>
        <translation>
            <numerusform>geschlossen, %n Client</numerusform>
            <numerusform>geschlossen, %n Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 that think %2 on average</source>
        <translation>%1 mit im Mittel %2 Denkzeit</translation>
    </message>
    <message>
        <source>%1 that think %2</source>
        <translation>%1 mit %2 Denkzeit</translation>
    </message>
    <message>
        <source>deadline passed</source>
        <translation>Frist abgelaufen</translation>
    </message>
    <message>
        <source>Requests that waited for a slot until the acquire timeout, or were not done at their class’s deadline</source>
        <translation>Anfragen, die bis zur Wartefrist auf einen Slot warteten oder zur Frist ihrer Klasse nicht fertig waren</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>fraglich</translation>
    </message>
    <message>
        <source>unfit</source>
        <translation>untauglich</translation>
    </message>
    <message>
        <source>Weighted</source>
        <translation>Gewichtet</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>Nach Klasse</translation>
    </message>
    <message>
        <source>Each pool as often as its weight says, evenly mixed.</source>
        <translation>Jeder Pool so oft, wie sein Gewicht es sagt, gleichmäßig gemischt.</translation>
    </message>
    <message>
        <source>Each class to its own pool; the others in turn to those that no class has.</source>
        <translation>Jede Klasse zu ihrem eigenen Pool; die anderen reihum zu denen, die keine Klasse hat.</translation>
    </message>
    <message>
        <source>%1: the rate must be from 0 to %2 requests a second.</source>
        <translation>%1: die Rate muss von 0 bis %2 Anfragen je Sekunde sein.</translation>
    </message>
    <message>
        <source>%1: %2 is outside %3 to %4.</source>
        <translation>%1: %2 liegt außerhalb von %3 bis %4.</translation>
    </message>
    <message>
        <source>%1: with both rates 0 no request ever comes.</source>
        <translation>%1: sind beide Raten 0, kommt nie eine Anfrage.</translation>
    </message>
    <message>
        <source>steps: %1 levels are outside %2 to %3.</source>
        <translation>steps: %1 Stufen liegen außerhalb von %2 bis %3.</translation>
    </message>
    <message>
        <source>burst: its length of %1 must be below the period of %2.</source>
        <translation>burst: die Länge von %1 muss unter der Periode von %2 liegen.</translation>
    </message>
    <message>
        <source>“%1” is no shape of arrivals.</source>
        <translation>„%1“ ist keine Form der Ankünfte.</translation>
    </message>
    <message>
        <source>Write constant:2000 (requests a second), ramp:100:2000:30s (from, to, over), steps:100:100:10s:5 (first, increment, each, levels) or burst:100:2000:10s:1s (base, peak, period, length).</source>
        <translation>constant:2000 (Anfragen je Sekunde), ramp:100:2000:30s (von, bis, in), steps:100:100:10s:5 (erste, Zuwachs, je, Stufen) oder burst:100:2000:10s:1s (Grundlast, Spitze, Periode, Länge) schreiben.</translation>
    </message>
    <message>
        <source>“%1” is no think time.</source>
        <translation>„%1“ ist keine Denkzeit.</translation>
    </message>
    <message>
        <source>Write 10ms, always so long, or exponential:10ms, with that mean.</source>
        <translation>10ms schreiben, immer so lange, oder exponential:10ms, mit diesem Mittel.</translation>
    </message>
    <message>
        <source>pgbench: read one account</source>
        <translation>pgbench: ein Konto lesen</translation>
    </message>
    <message>
        <source>pgbench: change one account</source>
        <translation>pgbench: ein Konto ändern</translation>
    </message>
    <message>
        <source>pgbench: TPC-B-like transaction</source>
        <translation>pgbench: Transaktion nach Art von TPC-B</translation>
    </message>
    <message>
        <source>Hold a slot for 2 ms</source>
        <translation>Einen Slot 2 ms lang belegen</translation>
    </message>
    <message>
        <source>Hold a slot for 100 ms</source>
        <translation>Einen Slot 100 ms lang belegen</translation>
    </message>
    <message>
        <source>95 % short and 5 % long requests</source>
        <translation>95 % kurze und 5 % lange Anfragen</translation>
    </message>
    <message>
        <source>Classes with deadlines: cache, page, report</source>
        <translation>Klassen mit Fristen: Cache, Seite, Bericht</translation>
    </message>
    <message>
        <source>class “%1”, not done within %2 ms; it had its slot for %3 ms of them</source>
        <translation>Klasse „%1“, nicht in %2 ms fertig; davon hatte sie ihren Slot %3 ms</translation>
    </message>
    <message>
        <source>class “%1”, not done within %2 ms; it waited for a slot for %3 ms of them</source>
        <translation>Klasse „%1“, nicht in %2 ms fertig; davon wartete sie %3 ms auf einen Slot</translation>
    </message>
    <message>
        <source>the expression ends too early.</source>
        <translation>Der Ausdruck endet zu früh.</translation>
    </message>
    <message>
        <source>the expression ends where “%1” is expected.</source>
        <translation>Der Ausdruck endet, wo „%1“ erwartet wird.</translation>
    </message>
    <message>
        <source>“%1” is not understood here.</source>
        <translation>„%1“ ist hier nicht verständlich.</translation>
    </message>
    <message>
        <source>“%1” stands where “%2” is expected.</source>
        <translation>„%1“ steht, wo „%2“ erwartet wird.</translation>
    </message>
    <message>
        <source>the expression is nested too deeply.</source>
        <translation>Der Ausdruck ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>Split it into several \set lines.</source>
        <translation>Auf mehrere \\set-Zeilen verteilen.</translation>
    </message>
    <message>
        <source>“%1” is no number that 64 bits can hold.</source>
        <translation>„%1“ ist keine Zahl, die 64 Bit fassen.</translation>
    </message>
    <message>
        <source>Add a line before it: \set %1 random(1, 100)</source>
        <translation>Davor eine Zeile einfügen: \\set %1 random(1, 100)</translation>
    </message>
    <message>
        <source>there is no function “%1”.</source>
        <translation>Es gibt keine Funktion „%1“.</translation>
    </message>
    <message>
        <source>The functions are %1.</source>
        <translation>Die Funktionen sind %1.</translation>
    </message>
    <message>
        <source>%1 takes other arguments; %2 are given.</source>
        <translation>%1 nimmt andere Argumente; angegeben: %2.</translation>
    </message>
    <message>
        <source>It takes %1.</source>
        <translation>Es nimmt %1.</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>the result is beyond 64 bits.</source>
        <translation>Das Ergebnis passt nicht in 64 Bit.</translation>
    </message>
    <message>
        <source>the value “%1” of the variable “:%2” is no number.</source>
        <translation>Der Wert „%1“ der Variablen „:%2“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>true or false is expected, not a number.</source>
        <translation>Erwartet wird wahr oder falsch, keine Zahl.</translation>
    </message>
    <message>
        <source>a number is expected, not true or false.</source>
        <translation>Erwartet wird eine Zahl, nicht wahr oder falsch.</translation>
    </message>
    <message>
        <source>division by zero.</source>
        <translation>Division durch null.</translation>
    </message>
    <message>
        <source>a shift by %1 bits is outside 0 to 63.</source>
        <translation>Eine Verschiebung um %1 Bit liegt außerhalb von 0 bis 63.</translation>
    </message>
    <message>
        <source>the size of a permutation must be above 0, not %1.</source>
        <translation>Die Größe einer Permutation muss über 0 liegen, nicht %1.</translation>
    </message>
    <message>
        <source>the range of the random number is empty: %1 to %2.</source>
        <translation>Der Bereich der Zufallszahl ist leer: %1 bis %2.</translation>
    </message>
    <message>
        <source>the range of the random number is too wide.</source>
        <translation>Der Bereich der Zufallszahl ist zu groß.</translation>
    </message>
    <message>
        <source>the parameter of random_exponential must be above 0.</source>
        <translation>Der Parameter von random_exponential muss über 0 liegen.</translation>
    </message>
    <message>
        <source>the parameter of random_gaussian must be at least 2.</source>
        <translation>Der Parameter von random_gaussian muss mindestens 2 sein.</translation>
    </message>
    <message>
        <source>the parameter of random_zipfian must be from 1.001 to 1000.</source>
        <translation>Der Parameter von random_zipfian muss von 1.001 bis 1000 reichen.</translation>
    </message>
    <message>
        <source>Script, line %1: %2</source>
        <translation>Skript, Zeile %1: %2</translation>
    </message>
    <message>
        <source>this \if has no \endif.</source>
        <translation>Dieses \\if hat kein \\endif.</translation>
    </message>
    <message>
        <source>Add a line: \endif</source>
        <translation>Eine Zeile ergänzen: \\endif</translation>
    </message>
    <message>
        <source>“%1” is not supported.</source>
        <translation>„%1“ wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>The commands are %1.</source>
        <translation>Die Befehle sind %1.</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>Zu schreiben ist %1</translation>
    </message>
    <message>
        <source>the sequence “%1” does not lead from %2 to %3.</source>
        <translation>Die Folge „%1“ führt nicht von %2 nach %3.</translation>
    </message>
    <message>
        <source>A step above 0 counts up, one below 0 counts down.</source>
        <translation>Ein Schritt über 0 zählt aufwärts, einer unter 0 abwärts.</translation>
    </message>
    <message>
        <source>there is no \if before this.</source>
        <translation>Davor steht kein \\if.</translation>
    </message>
    <message>
        <source>there was an \else already.</source>
        <translation>Es gab schon ein \\else.</translation>
    </message>
    <message>
        <source>there is no statement before this whose result it could take.</source>
        <translation>Davor steht keine Anweisung, deren Ergebnis genommen werden könnte.</translation>
    </message>
    <message>
        <source>Put it in the place of the statement’s semicolon.</source>
        <translation>An die Stelle des Semikolons der Anweisung setzen.</translation>
    </message>
    <message>
        <source>Remove it: a slot sends a statement when it has the answer to the one before.</source>
        <translation>Entfernen: Ein Slot sendet eine Anweisung, wenn er die Antwort auf die vorige hat.</translation>
    </message>
    <message>
        <source>Scripts run no programs. Compute the value with \set, or read it with a query and \gset.</source>
        <translation>Skripte starten keine Programme. Den Wert mit \\set berechnen oder mit einer Abfrage und \\gset lesen.</translation>
    </message>
    <message>
        <source>Write a semicolon without a backslash: each statement is sent for itself.</source>
        <translation>Ein Semikolon ohne Backslash schreiben: Jede Anweisung wird für sich gesendet.</translation>
    </message>
    <message>
        <source>\sleep takes a number from 0 on, of a day at most.</source>
        <translation>\\sleep nimmt eine Zahl ab 0, höchstens einen Tag.</translation>
    </message>
    <message>
        <source>\gset needs one row; the statement returned %1.</source>
        <translation>\\gset braucht eine Zeile; die Anweisung lieferte %1.</translation>
    </message>
    <message>
        <source>retries: %1 %2 is outside %3 to %4.</source>
        <translation>Wiederholungen: %1 %2 liegt nicht zwischen %3 und %4.</translation>
    </message>
    <message>
        <source>retries: a backoff from %1 to %2 is not within 0s to %3, rising.</source>
        <translation>Wiederholungen: Eine Wartezeit von %1 bis %2 liegt nicht steigend zwischen 0s und %3.</translation>
    </message>
    <message>
        <source>%1: it has %2 bytes; at most %3 are allowed.</source>
        <translation>%1: Es sind %2 Byte; erlaubt sind höchstens %3.</translation>
    </message>
    <message>
        <source>script: it has %1 bytes; at most %2 are allowed.</source>
        <translation>Skript: Es sind %1 Byte; erlaubt sind höchstens %2.</translation>
    </message>
    <message>
        <source>script: it holds a NUL byte.</source>
        <translation>Skript: Es enthält ein NUL-Byte.</translation>
    </message>
    <message>
        <source>%1.class: the workload has no class “%2”.</source>
        <translation>%1.class: Die Arbeitslast hat keine Klasse „%2“.</translation>
    </message>
    <message>
        <source>%1.name: a class needs a name.</source>
        <translation>%1.name: Eine Klasse braucht einen Namen.</translation>
    </message>
    <message>
        <source>%1.name: there is another class “%2”.</source>
        <translation>%1.name: Es gibt eine weitere Klasse „%2“.</translation>
    </message>
    <message>
        <source>%1.deadline: %2 is outside %3 to %4.</source>
        <translation>%1.deadline: %2 liegt außerhalb von %3 bis %4.</translation>
    </message>
    <message>
        <source>%1: %2 are more than the %3 that are allowed.</source>
        <translation>%1: %2 sind mehr als die erlaubten %3.</translation>
    </message>
    <message>
        <source>scripts: all weights or shares are 0, so that none would run.</source>
        <translation>scripts: Alle Gewichte oder Anteile sind 0, sodass keines liefe.</translation>
    </message>
    <message>
        <source>The script writes, in line %1.</source>
        <translation>Das Skript schreibt, in Zeile %1.</translation>
    </message>
    <message>
        <source>The script “%1” writes, in line %2.</source>
        <translation>Das Skript „%1“ schreibt, in Zeile %2.</translation>
    </message>
    <message>
        <source>“%1” is read where it is made.</source>
        <translation>„%1“ wird dort gelesen, wo es erzeugt wird.</translation>
    </message>
    <message>
        <source>What it repeats is not written in it: a pool that a function makes counts once.</source>
        <translation>Was es wiederholt, steht nicht darin: Ein Pool, den eine Funktion erzeugt, zählt einmal.</translation>
    </message>
    <message>
        <source>The object of that name is read where it stands in this file, and only there.</source>
        <translation>Das Objekt dieses Namens wird gelesen, wo es in dieser Datei steht, und nur dort.</translation>
    </message>
    <message>
        <source>No pool uses this storage.</source>
        <translation>Kein Pool benutzt diesen Speicherort (storage).</translation>
    </message>
    <message>
        <source>these are settings of the server, which knows connections and no pools: no plan can be made of them.</source>
        <translation>das sind Einstellungen des Servers, der Verbindungen und keine Pools kennt: Daraus lässt sich kein Plan machen.</translation>
    </message>
    <message>
        <source>Import what the application or its pooler reads, such as .env or pgbouncer.ini. The server&apos;s limits are read from the server itself, once you connect to it.</source>
        <translation>Importiert wird, was die Anwendung oder ihr Pooler liest, etwa .env oder pgbouncer.ini. Die Grenzen des Servers werden vom Server selbst gelesen, sobald eine Verbindung zu ihm besteht.</translation>
    </message>
    <message>
        <source>This environment becomes the plan: production before development before the first.</source>
        <translation>Diese Umgebung wird der Plan: production vor development vor der ersten.</translation>
    </message>
    <message>
        <source>%1: it is in the program&apos;s own text, from where an import does not read it back.</source>
        <translation>%1: Es steht im Text des Programms selbst, aus dem ein Import es nicht zurückliest.</translation>
    </message>
    <message>
        <source>“None” is written as ten years.</source>
        <translation>„Keine“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>these are more pools than the %1 that are allowed.</source>
        <translation>das sind mehr Pools als die %1, die erlaubt sind.</translation>
    </message>
    <message>
        <source>a tag of Ruby is not closed.</source>
        <translation>eine Marke von Ruby ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>Ruby is not run; what the file takes from it is named where it stands.</source>
        <translation>Ruby wird nicht ausgeführt; was die Datei davon nimmt, ist dort genannt, wo es steht.</translation>
    </message>
    <message>
        <source>Ruby is not run: the lines that follow are read as they stand.</source>
        <translation>Ruby wird nicht ausgeführt: die folgenden Zeilen werden gelesen, wie sie dastehen.</translation>
    </message>
    <message>
        <source>Nothing is said of it; the plan&apos;s default is taken, %1.</source>
        <translation>Nichts ist dazu gesagt; es gilt die Vorgabe des Plans, %1.</translation>
    </message>
    <message>
        <source>as many as slots</source>
        <translation>so viele wie Slots</translation>
    </message>
    <message>
        <source>the data of the arrivals is not what was recorded, or not all of it.</source>
        <translation>die Daten der Ankünfte sind nicht das Aufgezeichnete oder nicht alles davon.</translation>
    </message>
    <message>
        <source>“%1” is there and cannot be read as a zip: %2.</source>
        <translation>„%1“ ist vorhanden und lässt sich nicht als Zip lesen: %2.</translation>
    </message>
    <message>
        <source>It is left alone, for its difference cannot be shown. Choose another name.</source>
        <translation>Es bleibt unberührt, denn der Unterschied lässt sich nicht zeigen. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>“%1” has no recorded arrivals.</source>
        <translation>„%1“ hat keine aufgezeichneten Ankünfte.</translation>
    </message>
    <message>
        <source>The policies of retries differ.</source>
        <translation>Die Regeln für Wiederholungen sind verschieden.</translation>
    </message>
    <message>
        <source>Stranded</source>
        <translation>Gestrandet</translation>
    </message>
    <message>
        <source>Time that requests waited here together while another pool had a free slot: what one pool for all would have saved</source>
        <translation>Zeit, die Anfragen hier zusammen warteten, während ein anderer Pool einen freien Slot hatte: was ein Pool für alle gespart hätte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>How often the pool is chosen under the policy Weighted, against the others</source>
        <translation>Wie oft der Pool nach der Regel „Gewichtet“ gewählt wird, im Verhältnis zu den anderen</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>keine Klasse</translation>
    </message>
    <message>
        <source>by the policy</source>
        <translation>nach Regel</translation>
    </message>
    <message>
        <source>The arrivals of “%1” are of more scripts or classes than the workload has.</source>
        <translation>Die Ankünfte aus „%1“ sind von mehr Skripten oder Klassen, als die Last hat.</translation>
    </message>
    <message>
        <source>the modelled server has no rows, so that \gset and \aset have nothing to take.</source>
        <translation>der modellierte Server hat keine Zeilen, \\gset und \\aset haben also nichts zu nehmen.</translation>
    </message>
    <message>
        <source>“%1”: the CSV files of a workload have more than the %2 bytes that are allowed.</source>
        <translation>„%1“: Die CSV-Dateien einer Last haben mehr als die erlaubten %2 Bytes.</translation>
    </message>
    <message>
        <source>“%1”, line %2: %3</source>
        <translation>„%1“, Zeile %2: %3</translation>
    </message>
    <message>
        <source>a quote in a field that does not begin with one.</source>
        <translation>ein Anführungszeichen in einem Feld, das nicht mit einem beginnt.</translation>
    </message>
    <message>
        <source>this quote is not closed.</source>
        <translation>dieses Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>behind a closing quote a comma or the end of the line is expected.</source>
        <translation>nach einem schließenden Anführungszeichen wird ein Komma oder das Zeilenende erwartet.</translation>
    </message>
    <message>
        <source>the header has a column without a name.</source>
        <translation>die Kopfzeile hat eine Spalte ohne Namen.</translation>
    </message>
    <message>
        <source>the header has the column “%1” twice.</source>
        <translation>die Kopfzeile hat die Spalte „%1“ zweimal.</translation>
    </message>
    <message>
        <source>it has %1 fields, the header %2.</source>
        <translation>sie hat %1 Felder, die Kopfzeile %2.</translation>
    </message>
    <message>
        <source>there is no row behind the header.</source>
        <translation>nach der Kopfzeile kommt keine Zeile.</translation>
    </message>
    <message>
        <source>Routing is now %1, migration share %2 %.</source>
        <translation>Die Verteilung ist jetzt %1, Migrationsanteil %2 %.</translation>
    </message>
    <message>
        <source>more of them than the %1 that are shown a second</source>
        <translation>mehr als die %1, die je Sekunde gezeigt werden</translation>
    </message>
    <message>
        <source>“%1” is no name of a variable.</source>
        <translation>„%1“ ist kein Name einer Variablen.</translation>
    </message>
    <message>
        <source>Name the file’s column so: letters, digits and underscores.</source>
        <translation>Die Spalte der Datei so nennen: Buchstaben, Ziffern und Unterstriche.</translation>
    </message>
    <message>
        <source>the file “%1” is not part of the workload.</source>
        <translation>die Datei „%1“ gehört nicht zur Last.</translation>
    </message>
    <message>
        <source>It is read with the workload or script file that stands beside it.</source>
        <translation>Sie wird mit der Last- oder Skriptdatei gelesen, die neben ihr liegt.</translation>
    </message>
    <message>
        <source>“%1” has no column “%2”.</source>
        <translation>„%1“ hat keine Spalte „%2“.</translation>
    </message>
    <message>
        <source>data: the CSV files have %1 bytes together; at most %2 are allowed.</source>
        <translation>data: Die CSV-Dateien haben zusammen %1 Bytes; erlaubt sind höchstens %2.</translation>
    </message>
    <message>
        <source>“for replay” on the Runs page and poolwart run --record-arrivals keep them; runs in which the workload changed keep those after the last change.</source>
        <translation>„für Wiedergabe“ auf der Seite Läufe und poolwart run --record-arrivals behalten sie; Läufe, in denen sich die Arbeitslast änderte, behalten die nach der letzten Änderung.</translation>
    </message>
    <message>
        <source>%1 (script, line %2)</source>
        <translation>%1 (Skript, Zeile %2)</translation>
    </message>
    <message>
        <source>The largest plan of this shape that fits has %1 slots.</source>
        <translation>Der größte Plan dieser Form, der passt, hat %1 Slots.</translation>
    </message>
    <message>
        <source>The plan needs %1 open files, %2 for its slots and %3 for the rest, but this process may have %4.</source>
        <translation>Der Plan braucht %1 offene Dateien, %2 für seine Slots und %3 für den Rest; dieser Prozess darf aber nur %4 haben.</translation>
    </message>
    <message>
        <source>Raise the hard limit of open files (ulimit -Hn, LimitNOFILE= of a service).</source>
        <translation>Die harte Grenze für offene Dateien anheben (ulimit -Hn; LimitNOFILE= eines Dienstes).</translation>
    </message>
    <message>
        <source>“%1” cannot be written: it is no ordinary file.</source>
        <translation>„%1“ lässt sich nicht schreiben: Es ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>Choose another name. Nothing was changed.</source>
        <translation>Einen anderen Namen wählen. Geändert wurde nichts.</translation>
    </message>
    <message>
        <source>The sandbox&apos;s folder %1 does not belong to %2, as whom the server runs.</source>
        <translation>Der Ordner %1 der Sandbox gehört nicht dem Benutzer %2, unter dem der Server läuft.</translation>
    </message>
    <message>
        <source>Name a folder that is not there yet, or give it to that user: chown %1 %2</source>
        <translation>Einen Ordner nennen, den es noch nicht gibt, oder ihn diesem Benutzer geben: chown %1 %2</translation>
    </message>
    <message>
        <source>What was recorded of the run is kept in “%1”; “poolwart runs show” reads it.</source>
        <translation>Die Aufzeichnung des Laufs liegt noch in „%1“; „poolwart runs show“ liest sie.</translation>
    </message>
    <message>
        <source>script: it names a password, which the run file does not hold.</source>
        <translation>Skript: Es nennt ein Passwort, das in der Laufdatei nicht steht.</translation>
    </message>
    <message>
        <source>Give the workload itself: its script with --file, or its file with --workload.</source>
        <translation>Die Last selbst angeben: ihr Skript mit --file oder ihre Datei mit --workload.</translation>
    </message>
    <message>
        <source>Poolwart runs as root and may not act as %1, as whom the sandbox&apos;s server would run.</source>
        <translation>Poolwart läuft als root und darf nicht als %1 handeln, unter dem der Server der Sandbox liefe.</translation>
    </message>
    <message>
        <source>Start it as an ordinary user.</source>
        <translation>Als gewöhnlicher Benutzer starten.</translation>
    </message>
    <message>
        <source>More requests failed than were completed: %1 against %2.</source>
        <translation>Mehr Anfragen sind fehlgeschlagen als gelungen: %1 gegen %2.</translation>
    </message>
    <message>
        <source>The measuring began with %1 of %2 slots open.</source>
        <translation>Die Messung begann mit %1 von %2 offenen Slots.</translation>
    </message>
    <message>
        <source>session mode</source>
        <translation>Session-Modus</translation>
    </message>
    <message>
        <source>transaction mode</source>
        <translation>Transaktionsmodus</translation>
    </message>
    <message>
        <source>statement mode</source>
        <translation>Statement-Modus</translation>
    </message>
    <message>
        <source>a pooler</source>
        <translation>einem Pooler</translation>
    </message>
    <message>
        <source>Poolwart sets nothing that outlives a transaction and prepares no statements. Slots are clients of the pooler; which server process serves them, and for how long, cannot be known.</source>
        <translation>Poolwart setzt nichts, was eine Transaktion überdauert, und bereitet keine Anweisungen vor. Slots sind Clients des Poolers; welcher Serverprozess sie bedient und wie lange, ist nicht feststellbar.</translation>
    </message>
    <message>
        <source>Each open slot holds a server connection of the pooler; slots beyond pool_size wait for one.</source>
        <translation>Jeder offene Slot belegt eine Serververbindung des Poolers; Slots über pool_size hinaus warten auf eine.</translation>
    </message>
    <message>
        <source>A server connection is lent for one statement; scripts with a transaction are refused by the pooler.</source>
        <translation>Eine Serververbindung wird für eine Anweisung vergeben; Skripte mit einer Transaktion lehnt der Pooler ab.</translation>
    </message>
    <message>
        <source>26000: the server session that answered does not have the prepared statement.</source>
        <translation>26000: Die Serversitzung, die geantwortet hat, kennt die vorbereitete Anweisung nicht.</translation>
    </message>
    <message>
        <source>42P05: the server session that answered already has a prepared statement of that name.</source>
        <translation>42P05: Die Serversitzung, die geantwortet hat, hat schon eine vorbereitete Anweisung dieses Namens.</translation>
    </message>
    <message>
        <source>A pooler that lends another server session to each transaction does that. Choose the protocol “extended” or “simple”, leave PREPARE and EXECUTE out of the script, or connect to the server itself; PgBouncer from 1.21 on keeps protocol-level prepared statements apart where max_prepared_statements is set.</source>
        <translation>So verhält sich ein Pooler, der jeder Transaktion eine andere Serversitzung gibt. Das Protokoll „extended“ oder „simple“ wählen, PREPARE und EXECUTE aus dem Skript lassen oder direkt mit dem Server verbinden; PgBouncer hält ab 1.21 vorbereitete Anweisungen des Protokolls auseinander, wenn max_prepared_statements gesetzt ist.</translation>
    </message>
    <message>
        <source>%1 (%2) accepted the connection, but had no server connection for it within %3: more are wanted than its pool_size allows.</source>
        <translation>%1 (%2) hat die Verbindung angenommen, hatte aber innerhalb von %3 keine Serververbindung für sie: Gefordert sind mehr, als seine pool_size zulässt.</translation>
    </message>
    <message>
        <source>In session mode each open slot, and Poolwart&apos;s monitor, holds a server connection of the pooler. Take fewer slots, raise the pooler&apos;s pool_size (default_pool_size), or use its transaction mode.</source>
        <translation>Im Session-Modus belegt jeder offene Slot und auch Poolwarts Monitor eine Serververbindung des Poolers. Weniger Slots nehmen, pool_size (default_pool_size) des Poolers erhöhen oder seinen Transaktionsmodus verwenden.</translation>
    </message>
    <message>
        <source>%1 accepted the connection, but did not answer within %2.</source>
        <translation>%1 hat die Verbindung angenommen, aber innerhalb von %2 nicht geantwortet.</translation>
    </message>
    <message>
        <source>A pooler does so while all its server connections are taken: raise its pool_size (default_pool_size), or close other clients. A server does so while it hangs.</source>
        <translation>So verhält sich ein Pooler, dessen Serververbindungen alle vergeben sind: seine pool_size (default_pool_size) erhöhen oder andere Clients schließen. Ein Server verhält sich so, während er hängt.</translation>
    </message>
    <message>
        <source>%1 stands behind %2: %3</source>
        <translation>%1 liegt hinter %2: %3</translation>
    </message>
    <message>
        <source>“%1” is written, but not all of it can be read again: %2</source>
        <translation>„%1“ ist geschrieben, lässt sich aber nicht ganz wieder lesen: %2</translation>
    </message>
    <message>
        <source>What was recorded second by second is kept beside it.</source>
        <translation>Die Aufzeichnung Sekunde für Sekunde bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>“%1” was read but for %2 figures that cannot be right; they count as zero.</source>
        <translation>„%1“ wurde gelesen bis auf %2 Zahlen, die nicht stimmen können; sie zählen als null.</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>replay of %1</source>
        <translation>Wiederholung von %1</translation>
    </message>
    <message>
        <source>server connections of the pooler</source>
        <translation>Serververbindungen des Poolers</translation>
    </message>
    <message>
        <source>At most its pool_size, however many slots are its clients.</source>
        <translation>Höchstens seine pool_size, wie viele Slots auch seine Clients sind.</translation>
    </message>
    <message>
        <source>server connections of the pooler, as seen</source>
        <translation>Serververbindungen des Poolers, wie gesehen</translation>
    </message>
    <message>
        <source>Those that were last lent to slots; the pooler does not tell its pool_size.</source>
        <translation>Die zuletzt an Slots vergebenen; seine pool_size nennt der Pooler nicht.</translation>
    </message>
    <message>
        <source>role’s own</source>
        <translation>wie die Rolle</translation>
    </message>
    <message>
        <source>The server cancels a statement that runs longer; without one, the role’s own holds</source>
        <translation>Der Server bricht eine Anweisung ab, die länger läuft; ohne Angabe gilt der Wert der Rolle</translation>
    </message>
    <message>
        <source>closes when its statement ends</source>
        <translation>wird geschlossen, wenn seine Anweisung endet</translation>
    </message>
    <message>
        <source>held closed</source>
        <translation>geschlossen gehalten</translation>
    </message>
    <message>
        <source>Its connections are replaced one by one: the statement timeout has changed.</source>
        <translation>Seine Verbindungen werden einzeln ersetzt: Das Zeitlimit für Anweisungen wurde geändert.</translation>
    </message>
    <message>
        <source>The replay of “%1” has ended with its last arrival.</source>
        <translation>Die Wiederholung von „%1“ ist mit ihrer letzten Anfrage beendet.</translation>
    </message>
    <message>
        <source>The traffic was stopped: %1 of %2 requests failed within two seconds, most with %3: %4</source>
        <translation>Die Last wurde angehalten: %1 von %2 Anfragen sind innerhalb von zwei Sekunden fehlgeschlagen, die meisten mit %3: %4</translation>
    </message>
    <message>
        <source>Class “%1”: its pool “%2” is not in the plan, takes no requests or has no connection; the policy decides.</source>
        <translation>Klasse „%1“: Ihr Pool „%2“ ist nicht im Plan, nimmt keine Anfragen an oder hat keine Verbindung; die Regel entscheidet.</translation>
    </message>
    <message>
        <source>The plan needs %1 connections, but the role “%2” has a CONNECTION LIMIT of %3: less %4 of others and %5 of the monitor, %6 are available.</source>
        <translation>Der Plan braucht %1 Verbindungen, die Rolle „%2“ hat aber ein CONNECTION LIMIT von %3: Abzüglich %4 von anderen und %5 des Monitors sind %6 verfügbar.</translation>
    </message>
    <message>
        <source>The plan needs %1 connections, but the database “%2” has a CONNECTION LIMIT of %3: less %4 of others and %5 of the monitor, %6 are available.</source>
        <translation>Der Plan braucht %1 Verbindungen, die Datenbank „%2“ hat aber ein CONNECTION LIMIT von %3: Abzüglich %4 von anderen und %5 des Monitors sind %6 verfügbar.</translation>
    </message>
    <message>
        <source>Remove %1 slots from the plan, or raise that limit: %2.</source>
        <translation>%1 Slots aus dem Plan nehmen oder dieses Limit erhöhen: %2.</translation>
    </message>
    <message>
        <source>%1 of %2 slots free within the CONNECTION LIMIT of the role “%3”</source>
        <translation>%1 von %2 Slots frei innerhalb des CONNECTION LIMIT der Rolle „%3“</translation>
    </message>
    <message>
        <source>%1 of %2 slots free within the CONNECTION LIMIT of the database “%3”</source>
        <translation>%1 von %2 Slots frei innerhalb des CONNECTION LIMIT der Datenbank „%3“</translation>
    </message>
    <message>
        <source>In a URL, percent-encode these characters of a user name or password: @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25.</source>
        <translation>In einer URL diese Zeichen eines Benutzernamens oder Passworts prozentkodieren: @ ist %40, : ist %3A, / ist %2F, ? ist %3F, # ist %23, % ist %25.</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>The statement returns %1, which are read row by row and discarded. Add a LIMIT to measure the server and not the transfer.</source>
        <translation>Die Anweisung liefert %1, die zeilenweise gelesen und verworfen werden. Ein LIMIT misst den Server statt der Übertragung.</translation>
    </message>
    <message>
        <source>Poolwart closed the connection: its request did not end after a cancel.</source>
        <translation>Poolwart hat die Verbindung geschlossen: Ihre Anfrage endete nach dem Abbruch nicht.</translation>
    </message>
    <message>
        <source>The port of the database URL is not a number.</source>
        <translation>Der Port der Datenbank-URL ist keine Zahl.</translation>
    </message>
    <message>
        <source>The database URL has an “@” behind its user and password: a character of the password is not percent-encoded.</source>
        <translation>Die Datenbank-URL hat ein „@“ hinter Benutzer und Passwort: Ein Zeichen des Passworts ist nicht prozentkodiert.</translation>
    </message>
    <message>
        <source>The URL has an “@” behind its user and password: a character of the password is not percent-encoded.</source>
        <translation>Die URL hat ein „@“ hinter Benutzer und Passwort: Ein Zeichen des Passworts ist nicht prozentkodiert.</translation>
    </message>
    <message>
        <source>The URL has a “%” that two hexadecimal digits do not follow.</source>
        <translation>Die URL hat ein „%“, dem keine zwei hexadezimalen Ziffern folgen.</translation>
    </message>
    <message>
        <source>The host holds an “@” or a “/”, which no host has.</source>
        <translation>Der Host enthält „@“ oder „/“, was kein Host hat.</translation>
    </message>
    <message>
        <source>The parameter “%1” holds a connection text of its own.</source>
        <translation>Der Parameter „%1“ enthält selbst einen Verbindungstext.</translation>
    </message>
    <message>
        <source>above the role’s CONNECTION LIMIT</source>
        <translation>über dem CONNECTION LIMIT der Rolle</translation>
    </message>
    <message>
        <source>above the database’s CONNECTION LIMIT</source>
        <translation>über dem CONNECTION LIMIT der Datenbank</translation>
    </message>
    <message>
        <source>What is not saved of the plan cannot be kept in “%1”.</source>
        <translation>Was am Plan nicht gespeichert ist, kann in „%1“ nicht aufbewahrt werden.</translation>
    </message>
    <message>
        <source>Save the plan to a file.</source>
        <translation>Den Plan in eine Datei speichern.</translation>
    </message>
    <message>
        <source>%1 It may not write on %2, so no request was sent.</source>
        <translation>%1 Auf %2 darf es nicht schreiben; es wurde keine Anfrage gesendet.</translation>
    </message>
    <message>
        <source>Allow it to write there, or choose a workload that only reads.</source>
        <translation>Schreiben dort erlauben oder eine Last wählen, die nur liest.</translation>
    </message>
    <message>
        <source>%1 is no kept plan of this version.</source>
        <translation>%1 ist kein aufbewahrter Plan dieser Version.</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>application name</source>
        <translation>Anwendungsname</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>migration share</source>
        <translation>Migrationsanteil</translation>
    </message>
    <message>
        <source>fleet: (replicas + surge) × processes</source>
        <translation>Flotte: (Replikate + Surge) × Prozesse</translation>
    </message>
    <message>
        <source>order of the pools</source>
        <translation>Reihenfolge der Pools</translation>
    </message>
    <message>
        <source>The script has no SQL command in line %1: none begins with “%2”.</source>
        <translation>Das Skript hat in Zeile %1 keinen SQL-Befehl: Keiner beginnt mit „%2“.</translation>
    </message>
    <message>
        <source>The script “%1” has no SQL command in line %2: none begins with “%3”.</source>
        <translation>Das Skript „%1“ hat in Zeile %2 keinen SQL-Befehl: Keiner beginnt mit „%3“.</translation>
    </message>
    <message>
        <source>Sessions may write from now on.</source>
        <translation>Sitzungen dürfen ab jetzt schreiben.</translation>
    </message>
    <message>
        <source>Sessions are read-only from now on.</source>
        <translation>Sitzungen sind ab jetzt nur lesend.</translation>
    </message>
    <message>
        <source>the pooler takes no further clients.</source>
        <translation>der Pooler nimmt keine weiteren Clients an.</translation>
    </message>
    <message>
        <source>Close clients elsewhere, make the pools smaller, or raise the pooler&apos;s max_client_conn.</source>
        <translation>Andere Clients schließen, die Pools verkleinern oder max_client_conn des Poolers erhöhen.</translation>
    </message>
    <message>
        <source>this process has no file descriptor left.</source>
        <translation>dieser Prozess hat keinen Dateideskriptor mehr.</translation>
    </message>
    <message>
        <source>Make the pools smaller, or raise the limit of open files (ulimit -n).</source>
        <translation>Die Pools verkleinern oder die Grenze für offene Dateien erhöhen (ulimit -n).</translation>
    </message>
    <message>
        <source>a connection parameter has a value that libpq does not take.</source>
        <translation>ein Verbindungsparameter hat einen Wert, den libpq nicht annimmt.</translation>
    </message>
    <message>
        <source>Correct the value that is quoted below; the PostgreSQL manual lists the values under “Parameter Key Words”.</source>
        <translation>Den unten genannten Wert berichtigen; die PostgreSQL-Dokumentation nennt die Werte unter „Parameter Key Words“.</translation>
    </message>
    <message>
        <source>the server wants a client certificate.</source>
        <translation>der Server verlangt ein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>Name the files of the certificate and its key: sslcert=… sslkey=…</source>
        <translation>Die Dateien mit Zertifikat und Schlüssel angeben: sslcert=… sslkey=…</translation>
    </message>
    <message>
        <source>libpq does not take the key of the client certificate.</source>
        <translation>libpq nimmt den Schlüssel des Client-Zertifikats nicht an.</translation>
    </message>
    <message>
        <source>Check sslkey. The file must be readable by its owner only (chmod 600) and belong to the file that sslcert names.</source>
        <translation>sslkey prüfen. Die Datei darf nur für ihren Eigentümer lesbar sein (chmod 600) und muss zur Datei von sslcert gehören.</translation>
    </message>
    <message>
        <source>channel binding is required and not possible.</source>
        <translation>Channel-Binding ist verlangt und nicht möglich.</translation>
    </message>
    <message>
        <source>It needs an encrypted connection (sslmode=require) and a scram-sha-256 password; or leave channel_binding=require out.</source>
        <translation>Es braucht eine verschlüsselte Verbindung (sslmode=require) und ein scram-sha-256-Passwort; oder channel_binding=require weglassen.</translation>
    </message>
    <message>
        <source>the pooler does not know this user.</source>
        <translation>der Pooler kennt diesen Benutzer nicht.</translation>
    </message>
    <message>
        <source>Add the user to the pooler&apos;s auth_file, or set its auth_query.</source>
        <translation>Den Benutzer in die auth_file des Poolers eintragen oder dessen auth_query setzen.</translation>
    </message>
    <message>
        <source>the pooler had no server connection in time.</source>
        <translation>der Pooler hatte nicht rechtzeitig eine Serververbindung.</translation>
    </message>
    <message>
        <source>Raise the pooler&apos;s default_pool_size or query_wait_timeout, or close its other clients.</source>
        <translation>default_pool_size oder query_wait_timeout des Poolers erhöhen oder seine anderen Clients schließen.</translation>
    </message>
    <message>
        <source>this is PgBouncer&apos;s admin console, not a database.</source>
        <translation>das ist die Admin-Konsole von PgBouncer und keine Datenbank.</translation>
    </message>
    <message>
        <source>Name a database of the pooler&apos;s [databases] section instead of “pgbouncer”.</source>
        <translation>Statt „pgbouncer“ eine Datenbank aus dem Abschnitt [databases] des Poolers angeben.</translation>
    </message>
    <message>
        <source>the pooler takes no such start parameter.</source>
        <translation>der Pooler nimmt diesen Startparameter nicht an.</translation>
    </message>
    <message>
        <source>Leave it out (“options” is PGOPTIONS too), or name it in the pooler&apos;s ignore_startup_parameters.</source>
        <translation>Ihn weglassen („options“ ist auch PGOPTIONS) oder in ignore_startup_parameters des Poolers eintragen.</translation>
    </message>
    <message>
        <source>the server does not let this user in from here without encryption.</source>
        <translation>der Server lässt diesen Benutzer von hier nicht unverschlüsselt herein.</translation>
    </message>
    <message>
        <source>Try sslmode=require; if the server has no TLS, add a line to its pg_hba.conf and reload it.</source>
        <translation>sslmode=require versuchen; hat der Server kein TLS, eine Zeile in seine pg_hba.conf eintragen und sie neu laden.</translation>
    </message>
    <message>
        <source>this role may not log in.</source>
        <translation>diese Rolle darf sich nicht anmelden.</translation>
    </message>
    <message>
        <source>Choose a role that may, or allow it: ALTER ROLE … LOGIN.</source>
        <translation>Eine andere Rolle wählen oder es erlauben: ALTER ROLE … LOGIN.</translation>
    </message>
    <message>
        <source>this role may not connect to this database.</source>
        <translation>diese Rolle darf sich nicht mit dieser Datenbank verbinden.</translation>
    </message>
    <message>
        <source>Allow it: GRANT CONNECT ON DATABASE … TO …</source>
        <translation>Es erlauben: GRANT CONNECT ON DATABASE … TO …</translation>
    </message>
    <message>
        <source>the server is a standby that takes no connections.</source>
        <translation>der Server ist ein Standby, der keine Verbindungen annimmt.</translation>
    </message>
    <message>
        <source>Connect to the primary, or set hot_standby = on and restart the standby.</source>
        <translation>Mit dem Primärserver verbinden oder hot_standby = on setzen und den Standby neu starten.</translation>
    </message>
    <message>
        <source>the server is shutting down.</source>
        <translation>der Server fährt herunter.</translation>
    </message>
    <message>
        <source>Connect when it has been started again.</source>
        <translation>Verbinden, wenn er wieder gestartet ist.</translation>
    </message>
    <message>
        <source>the server is not accepting connections yet.</source>
        <translation>der Server nimmt noch keine Verbindungen an.</translation>
    </message>
    <message>
        <source>the server recovers from a crash.</source>
        <translation>der Server stellt sich nach einem Absturz wieder her.</translation>
    </message>
    <message>
        <source>Try again in a moment; the server&apos;s log says what crashed.</source>
        <translation>Gleich noch einmal versuchen; das Log des Servers nennt den Absturz.</translation>
    </message>
    <message>
        <source>only read-only servers answered, and target_session_attrs asks for another.</source>
        <translation>nur lesende Server haben geantwortet, und target_session_attrs verlangt einen anderen.</translation>
    </message>
    <message>
        <source>Name the primary&apos;s host too, or leave target_session_attrs=read-write out.</source>
        <translation>Auch den Host des Primärservers angeben oder target_session_attrs=read-write weglassen.</translation>
    </message>
    <message>
        <source>no standby answered, and target_session_attrs asks for one.</source>
        <translation>kein Standby hat geantwortet, und target_session_attrs verlangt einen.</translation>
    </message>
    <message>
        <source>Name the standby&apos;s host too, or choose target_session_attrs=any.</source>
        <translation>Auch den Host des Standbys angeben oder target_session_attrs=any wählen.</translation>
    </message>
    <message>
        <source>no reason was given.</source>
        <translation>ein Grund wurde nicht genannt.</translation>
    </message>
    <message>
        <source>No password is taken from “%1”, because group or others may access the file. Set its mode to 0600.</source>
        <translation>Aus „%1“ wird kein Passwort genommen, weil Gruppe oder Andere auf die Datei zugreifen dürfen. Ihre Rechte auf 0600 setzen.</translation>
    </message>
    <message>
        <source>The connection text is in quotes, which do not belong to it. Leave them out.</source>
        <translation>Der Verbindungstext steht in Anführungszeichen, die nicht dazugehören. Sie sind wegzulassen.</translation>
    </message>
    <message>
        <source>This is a URL of another driver; libpq&apos;s begins with postgresql://.</source>
        <translation>Das ist eine URL eines anderen Treibers; die von libpq beginnt mit postgresql://.</translation>
    </message>
    <message>
        <source>The connection service file cannot be read: %1</source>
        <translation>Die Servicedatei kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Each line is a [name], a key=value without spaces around the “=”, or a comment that begins with “#”.</source>
        <translation>Jede Zeile ist ein [Name], ein Schlüssel=Wert ohne Leerzeichen um das „=“ oder ein Kommentar, der mit „#“ beginnt.</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>COPY … FROM STDIN waits for data, which a script has none of.</source>
        <translation>COPY … FROM STDIN wartet auf Daten, die ein Skript nicht hat.</translation>
    </message>
    <message>
        <source>Use INSERT, or COPY from a file of the server&apos;s.</source>
        <translation>INSERT verwenden oder COPY aus einer Datei des Servers.</translation>
    </message>
    <message>
        <source>Write an IPv6 address in brackets: postgresql://user:password@[::1]:5432/database</source>
        <translation>Eine IPv6-Adresse in eckigen Klammern schreiben: postgresql://user:password@[::1]:5432/database</translation>
    </message>
</context>
<context>
    <name>poolwart::ApplicationPanel</name>
    <message>
        <source>The real application</source>
        <translation>Die echte Anwendung</translation>
    </message>
    <message>
        <source>A plan that fits once may not fit as often as it will run: each replica and each process of it opens all pools. During a rolling deployment the surge replicas come on top.</source>
        <translation>Ein Plan, der einmal passt, passt vielleicht nicht so oft, wie er laufen wird: Jedes Replikat und jeder seiner Prozesse öffnet alle Pools. Beim Rolling Deployment kommen die Surge-Replikate hinzu.</translation>
    </message>
    <message>
        <source>Name under which the exported application appears in pg_stat_activity</source>
        <translation>Name der exportierten Anwendung in pg_stat_activity</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Replicas</source>
        <translation>Repli&amp;kate</translation>
    </message>
    <message>
        <source>Instances that run at once</source>
        <translation>Instanzen, die zugleich laufen</translation>
    </message>
    <message>
        <source>S&amp;urge</source>
        <translation>S&amp;urge</translation>
    </message>
    <message>
        <source>Further instances while a deployment is rolled out</source>
        <translation>Weitere Instanzen, während ein Deployment ausgerollt wird</translation>
    </message>
    <message>
        <source>&amp;Processes</source>
        <translation>Pr&amp;ozesse</translation>
    </message>
    <message>
        <source>Processes of each instance with pools of their own</source>
        <translation>Prozesse jeder Instanz mit eigenen Pools</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) in all</source>
        <translation>
            <numerusform>%n Verbindung insgesamt</numerusform>
            <numerusform>%n Verbindungen insgesamt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 connections in all, of %2 to be had</source>
        <translation>%1 Verbindungen insgesamt, zu haben sind %2</translation>
    </message>
    <message>
        <source>%1 connections in all, but only %2 are available</source>
        <translation>%1 Verbindungen insgesamt, verfügbar sind aber nur %2</translation>
    </message>
</context>
<context>
    <name>poolwart::ArrivalsControl</name>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Rate, even</source>
        <translation>Rate, gleichmäßig</translation>
    </message>
    <message>
        <source>Rate, Poisson</source>
        <translation>Rate, Poisson</translation>
    </message>
    <message>
        <source>What drives the traffic: clients that wait, or a rate that does not</source>
        <translation>Was die Last treibt: Clients, die warten, oder eine Rate, die es nicht tut</translation>
    </message>
    <message>
        <source>Kind of arrivals</source>
        <translation>Art der Ankünfte</translation>
    </message>
    <message>
        <source>Clients form a closed loop: each sends its next request after its last answer, so a slow server slows its own load. A rate is an open loop: requests come whether or not earlier ones were answered, as users do. Only an open loop shows what waiting really costs, for its response times count from the moment at which a request was due.</source>
        <translation>Clients bilden eine geschlossene Schleife: Jeder sendet die nächste Anfrage nach der letzten Antwort, also bremst ein langsamer Server seine eigene Last. Eine Rate ist eine offene Schleife: Anfragen kommen, ob frühere beantwortet sind oder nicht, wie bei Benutzern. Nur sie zeigt, was Warten wirklich kostet, denn ihre Antwortzeiten zählen ab dem Moment, zu dem eine Anfrage fällig war.</translation>
    </message>
    <message>
        <source>Clients or requests per second</source>
        <translation>Clients oder Anfragen je Sekunde</translation>
    </message>
    <message>
        <source>Clients at once; each waits for its answer before it asks again</source>
        <translation>Clients zugleich; jeder wartet auf seine Antwort, ehe er wieder fragt</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /s</translation>
    </message>
    <message>
        <source>Requests due per second, whether or not earlier ones were answered</source>
        <translation>Fällige Anfragen je Sekunde, ob frühere beantwortet sind oder nicht</translation>
    </message>
    <message>
        <source>Recorded requests, each as long after the start as in that run</source>
        <translation>Aufgezeichnete Anfragen, jede so lange nach dem Start wie in jenem Lauf</translation>
    </message>
</context>
<context>
    <name>poolwart::BackendTableModel</name>
    <message>
        <source>Backend pid</source>
        <translation>Backend-PID</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Wartet auf</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>poolwart::BackendsPanel</name>
    <message>
        <source>Our backends, as the server sees them</source>
        <translation>Unsere Backends aus Sicht des Servers</translation>
    </message>
    <message>
        <source>&amp;Cancel the statement</source>
        <translation>Anweisung abbre&amp;chen</translation>
    </message>
    <message>
        <source>Backends of this run</source>
        <translation>Backends dieses Laufs</translation>
    </message>
    <message>
        <source>Cancel what the selected backends run; their connections stay</source>
        <translation>Abbrechen, was die gewählten Backends ausführen; ihre Verbindungen bleiben</translation>
    </message>
    <message>
        <source>The pools’ own count of open connections beside the server’s</source>
        <translation>Die offenen Verbindungen nach Zählung der Pools und des Servers</translation>
    </message>
    <message>
        <source>%1 open in the pools, %2 in pg_stat_activity</source>
        <translation>%1 offen in den Pools, %2 in pg_stat_activity</translation>
    </message>
    <message>
        <source>The pooler’s server connections that serve us, as the server sees them</source>
        <translation>Serververbindungen des Poolers, die uns bedienen, aus Sicht des Servers</translation>
    </message>
    <message>
        <source>%1 open in the pools, as clients of the pooler; it uses %2 server connections for them</source>
        <translation>%1 offen in den Pools, als Clients des Poolers; er nutzt dafür %2 Serververbindungen</translation>
    </message>
</context>
<context>
    <name>poolwart::BudgetBill</name>
    <message>
        <source>Connection budget</source>
        <translation>Verbindungsbudget</translation>
    </message>
    <message>
        <source>A server has a fixed number of connections, and a change of that number needs its restart. The bill says where they go. What is left may be given to pools; a plan that needs more is refused before a connection is tried.</source>
        <translation>Ein Server hat eine feste Zahl von Verbindungen; sie zu ändern verlangt einen Neustart. Die Rechnung sagt, wohin sie gehen. Was übrig ist, steht den Pools zu; ein Plan, der mehr braucht, wird abgelehnt, ehe eine Verbindung versucht wird.</translation>
    </message>
    <message>
        <source>The bill appears when a server is connected.</source>
        <translation>Die Rechnung erscheint, sobald ein Server verbunden ist.</translation>
    </message>
</context>
<context>
    <name>poolwart::ChartFrame</name>
    <message>
        <source>Menu of “%1”</source>
        <translation>Menü von „%1“</translation>
    </message>
    <message>
        <source>Show as table, copy or save</source>
        <translation>Als Tabelle zeigen, kopieren oder speichern</translation>
    </message>
    <message>
        <source>Show as &amp;Table</source>
        <translation>Als &amp;Tabelle zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy as CSV</source>
        <translation>Als &amp;CSV kopieren</translation>
    </message>
    <message>
        <source>Save as C&amp;SV…</source>
        <translation>Als CSV &amp;speichern …</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Save as &amp;Picture…</source>
        <translation>Als &amp;Bild speichern …</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>frozen for %1</source>
        <translation>seit %1 eingefroren</translation>
    </message>
    <message>
        <source>no sample here</source>
        <translation>hier kein Messwert</translation>
    </message>
    <message>
        <source>%1 · %2 s ago</source>
        <translation>%1 · vor %2 s</translation>
    </message>
    <message>
        <source>Save “%1”</source>
        <translation>„%1“ speichern</translation>
    </message>
    <message>
        <source>Time sp&amp;an</source>
        <translation>Zeit&amp;raum</translation>
    </message>
    <message>
        <source>&amp;1 minute</source>
        <translation>&amp;1 Minute</translation>
    </message>
    <message>
        <source>1&amp;0 minutes</source>
        <translation>1&amp;0 Minuten</translation>
    </message>
    <message>
        <source>&amp;2 hours</source>
        <translation>&amp;2 Stunden</translation>
    </message>
    <message>
        <source>1 &amp;day</source>
        <translation>1 &amp;Tag</translation>
    </message>
    <message>
        <source>each point %1</source>
        <translation>jeder Punkt %1</translation>
    </message>
    <message>
        <source>%1, older than a day is dropped</source>
        <translation>%1, Älteres als ein Tag ist verworfen</translation>
    </message>
    <message>
        <source>%1 · over %2</source>
        <translation>%1 · über %2</translation>
    </message>
</context>
<context>
    <name>poolwart::ChartTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
</context>
<context>
    <name>poolwart::ClassTableModel</name>
    <message>
        <source>The plan has no pool of this name: the policy decides.</source>
        <translation>Der Plan hat keinen Pool dieses Namens: Die Regel entscheidet.</translation>
    </message>
    <message>
        <source>Requests of one kind</source>
        <translation>Anfragen einer Art</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>How many of the requests, against the other classes; 0: none</source>
        <translation>Wie viele der Anfragen, im Verhältnis zu den anderen Klassen; 0: keine</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>From the intended start to the end; what is not done by then is cancelled</source>
        <translation>Vom vorgesehenen Beginn bis zum Ende; was bis dahin nicht fertig ist, wird abgebrochen</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>The pool that takes them under every policy</source>
        <translation>Der Pool, der sie nach jeder Regel nimmt</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Requests completed since the figures began</source>
        <translation>Seit Beginn der Zahlen erledigte Anfragen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>99 of 100 were faster, counted from the intended start</source>
        <translation>99 von 100 waren schneller, gezählt ab dem vorgesehenen Beginn</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>Requests that failed, waited too long, or were turned away</source>
        <translation>Anfragen, die scheiterten, zu lange warteten oder abgewiesen wurden</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>poolwart::CodeView</name>
    <message>
        <source>no end of line</source>
        <translation>kein Zeilenende</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Line %1, now %2</source>
        <translation>Zeile %1, jetzt %2</translation>
    </message>
</context>
<context>
    <name>poolwart::ConnectDialog</name>
    <message>
        <source>A libpq URI or key=value pairs, as psql takes them</source>
        <translation>Ein libpq-URI oder Paare key=value, wie psql sie nimmt</translation>
    </message>
    <message>
        <source>Name, address or socket directory of the server</source>
        <translation>Name, Adresse oder Socket-Verzeichnis des Servers</translation>
    </message>
    <message>
        <source>TCP port, or that in the socket’s name</source>
        <translation>TCP-Port, oder der im Namen des Sockets</translation>
    </message>
    <message>
        <source>as the user</source>
        <translation>wie der Benutzer</translation>
    </message>
    <message>
        <source>Database to connect to</source>
        <translation>Datenbank, mit der verbunden wird</translation>
    </message>
    <message>
        <source>as the system user</source>
        <translation>wie der Systembenutzer</translation>
    </message>
    <message>
        <source>Role to connect as</source>
        <translation>Rolle, als die verbunden wird</translation>
    </message>
    <message>
        <source>from ~/.pgpass, if it is there</source>
        <translation>aus ~/.pgpass, falls vorhanden</translation>
    </message>
    <message>
        <source>Kept in memory only; stored nowhere</source>
        <translation>Nur im Speicher gehalten, nirgends abgelegt</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>&amp;URI</source>
        <translation>&amp;URI</translation>
    </message>
    <message>
        <source>What is left out comes from PG* variables, ~/.pgpass and libpq’s defaults. Keys that Prisma adds to DATABASE_URL are ignored.</source>
        <translation>Was fehlt, kommt aus PG*-Variablen, ~/.pgpass und den Vorgaben von libpq. Schlüssel, die Prisma an DATABASE_URL hängt, werden ignoriert.</translation>
    </message>
    <message>
        <source>A section of the connection service file</source>
        <translation>Ein Abschnitt der Dienstdatei</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>D&amp;ienst</translation>
    </message>
    <message>
        <source>No services were found. They stand in ~/.pg_service.conf, as [name] with key=value lines below.</source>
        <translation>Keine Dienste gefunden. Sie stehen in ~/.pg_service.conf, als [name] mit Zeilen der Form key=value darunter.</translation>
    </message>
    <message>
        <source>From ~/.pg_service.conf and the system’s service file.</source>
        <translation>Aus ~/.pg_service.conf und der Dienstdatei des Systems.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>How TLS is asked for; verify-full also checks who answers</source>
        <translation>Wie TLS verlangt wird; verify-full prüft auch, wer antwortet</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>Us&amp;er</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>TLS &amp;mode</source>
        <translation>TLS-&amp;Modus</translation>
    </message>
    <message>
        <source>URI</source>
        <translation>URI</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Connect once, look and close; the pools stay where they are</source>
        <translation>Einmal verbinden, nachsehen und schließen; die Pools bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>✓ PostgreSQL %1. %2 of %3 connections are usable, %4 are taken by others.</source>
        <translation>✓ PostgreSQL %1. %2 von %3 Verbindungen sind nutzbar, %4 von anderen belegt.</translation>
    </message>
</context>
<context>
    <name>poolwart::EventDock</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Log &amp;queries</source>
        <translation>Abfra&amp;gen mitschreiben</translation>
    </message>
    <message>
        <source>Events, newest last</source>
        <translation>Ereignisse, die neuesten zuletzt</translation>
    </message>
    <message>
        <source>&amp;Copy the selected lines</source>
        <translation>Gewählte Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Filter: words in any order</source>
        <translation>Filter: Wörter in beliebiger Folge</translation>
    </message>
    <message>
        <source>Show only events whose line holds all of these words</source>
        <translation>Nur Ereignisse zeigen, deren Zeile alle diese Wörter enthält</translation>
    </message>
    <message>
        <source>Words to filter by</source>
        <translation>Wörter, nach denen gefiltert wird</translation>
    </message>
    <message>
        <source>Show only events of this pool</source>
        <translation>Nur Ereignisse dieses Pools zeigen</translation>
    </message>
    <message>
        <source>Pool to filter by</source>
        <translation>Pool, nach dem gefiltert wird</translation>
    </message>
    <message>
        <source>Show only events that are at least this serious</source>
        <translation>Nur Ereignisse zeigen, die mindestens so ernst sind</translation>
    </message>
    <message>
        <source>Least severity</source>
        <translation>Mindestens so ernst</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Query logging can be switched while traffic runs, as ENABLE_QUERY_LOGGING would in an application. The log is bounded: what does not fit is counted, not kept.</source>
        <translation>Das Mitschreiben lässt sich unter Last umschalten, wie ENABLE_QUERY_LOGGING in einer Anwendung. Das Log ist begrenzt: Was nicht hineinpasst, wird gezählt, nicht behalten.</translation>
    </message>
    <message>
        <source>Empty the log</source>
        <translation>Das Log leeren</translation>
    </message>
    <message>
        <source>All pools</source>
        <translation>Alle Pools</translation>
    </message>
    <message>
        <source>%1 not kept</source>
        <translation>%1 nicht behalten</translation>
    </message>
    <message>
        <source>Only of the &amp;chosen pool</source>
        <translation>Nur vom &amp;gewählten Pool</translation>
    </message>
    <message>
        <source>With literals and &amp;parameters</source>
        <translation>Mit Literalen und &amp;Parametern</translation>
    </message>
    <message>
        <source>Each request</source>
        <translation>Jede Anfrage</translation>
    </message>
    <message>
        <source>One request of %L1</source>
        <translation>Eine Anfrage von %L1</translation>
    </message>
    <message>
        <source>Never those of a statement that names a password</source>
        <translation>Nie die einer Anweisung, die ein Passwort nennt</translation>
    </message>
    <message>
        <source>Write requests with their pool, slot and time into the log</source>
        <translation>Anfragen mit Pool, Slot und Zeit ins Protokoll schreiben</translation>
    </message>
    <message>
        <source>Which queries are logged, and what of them</source>
        <translation>Welche Anfragen protokolliert werden, und was von ihnen</translation>
    </message>
    <message>
        <source>Options of the query log</source>
        <translation>Optionen des Anfrageprotokolls</translation>
    </message>
</context>
<context>
    <name>poolwart::EventLogModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportDialog</name>
    <message>
        <source>Ch&amp;oose …</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the file that is shown to the clipboard</source>
        <translation>Die gezeigte Datei in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close; what was not saved is not kept</source>
        <translation>Schließen; nicht Gespeichertes bleibt nicht erhalten</translation>
    </message>
    <message>
        <source>Export the plan</source>
        <translation>Plan exportieren</translation>
    </message>
    <message>
        <source>where the files go</source>
        <translation>wohin die Dateien gehen</translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation>Or&amp;dner</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Ordner für die Dateien</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>%1 The files will say so in their first lines.</source>
        <translation>%1 Die Dateien werden es in ihren ersten Zeilen sagen.</translation>
    </message>
    <message>
        <source>Save &amp;all the same</source>
        <translation>&amp;Trotzdem speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) on disk would be replaced. What would change is shown above, and marked ± in the tabs.</source>
        <translation>
            <numerusform>%n Datei auf der Platte würde ersetzt. Die Änderungen stehen oben; ihr Reiter trägt ±.</numerusform>
            <numerusform>%n Dateien auf der Platte würden ersetzt. Die Änderungen stehen oben; ihre Reiter tragen ±.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Replace %n file(s)</source>
        <translation>
            <numerusform>%n Datei &amp;ersetzen</numerusform>
            <numerusform>%n Dateien &amp;ersetzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>%n Datei nach %1 geschrieben.</numerusform>
            <numerusform>%n Dateien nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were as they should be.</source>
        <translation>
            <numerusform>%n Datei war schon, wie sie sein soll.</numerusform>
            <numerusform>%n Dateien waren schon, wie sie sein sollen.</numerusform>
        </translation>
    </message>
    <message>
        <source>As &amp;zip</source>
        <translation>Als &amp;Zip</translation>
    </message>
    <message>
        <source>Choose the folder, or the zip, that the files are written to</source>
        <translation>Den Ordner oder das Zip wählen, in das die Dateien geschrieben werden</translation>
    </message>
    <message>
        <source>Write the files into the folder, or into the zip</source>
        <translation>Die Dateien in den Ordner oder das Zip schreiben</translation>
    </message>
    <message>
        <source>The folder that the files are written to, or a zip if the name ends in .zip; it is made if it is not there</source>
        <translation>Der Ordner für die Dateien, oder ein Zip, wenn der Name auf .zip endet; was fehlt, wird angelegt</translation>
    </message>
    <message>
        <source>All files in one zip instead of a folder</source>
        <translation>Alle Dateien in einem Zip statt in einem Ordner</translation>
    </message>
    <message>
        <source>Zip for the files</source>
        <translation>Zip für die Dateien</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip-Archive (*.zip)</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the zip would change. What would change is shown above, and marked ± in the tabs.</source>
        <translation>
            <numerusform>%n Datei im Zip würde sich ändern. Was sich ändern würde, steht oben und ist in den Reitern mit ± gekennzeichnet.</numerusform>
            <numerusform>%n Dateien im Zip würden sich ändern. Was sich ändern würde, steht oben und ist in den Reitern mit ± gekennzeichnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the zip would be gone: %1.</source>
        <translation>
            <numerusform>%n Datei des Zips wäre verloren: %1.</numerusform>
            <numerusform>%n Dateien des Zips wären verloren: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Replace the zip</source>
        <translation>Zip e&amp;rsetzen</translation>
    </message>
    <message>
        <source>%1 was as it should be.</source>
        <translation>%1 war schon, wie es sein soll.</translation>
    </message>
    <message numerus="yes">
        <source>%1 written, with %n file(s) in it.</source>
        <translation>
            <numerusform>%1 geschrieben, mit %n Datei darin.</numerusform>
            <numerusform>%1 geschrieben, mit %n Dateien darin.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ExportFormatList</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Name, language or id of a format</source>
        <translation>Name, Sprache oder Kennung eines Formats</translation>
    </message>
    <message>
        <source>Search the formats</source>
        <translation>Formate durchsuchen</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>What the plan is turned into. Each format is exact for the version of the program that reads it, and what that program has no words for is said on the right and in the file itself. Check several (Space) to export them together: the files of each go to a folder of its name.</source>
        <translation>Wozu der Plan wird. Jedes Format ist genau für die Version des Programms, das es liest, und wofür dieses Programm keine Worte hat, steht rechts und in der Datei selbst. Mehrere ankreuzen (Leertaste), um sie zusammen zu exportieren: die Dateien eines jeden kommen in einen Ordner seines Namens.</translation>
    </message>
    <message>
        <source>&amp;Uncheck all</source>
        <translation>Alle &amp;abwählen</translation>
    </message>
    <message>
        <source>Export only the format that is chosen in the list</source>
        <translation>Nur das Format exportieren, das in der Liste gewählt ist</translation>
    </message>
    <message>
        <source>Check several to export them together.</source>
        <translation>Mehrere ankreuzen, um sie zusammen zu exportieren.</translation>
    </message>
    <message numerus="yes">
        <source>%n format(s) exported: %1</source>
        <translation>
            <numerusform>%n Format wird exportiert: %1</numerusform>
            <numerusform>%n Formate werden exportiert: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ExportOptionsPanel</name>
    <message>
        <source>Write the server’s address</source>
        <translation>Adresse des Servers schreiben</translation>
    </message>
    <message>
        <source>Write the password in plain text (0600)</source>
        <translation>Passwort im Klartext schreiben (0600)</translation>
    </message>
    <message>
        <source>Write the figures of the traffic that runs</source>
        <translation>Zahlen der laufenden Last schreiben</translation>
    </message>
    <message>
        <source>Host, port, database and role of the connected server; else placeholders in capitals</source>
        <translation>Host, Port, Datenbank und Rolle des verbundenen Servers; sonst Platzhalter in Großbuchstaben</translation>
    </message>
    <message>
        <source>No server of your own is connected: placeholders in capitals stand for its address</source>
        <translation>Kein eigener Server verbunden: Platzhalter in Großbuchstaben stehen für seine Adresse</translation>
    </message>
    <message>
        <source>Into files that only their owner may read; else CHANGE_ME stands there</source>
        <translation>In Dateien, die nur ihr Eigentümer lesen darf; sonst steht dort CHANGE_ME</translation>
    </message>
    <message>
        <source>No password was given here: CHANGE_ME stands for it</source>
        <translation>Hier wurde kein Passwort angegeben: CHANGE_ME steht dafür</translation>
    </message>
    <message>
        <source>Rate and p99 since the figures were reset, into the first lines; if the plan was changed since, reset them first</source>
        <translation>Rate und p99 seit dem Zurücksetzen der Zahlen, in die ersten Zeilen; nach einer Änderung des Plans erst zurücksetzen</translation>
    </message>
    <message>
        <source>Options of %1</source>
        <translation>Optionen: %1</translation>
    </message>
    <message>
        <source>Not among the formats that are checked in the list</source>
        <translation>Nicht unter den Formaten, die in der Liste angekreuzt sind</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportPreview</name>
    <message>
        <source>&amp;File</source>
        <translation>Date&amp;i</translation>
    </message>
    <message>
        <source>The file as it would be written</source>
        <translation>Die Datei, wie sie geschrieben würde</translation>
    </message>
    <message>
        <source>C&amp;hanges</source>
        <translation>Ä&amp;nderungen</translation>
    </message>
    <message>
        <source>What would change in the file that is there</source>
        <translation>Was sich an der vorhandenen Datei ändern würde</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>on disk already</source>
        <translation>schon auf der Platte</translation>
    </message>
    <message>
        <source>replaces the file on disk: +%1 −%2 lines</source>
        <translation>ersetzt die Datei auf der Platte: +%1 −%2 Zeilen</translation>
    </message>
    <message>
        <source>holds the password, for its owner only (0600)</source>
        <translation>enthält das Passwort, nur für den Eigentümer (0600)</translation>
    </message>
    <message>
        <source>in the zip already</source>
        <translation>schon so im Zip</translation>
    </message>
    <message>
        <source>replaces the file in the zip: +%1 −%2 lines</source>
        <translation>ersetzt die Datei im Zip: +%1 −%2 Zeilen</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportReport</name>
    <message>
        <source>The target cannot say</source>
        <translation>Dort nicht ausdrückbar</translation>
    </message>
    <message>
        <source>Changes its meaning</source>
        <translation>Ändert die Bedeutung</translation>
    </message>
    <message>
        <source>Chosen for the target</source>
        <translation>Für das Ziel gewählt</translation>
    </message>
    <message>
        <source>What the target cannot say</source>
        <translation>Was das Ziel nicht ausdrücken kann</translation>
    </message>
    <message>
        <source>Where the exported files do not mean exactly what the plan says: settings that the target has no words for, settings that do something else there, and what was chosen where the plan is silent. The same stands in the first lines of the file.</source>
        <translation>Wo die exportierten Dateien nicht genau das bedeuten, was der Plan sagt: Einstellungen, die das Ziel nicht kennt, solche, die dort anderes bewirken, und was gewählt wurde, wo der Plan schweigt. Dasselbe steht in den ersten Zeilen der Datei.</translation>
    </message>
    <message>
        <source>The target says all that the plan says.</source>
        <translation>Das Ziel sagt alles, was der Plan sagt.</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportStamp</name>
    <message>
        <source>The plan, times the fleet, against what the server has for it</source>
        <translation>Der Plan, mal Flotte, gegen das, was der Server dafür hat</translation>
    </message>
</context>
<context>
    <name>poolwart::FirstRunPage</name>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Where shall the pools connect?</source>
        <translation>Wohin sollen die Pools verbinden?</translation>
    </message>
    <message>
        <source>&amp;Try it here</source>
        <translation>Hier a&amp;usprobieren</translation>
    </message>
    <message>
        <source>A private PostgreSQL is made and run for you, and stopped at exit. Nothing of yours is touched.</source>
        <translation>Ein privates PostgreSQL wird für Sie angelegt und betrieben und am Ende gestoppt. Nichts von Ihnen wird berührt.</translation>
    </message>
    <message>
        <source>&amp;Connect to my server</source>
        <translation>Mit meinem Server &amp;verbinden</translation>
    </message>
    <message>
        <source>By URI, by service or by host. The traffic you choose runs there.</source>
        <translation>Per URI, Dienst oder Host. Dort läuft die Last, die Sie wählen.</translation>
    </message>
    <message>
        <source>&amp;Open a plan</source>
        <translation>Plan öff&amp;nen</translation>
    </message>
    <message>
        <source>Pools from a plan or run file, tried on the sandbox. You can also drop the file here.</source>
        <translation>Pools aus einer Plan- oder Laufdatei, in der Sandbox erprobt. Die Datei lässt sich auch hierher ziehen.</translation>
    </message>
    <message>
        <source>Stop connecting</source>
        <translation>Verbinden stoppen</translation>
    </message>
    <message>
        <source>Connect to %1, from %2</source>
        <translation>Mit %1 verbinden, aus %2</translation>
    </message>
    <message>
        <source>The server that the environment names</source>
        <translation>Der Server, den die Umgebung nennt</translation>
    </message>
</context>
<context>
    <name>poolwart::HeadlessRun</name>
    <message>
        <source>No slot of any pool could be opened.</source>
        <translation>Kein Slot irgendeines Pools ließ sich öffnen.</translation>
    </message>
    <message>
        <source>The server was gone at the end of the run; no pool has a connection left.</source>
        <translation>Am Ende des Laufs war der Server fort; kein Pool hat noch eine Verbindung.</translation>
    </message>
    <message>
        <source>opening: %1 of %2 slots</source>
        <translation>öffnen: %1 von %2 Slots</translation>
    </message>
    <message>
        <source>warming up: %1 s of %2</source>
        <translation>aufwärmen: %1 s von %2</translation>
    </message>
    <message>
        <source>measuring: %1 s of %2, %3 requests, %4 waiting</source>
        <translation>messen: %1 s von %2, %3 Anfragen, %4 wartend</translation>
    </message>
    <message>
        <source>shutting down: %1 requests under way</source>
        <translation>herunterfahren: %1 Anfragen unterwegs</translation>
    </message>
    <message>
        <source>Every request failed.</source>
        <translation>Jede Anfrage ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>metrics at %1</source>
        <translation>Metriken unter %1</translation>
    </message>
    <message>
        <source>--log-pool: the plan has no pool “%1”.</source>
        <translation>--log-pool: Der Plan hat keinen Pool „%1“.</translation>
    </message>
    <message>
        <source>Ask for it with %1.</source>
        <translation>Anzufordern mit %1.</translation>
    </message>
    <message>
        <source>The run goes on without that log.</source>
        <translation>Der Lauf geht ohne dieses Protokoll weiter.</translation>
    </message>
    <message>
        <source>%1: what is still under way is cut now.</source>
        <translation>%1: Was noch läuft, wird jetzt abgebrochen.</translation>
    </message>
    <message>
        <source>%1: the run ends here and is recorded; what is under way is served for %2 at most.</source>
        <translation>%1: Der Lauf endet hier und wird aufgezeichnet; was läuft, wird noch höchstens %2 lang bedient.</translation>
    </message>
    <message>
        <source>Stopped by %1 before the traffic began.</source>
        <translation>Durch %1 beendet, bevor die Last begann.</translation>
    </message>
    <message numerus="yes">
        <source>%n more of this kind, the last: %1</source>
        <translation>
            <numerusform>%n weitere Meldung dieser Art: %1</numerusform>
            <numerusform>%n weitere Meldungen dieser Art, die letzte: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 slots are open; the traffic begins when all are, or after %3 of opening</source>
        <translation>%1 von %2 Slots sind offen; die Last beginnt, wenn alle offen sind, spätestens nach %3</translation>
    </message>
    <message>
        <source>measuring begins with %1 of %2 slots of %3 open. %4</source>
        <translation>die Messung beginnt mit %1 von %2 offenen Slots in %3. %4</translation>
    </message>
    <message>
        <source>The traffic was stopped: %1 of %2 requests failed within two seconds, most of them with %3.</source>
        <translation>Die Last wurde angehalten: %1 von %2 Anfragen sind innerhalb von zwei Sekunden fehlgeschlagen, die meisten mit %3.</translation>
    </message>
    <message>
        <source>Correct what they send, or let them go on with --continue-anyway.</source>
        <translation>Die Anweisung berichtigen oder mit --continue-anyway weiterlaufen lassen.</translation>
    </message>
    <message>
        <source>Its sessions are read-only. Add --allow-writes if the server&apos;s data may be changed.</source>
        <translation>Ihre Sitzungen sind nur lesend. Mit --allow-writes dürfen die Daten des Servers geändert werden.</translation>
    </message>
</context>
<context>
    <name>poolwart::HeatMapChart</name>
    <message>
        <source>up to %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>Response times, how often</source>
        <translation>Antwortzeiten, wie oft</translation>
    </message>
    <message>
        <source>Each column is a stretch of time, each row a range of times that requests took, eight to a decade; the colour says how many requests fell there. Two stripes are two kinds of requests, a slope that ends at once is a stall that all who waited then saw. Percentiles of the whole hide both. Left and Right choose a moment, Up and Down a range.</source>
        <translation>Jede Spalte ist ein Zeitabschnitt, jede Zeile ein Bereich von Zeiten, die Anfragen brauchten, acht je Dekade; die Farbe sagt, wie viele Anfragen hineinfielen. Zwei Streifen sind zwei Arten von Anfragen, eine Schräge, die plötzlich endet, ist ein Stillstand, den alle sahen, die da warteten. Perzentile des Ganzen verbergen beides. Links und Rechts wählen einen Moment, Auf und Ab einen Bereich.</translation>
    </message>
    <message>
        <source>&amp;Response, by intended start</source>
        <translation>&amp;Antwort, ab vorgesehenem Beginn</translation>
    </message>
    <message>
        <source>Ser&amp;vice, from the send</source>
        <translation>Bedienun&amp;g, ab dem Senden</translation>
    </message>
    <message>
        <source>Service times, how often</source>
        <translation>Bedienzeiten, wie oft</translation>
    </message>
    <message>
        <source>requests, from</source>
        <translation>Anfragen, ab</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>all requests</source>
        <translation>alle Anfragen</translation>
    </message>
    <message>
        <source>no requests in the newest column</source>
        <translation>keine Anfragen in der neuesten Spalte</translation>
    </message>
    <message>
        <source>%1 requests in the newest column, most within %2, the slowest within %3</source>
        <translation>%1 Anfragen in der neuesten Spalte, die meisten in %2, die langsamste in %3</translation>
    </message>
    <message>
        <source>How many requests took how long appears here while traffic runs.</source>
        <translation>Wie viele Anfragen wie lange brauchten, erscheint hier, während Verkehr läuft.</translation>
    </message>
</context>
<context>
    <name>poolwart::ImportPreview</name>
    <message>
        <source>&amp;Replace the plan</source>
        <translation>Plan e&amp;rsetzen</translation>
    </message>
    <message>
        <source>Import “%1”</source>
        <translation>„%1“ importieren</translation>
    </message>
    <message>
        <source>What changes in the plan</source>
        <translation>Was sich am Plan ändert</translation>
    </message>
    <message>
        <source>Each setting of the plan that the file has otherwise. A pool is the same one by its name: pools that stay keep their connections, the others are opened or drained. The plan before comes back with Undo.</source>
        <translation>Jede Einstellung des Plans, die in der Datei anders ist. Ein Pool ist derselbe, wenn er denselben Namen hat: Pools, die bleiben, behalten ihre Verbindungen, die anderen werden geöffnet oder geleert. Rückgängig holt den bisherigen Plan zurück.</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>In “%1”</source>
        <translation>In „%1“</translation>
    </message>
    <message>
        <source>Use this plan from now on; Undo brings the one before back</source>
        <translation>Diesen Plan ab jetzt verwenden; Rückgängig holt den bisherigen zurück</translation>
    </message>
    <message>
        <source>The largest plan of the same shape that the server has room for</source>
        <translation>Der größte Plan gleicher Form, für den der Server Platz hat</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>&amp;Alles kopieren</translation>
    </message>
    <message>
        <source>Copy the whole report, a line each</source>
        <translation>Den ganzen Bericht kopieren, je eine Zeile</translation>
    </message>
    <message>
        <source>The file has the plan that is in use: nothing would change.</source>
        <translation>Die Datei enthält den Plan, der in Gebrauch ist: Es würde sich nichts ändern.</translation>
    </message>
    <message>
        <source>What would change in the plan that is in use:</source>
        <translation>Was sich an dem Plan ändern würde, der in Gebrauch ist:</translation>
    </message>
    <message>
        <source>the plan</source>
        <translation>der Plan</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation>%1 (neu)</translation>
    </message>
    <message>
        <source>%1 (goes)</source>
        <translation>%1 (entfällt)</translation>
    </message>
</context>
<context>
    <name>poolwart::ImportReport</name>
    <message>
        <source>What of “%1” is not in the plan as it stands there, and what the plan has that the file does not say:</source>
        <translation>Was aus „%1“ nicht so im Plan steht, wie es dort steht, und was der Plan hat, ohne dass die Datei es sagt:</translation>
    </message>
    <message>
        <source>Remarks of the import</source>
        <translation>Anmerkungen des Imports</translation>
    </message>
    <message>
        <source>Each line or setting of the file that did not go into the plan as it is: not understood, known but no matter of a plan, taken with another meaning, or assumed because the file is silent.</source>
        <translation>Jede Zeile oder Einstellung der Datei, die nicht unverändert in den Plan kam: nicht verstanden, bekannt, aber keine Sache eines Plans, mit anderer Bedeutung übernommen oder angenommen, weil die Datei schweigt.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>poolwart::LatencyChart</name>
    <message>
        <source>Response time</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>&amp;Logarithmisch</translation>
    </message>
    <message>
        <source>Percentiles of the last full second. p99 is the time that 99 of 100 requests stay below, counted from when a request was meant to start, so that waiting is not left out. Service is the server&apos;s part alone; the shaded gap between the two is spent waiting for a connection.</source>
        <translation>Perzentile der letzten vollen Sekunde. p99 ist die Zeit, unter der 99 von 100 Anfragen bleiben, gezählt ab ihrem beabsichtigten Start, damit das Warten mitzählt. Bedienzeit ist der Anteil des Servers allein; die schraffierte Lücke zwischen beiden ist Warten auf eine Verbindung.</translation>
    </message>
    <message>
        <source>service p99</source>
        <translation>Bedienzeit p99</translation>
    </message>
    <message>
        <source>p99 difference</source>
        <translation>p99-Differenz</translation>
    </message>
    <message>
        <source>Response times appear here while traffic runs.</source>
        <translation>Antwortzeiten erscheinen hier, während Last läuft.</translation>
    </message>
</context>
<context>
    <name>poolwart::LatencyPage</name>
    <message>
        <source>How long requests take</source>
        <translation>Wie lange Anfragen dauern</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Über die Zeit</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Perzentile</translation>
    </message>
    <message>
        <source>All requests since the figures began, up to 99.999 %</source>
        <translation>Alle Anfragen seit Beginn der Zahlen, bis 99,999 %</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Percentiles over time; the chart’s menu chooses how far back</source>
        <translation>Perzentile über die Zeit; das Menü des Diagramms wählt, wie weit zurück</translation>
    </message>
    <message>
        <source>How many requests took how long, over time</source>
        <translation>Wie viele Anfragen wie lange brauchten, über die Zeit</translation>
    </message>
</context>
<context>
    <name>poolwart::LevelMeter</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>The server&apos;s connections, up to max_connections. Coloured: lent to a request, by pool. Grey: open and idle; then those of other programs. Empty: free. Hatched: reserved, so no ordinary role can have them. A plan fits as long as the empty part lasts.</source>
        <translation>Die Verbindungen des Servers, bis max_connections. Farbig: an eine Anfrage verliehen, je Pool. Grau: offen und im Leerlauf; dann die anderer Programme. Leer: frei. Schraffiert: reserviert, also für keine gewöhnliche Rolle zu haben. Ein Plan passt, solange der leere Teil reicht.</translation>
    </message>
    <message>
        <source>%1 in use</source>
        <translation>%1 in Benutzung</translation>
    </message>
    <message>
        <source>%1 idle</source>
        <translation>%1 im Leerlauf</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 andere</translation>
    </message>
    <message>
        <source>%1 over the %2 usable</source>
        <translation>%1 über den %2 nutzbaren</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 frei von %2</translation>
    </message>
    <message>
        <source>%1 beyond our limit</source>
        <translation>%1 jenseits unseres Limits</translation>
    </message>
    <message>
        <source>%1 reserved</source>
        <translation>%1 reserviert</translation>
    </message>
    <message>
        <source>server not answering</source>
        <translation>Server antwortet nicht</translation>
    </message>
    <message>
        <source>No server yet; its connections will be seen here</source>
        <translation>Noch kein Server; seine Verbindungen erscheinen hier</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n connection(s) in use</source>
        <translation>
            <numerusform>%1: %n Verbindung in Benutzung</numerusform>
            <numerusform>%1: %n Verbindungen in Benutzung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open connection(s) of the pools, idle</source>
        <translation>
            <numerusform>%n offene Verbindung der Pools im Leerlauf</numerusform>
            <numerusform>%n offene Verbindungen der Pools im Leerlauf</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other connection(s), %1 of them Poolwart&apos;s own monitor</source>
        <translation>
            <numerusform>%n andere Verbindung, davon %1 von Poolwarts eigenem Monitor</numerusform>
            <numerusform>%n andere Verbindungen, davon %1 von Poolwarts eigenem Monitor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free connection(s) of %1 usable</source>
        <translation>
            <numerusform>%n freie Verbindung von %1 nutzbaren</numerusform>
            <numerusform>%n freie Verbindungen von %1 nutzbaren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) that the limit of our role or database keeps from us</source>
        <translation>
            <numerusform>%n Verbindung, die das Limit unserer Rolle oder Datenbank uns vorenthält</numerusform>
            <numerusform>%n Verbindungen, die das Limit unserer Rolle oder Datenbank uns vorenthält</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) reserved: no ordinary role can have them</source>
        <translation>
            <numerusform>%n Verbindung reserviert: für keine gewöhnliche Rolle zu haben</numerusform>
            <numerusform>%n Verbindungen reserviert: für keine gewöhnliche Rolle zu haben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 other</source>
        <translation>%1 andere</translation>
    </message>
</context>
<context>
    <name>poolwart::LoadChart</name>
    <message>
        <source>Connections in use</source>
        <translation>Verbindungen in Benutzung</translation>
    </message>
    <message>
        <source>Scale to &amp;max_connections</source>
        <translation>Bis &amp;max_connections skalieren</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Benutzung</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>zugesagt</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>nutzbar</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>%1 connections in use, %2 committed, %3 usable of %4</source>
        <translation>%1 Verbindungen in Benutzung, %2 zugesagt, %3 nutzbar von %4</translation>
    </message>
    <message>
        <source>The connections in use appear here, pool by pool, once a server is connected.</source>
        <translation>Hier erscheinen die benutzten Verbindungen, Pool für Pool, sobald ein Server verbunden ist.</translation>
    </message>
    <message>
        <source>most in use</source>
        <translation>meiste in Benutzung</translation>
    </message>
    <message>
        <source>How many connections are lent to requests, pool on pool. Committed is what all pools may open; usable is what the server has for an ordinary role; the hatched rest up to max_connections is reserved. The menu chooses how far back the chart looks, up to a day; a point of a longer time is the mean, with a line for the most.</source>
        <translation>Wie viele Verbindungen an Anfragen ausgeliehen sind, Pool auf Pool. Zugesagt ist, was alle Pools öffnen dürfen; nutzbar, was der Server für eine gewöhnliche Rolle hat; der schraffierte Rest bis max_connections ist reserviert. Das Menü wählt, wie weit das Diagramm zurückblickt, bis zu einem Tag; ein Punkt einer längeren Zeit ist das Mittel, mit einer Linie für das Höchste.</translation>
    </message>
</context>
<context>
    <name>poolwart::MainWindow</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Drain the pools, close all connections and quit</source>
        <translation>Die Pools leerlaufen lassen, alle Verbindungen schließen und beenden</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>All keys of this window</source>
        <translation>Alle Tasten dieses Fensters</translation>
    </message>
    <message>
        <source>&amp;About Poolwart</source>
        <translation>&amp;Über Poolwart</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Pools</source>
        <translation>&amp;Pools</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>&amp;Last</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>%1[*] — Poolwart</source>
        <translation>%1[*] — Poolwart</translation>
    </message>
    <message>
        <source>“%1” is open, and no server is connected.</source>
        <translation>„%1“ ist geöffnet, aber kein Server verbunden.</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
    <message>
        <source>The traffic was stopped because the pools moved to %1. Start it again if that server may get this load.</source>
        <translation>Die Last wurde gestoppt, weil die Pools zu %1 umgezogen sind. Erneut starten, wenn dieser Server die Last bekommen darf.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>They are kept, and brought back at the next start.</source>
        <translation>Sie werden aufbewahrt und beim nächsten Start zurückgeholt.</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation>„%1“ hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>Save and quit</source>
        <translation>Speichern und beenden</translation>
    </message>
    <message>
        <source>Quit without saving</source>
        <translation>Ohne Speichern beenden</translation>
    </message>
    <message>
        <source>The plan that fits</source>
        <translation>Der Plan, der passt</translation>
    </message>
</context>
<context>
    <name>poolwart::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>What the server itself said</source>
        <translation>Was der Server selbst sagte</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>poolwart::MigrationControl</name>
    <message>
        <source>all spread</source>
        <translation>alles verteilt</translation>
    </message>
    <message>
        <source>Share of the requests that is spread over the pools; the rest goes to the default pool</source>
        <translation>Anteil der Anfragen, der auf die Pools verteilt wird; der Rest geht an den Standardpool</translation>
    </message>
    <message>
        <source>Migration share</source>
        <translation>Migrationsanteil</translation>
    </message>
    <message>
        <source>Code that was written for one pool stays on the first one until it is changed. The migration share is the part that has been moved: 0 % is the old world, 100 % all of the new one. Move it slowly to see when the default pool stops being the bottleneck.</source>
        <translation>Code, der für einen Pool geschrieben wurde, bleibt auf dem ersten, bis er geändert wird. Der Migrationsanteil ist der Teil, der umgestellt ist: 0 % ist die alte Welt, 100 % ganz die neue. Langsam verschoben zeigt er, ab wann der Standardpool nicht mehr der Engpass ist.</translation>
    </message>
    <message>
        <source>all on %1</source>
        <translation>alles auf %1</translation>
    </message>
</context>
<context>
    <name>poolwart::PercentileChart</name>
    <message>
        <source>Response time by percentile</source>
        <translation>Antwortzeit nach Perzentil</translation>
    </message>
    <message>
        <source>All requests since the figures began. At 99 % stands the time that 99 of 100 requests stay below; each further nine takes the same room, so that the rare slow ones are seen. Response counts from when a request was meant to start, service is the server&apos;s part alone; what lies between is shaded. A curve ends where there are too few requests to know more.</source>
        <translation>Alle Anfragen seit Beginn der Zahlen. Bei 99 % steht die Zeit, unter der 99 von 100 Anfragen bleiben; jede weitere Neun nimmt gleich viel Platz ein, damit die seltenen langsamen zu sehen sind. Die Antwortzeit zählt ab dem vorgesehenen Beginn der Anfrage, die Bedienzeit ist allein der Anteil des Servers; was dazwischen liegt, ist schattiert. Eine Kurve endet, wo zu wenige Anfragen mehr verraten.</translation>
    </message>
    <message>
        <source>response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>service</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Response times appear here while traffic runs.</source>
        <translation>Antwortzeiten erscheinen hier, während Last läuft.</translation>
    </message>
    <message>
        <source>%1 to %2, %3, %4 requests</source>
        <translation>%1 bis %2, %3, %4 Anfragen</translation>
    </message>
</context>
<context>
    <name>poolwart::PercentileCurves</name>
    <message>
        <source>Response times by percentile</source>
        <translation>Antwortzeiten nach Perzentil</translation>
    </message>
    <message>
        <source>Response times by percentile, both axes logarithmic</source>
        <translation>Antwortzeiten nach Perzentil, beide Achsen logarithmisch</translation>
    </message>
    <message>
        <source>Select a run, or two to compare them.</source>
        <translation>Einen Lauf auswählen, oder zwei zum Vergleich.</translation>
    </message>
</context>
<context>
    <name>poolwart::PlanActions</name>
    <message>
        <source>&amp;New plan</source>
        <translation>&amp;Neuer Plan</translation>
    </message>
    <message>
        <source>Begin anew with five pools of twelve</source>
        <translation>Neu beginnen, mit fünf Pools zu zwölf</translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a plan, or the plan of a run file</source>
        <translation>Einen Plan öffnen, oder den Plan einer Laufdatei</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save the plan; passwords are never in it</source>
        <translation>Den Plan speichern; Passwörter stehen nie darin</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Save the plan under another name</source>
        <translation>Den Plan unter anderem Namen speichern</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Write the configuration for the real application</source>
        <translation>Die Konfiguration für die echte Anwendung schreiben</translation>
    </message>
    <message>
        <source>Turns the plan into the files of an application, a pooler or a framework, says what that target cannot express, and stamps the connection budget onto them.</source>
        <translation>Macht aus dem Plan die Dateien einer Anwendung, eines Poolers oder eines Frameworks, sagt, was dieses Ziel nicht ausdrücken kann, und vermerkt darauf das Verbindungsbudget.</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;1 × 25: one pool</source>
        <translation>&amp;1 × 25: ein Pool</translation>
    </message>
    <message>
        <source>The usual beginning: one pool for all</source>
        <translation>Der übliche Anfang: ein Pool für alles</translation>
    </message>
    <message>
        <source>&amp;5 × 12: round robin</source>
        <translation>&amp;5 × 12: Round Robin</translation>
    </message>
    <message>
        <source>Five pools of twelve, requests spread over them</source>
        <translation>Fünf Pools zu zwölf, Anfragen darüber verteilt</translation>
    </message>
    <message>
        <source>&amp;70 × 5: many small ones</source>
        <translation>&amp;70 × 5: viele kleine</translation>
    </message>
    <message>
        <source>Seventy pools of five: 350 connections</source>
        <translation>Siebzig Pools zu fünf: 350 Verbindungen</translation>
    </message>
    <message>
        <source>Open a plan</source>
        <translation>Plan öffnen</translation>
    </message>
    <message>
        <source>Plans and runs (*.json);;All files (*)</source>
        <translation>Pläne und Läufe (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>Pläne (*.json)</translation>
    </message>
    <message>
        <source>Preset %1 × %2</source>
        <translation>Vorlage %1 × %2</translation>
    </message>
    <message>
        <source>Restart the sandbox with %1</source>
        <translation>Sandbox mit %1 neu starten</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>Make a plan of the configuration of an application or a pooler</source>
        <translation>Aus der Konfiguration einer Anwendung oder eines Poolers einen Plan machen</translation>
    </message>
    <message>
        <source>Reads the pools of a configuration file, of a .env, of a list of database URLs, or of a program that opens pools with literal settings, and says line by line what it did not understand. A file may also be dropped on the window.</source>
        <translation>Liest die Pools aus einer Konfigurationsdatei, einer .env, einer Liste von Datenbank-URLs oder einem Programm, das Pools mit wörtlichen Einstellungen öffnet, und sagt Zeile für Zeile, was nicht verstanden wurde. Eine Datei kann auch auf das Fenster gezogen werden.</translation>
    </message>
    <message>
        <source>Import a configuration</source>
        <translation>Eine Konfiguration importieren</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This is the plan of the run “%1”. The run’s file stays as it is: saving asks for a name.</source>
        <translation>Das ist der Plan des Laufs „%1“. Die Datei des Laufs bleibt, wie sie ist: Beim Speichern wird nach einem Namen gefragt.</translation>
    </message>
    <message>
        <source>Reading “%1” …</source>
        <translation>„%1“ wird gelesen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“%1” had changes that are not saved. Undo brings them back.</source>
        <translation>„%1“ hatte Änderungen, die nicht gespeichert sind. Rückgängig holt sie zurück.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>unnamed plan</source>
        <translation>unbenannter Plan</translation>
    </message>
    <message>
        <source>“%1” of %2 was not saved when Poolwart ended.</source>
        <translation>„%1“ von %2 war nicht gespeichert, als Poolwart endete.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>“%1” was read.</source>
        <translation>„%1“ wurde gelesen.</translation>
    </message>
    <message>
        <source>“%1” of %2 was not saved when Poolwart ended, and was brought back.</source>
        <translation>„%1“ vom %2 war beim Ende von Poolwart nicht gespeichert und wurde zurückgeholt.</translation>
    </message>
</context>
<context>
    <name>poolwart::PlanDocument</name>
    <message>
        <source>unnamed plan</source>
        <translation>unbenannter Plan</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Neuer Plan</translation>
    </message>
    <message>
        <source>Open “%1”</source>
        <translation>„%1“ öffnen</translation>
    </message>
    <message>
        <source>Import “%1”</source>
        <translation>„%1“ importieren</translation>
    </message>
    <message>
        <source>Bring back the unsaved plan</source>
        <translation>Ungespeicherten Plan zurückholen</translation>
    </message>
</context>
<context>
    <name>poolwart::PolicyCombo</name>
    <message>
        <source>Which pool the next request goes to</source>
        <translation>An welchen Pool die nächste Anfrage geht</translation>
    </message>
    <message>
        <source>Routing policy</source>
        <translation>Routing-Regel</translation>
    </message>
    <message>
        <source>Policy: %1</source>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>Round robin gives each pool its turn without looking, as most home-made pools of pools do: one slow pool then collects a queue while others have free slots. Least loaded looks at all pools, power of two at two drawn at random, which is nearly as good and much cheaper in a fleet. Weighted gives each pool its turn as often as its weight in the plan says. By class keeps the pools that classes of the workload name for those classes and takes the others in turn. A class that names a pool goes there under every policy; while that pool is not in the plan, or drains, the policy decides.</source>
        <translation>Round Robin nimmt jeden Pool der Reihe nach, ohne hinzusehen, wie die meisten selbst gebauten Pools aus Pools: Ein langsamer Pool sammelt dann eine Schlange, während andere freie Slots haben. Geringste Last sieht alle Pools an, Bester von zweien zwei zufällig gezogene; das ist fast so gut und in einer Flotte viel billiger. Gewichtet nimmt jeden Pool so oft, wie sein Gewicht im Plan es sagt. Nach Klasse hält die Pools, die Klassen der Last nennen, für diese Klassen frei und nimmt die anderen reihum. Eine Klasse, die einen Pool nennt, geht unter jeder Regel dorthin; solange dieser Pool nicht im Plan ist oder sich leert, entscheidet die Regel.</translation>
    </message>
</context>
<context>
    <name>poolwart::PoolActions</name>
    <message>
        <source>&amp;Add a pool</source>
        <translation>Pool &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Add a pool with the settings of the last one</source>
        <translation>Einen Pool mit den Einstellungen des letzten hinzufügen</translation>
    </message>
    <message>
        <source>The new pool opens its connections at once and then takes its part of the traffic. Its slots must fit the connection budget.</source>
        <translation>Der neue Pool öffnet sofort seine Verbindungen und übernimmt dann seinen Teil der Last. Seine Slots müssen ins Verbindungsbudget passen.</translation>
    </message>
    <message>
        <source>Add a copy of each selected pool</source>
        <translation>Von jedem gewählten Pool eine Kopie hinzufügen</translation>
    </message>
    <message>
        <source>Take the selected pools out of the plan; they are drained first</source>
        <translation>Die gewählten Pools aus dem Plan nehmen; sie laufen erst leer</translation>
    </message>
    <message>
        <source>A removed pool takes no new requests, serves those that wait, closes its connections as they come free, and is gone then. No request fails because of it. Undo brings it back.</source>
        <translation>Ein entfernter Pool nimmt keine neuen Anfragen an, bedient die wartenden, schließt seine Verbindungen, sobald sie frei werden, und ist dann fort. Keine Anfrage scheitert daran. Rückgängig bringt ihn zurück.</translation>
    </message>
    <message>
        <source>&amp;Drain</source>
        <translation>&amp;Leerlaufen lassen</translation>
    </message>
    <message>
        <source>Let the selected pools finish and close, but keep them in the plan</source>
        <translation>Die gewählten Pools zu Ende bedienen und schließen lassen, aber im Plan behalten</translation>
    </message>
    <message>
        <source>Draining takes a pool out of the rotation without breaking a request: it serves what it has accepted and closes its connections. Resume opens it again.</source>
        <translation>Leerlaufen nimmt einen Pool aus der Verteilung, ohne eine Anfrage zu unterbrechen: Er bedient, was er angenommen hat, und schließt seine Verbindungen. Fortsetzen öffnet ihn wieder.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Lend no slot of the selected pools; their requests wait</source>
        <translation>Keinen Slot der gewählten Pools verleihen; ihre Anfragen warten</translation>
    </message>
    <message>
        <source>A paused pool still accepts requests, but they wait, each until its acquire timeout. Use it to see what one stuck pool does to the others.</source>
        <translation>Ein angehaltener Pool nimmt weiter Anfragen an, aber sie warten, jede bis zum Wartezeitlimit. So sieht man, was ein festsitzender Pool den anderen antut.</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
    <message>
        <source>Let the selected pools work again after a pause or drain</source>
        <translation>Die gewählten Pools nach Anhalten oder Leerlaufen wieder arbeiten lassen</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n pool(s)</source>
        <translation>
            <numerusform>%n Pool duplizieren</numerusform>
            <numerusform>%n Pools duplizieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n pool(s)</source>
        <translation>
            <numerusform>%n Pool entfernen</numerusform>
            <numerusform>%n Pools entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>Dup&amp;licate</source>
        <translation>D&amp;uplizieren</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>poolwart::PoolTable</name>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>Each row is one pool. Name, slots and all settings are edited in place: Enter or F2 opens a cell, Enter applies, Esc reverts. With several pools selected, an edit sets all of them. A value that breaks the connection budget stays in its cell, marked, until it is changed or reverted with Esc.</source>
        <translation>Jede Zeile ist ein Pool. Name, Slots und alle Einstellungen werden an Ort und Stelle geändert: Enter oder F2 öffnet eine Zelle, Enter übernimmt, Esc verwirft. Sind mehrere Pools gewählt, gilt eine Änderung für alle. Ein Wert, der das Verbindungsbudget sprengt, bleibt markiert in seiner Zelle, bis er geändert oder mit Esc verworfen wird.</translation>
    </message>
    <message>
        <source>Sort as in the plan</source>
        <translation>Sortieren wie im Plan</translation>
    </message>
</context>
<context>
    <name>poolwart::PoolTableModel</name>
    <message numerus="yes">
        <source>%n pools</source>
        <translation>
            <numerusform>%n Pool</numerusform>
            <numerusform>%n Pools</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>poolwart::PoolerBanner</name>
    <message>
        <source>Behind %1</source>
        <translation>Hinter %1</translation>
    </message>
</context>
<context>
    <name>poolwart::PoolsPage</name>
    <message numerus="yes">
        <source>Use %n slot(s)</source>
        <translation>
            <numerusform>%n Slot nehmen</numerusform>
            <numerusform>%n Slots nehmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::RateShapeControl</name>
    <message>
        <source>Think always so long</source>
        <translation>Immer so lange denken</translation>
    </message>
    <message>
        <source>Think so long on average</source>
        <translation>Im Mittel so lange denken</translation>
    </message>
    <message>
        <source>Whether the think time is always the same or exponential with that mean</source>
        <translation>Ob die Denkzeit immer gleich ist oder exponentiell mit diesem Mittel</translation>
    </message>
    <message>
        <source>Kind of think time</source>
        <translation>Art der Denkzeit</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>Gleichbleibend</translation>
    </message>
    <message>
        <source>Ramp</source>
        <translation>Rampe</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>Schübe</translation>
    </message>
    <message>
        <source>How the rate goes on from its first value</source>
        <translation>Wie die Rate nach ihrem ersten Wert weitergeht</translation>
    </message>
    <message>
        <source>Shape of the rate</source>
        <translation>Form der Rate</translation>
    </message>
    <message>
        <source>A ramp goes in a straight line to another rate and stays there. Steps hold one rate after the other. Bursts end each period with a higher rate. Every shape begins with the traffic, and anew when it is changed; it shows at which load waiting sets in.</source>
        <translation>Eine Rampe führt geradlinig zu einer anderen Rate und bleibt dort. Stufen halten eine Rate nach der anderen. Schübe beenden jede Periode mit einer höheren Rate. Jede Form beginnt mit der Last und von neuem, wenn sie geändert wird; sie zeigt, bei welcher Last das Warten einsetzt.</translation>
    </message>
    <message>
        <source>Figure %1 of the shape</source>
        <translation>Wert %1 der Form</translation>
    </message>
</context>
<context>
    <name>poolwart::RecentFilesMenu</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>poolwart::RequestCountsView</name>
    <message>
        <source>offered</source>
        <translation>angeboten</translation>
    </message>
    <message>
        <source>Requests that were due</source>
        <translation>Anfragen, die fällig waren</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>Answered by the server without an error</source>
        <translation>Vom Server ohne Fehler beantwortet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Answered with an error, or the connection was lost</source>
        <translation>Mit Fehler beantwortet, oder die Verbindung ging verloren</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeitlimit erreicht</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>The queue was full, or no pool took requests</source>
        <translation>Die Warteschlange war voll, oder kein Pool nahm Anfragen an</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Ended on request</source>
        <translation>Auf Wunsch beendet</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>Due, but the generator had too many outstanding</source>
        <translation>Fällig, aber der Lastgenerator hatte zu viele offene</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>Sent and not answered yet</source>
        <translation>Gesendet und noch nicht beantwortet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>In the queue of a pool</source>
        <translation>In der Warteschlange eines Pools</translation>
    </message>
    <message>
        <source>Each request that was offered ends in exactly one of the other lines: offered is the sum of all of them. Nothing is lost from the count, whatever fails.</source>
        <translation>Jede angebotene Anfrage endet in genau einer der anderen Zeilen: „angeboten“ ist deren Summe. Nichts geht der Zählung verloren, was auch scheitert.</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>Keine Fehler</translation>
    </message>
    <message>
        <source>Waited for a slot until the acquire timeout, or was not done at its class’s deadline</source>
        <translation>Wartete bis zur Wartefrist auf einen Slot oder war zur Frist ihrer Klasse nicht fertig</translation>
    </message>
    <message>
        <source>to be retried</source>
        <translation>zu wiederholen</translation>
    </message>
    <message>
        <source>Failed, and will be sent again when its backoff is over</source>
        <translation>Gescheitert und wird nach einer Wartezeit erneut gesendet</translation>
    </message>
    <message>
        <source>Errors by SQLSTATE and class, with the first text of each</source>
        <translation>Fehler nach SQLSTATE und Klasse, mit dem ersten Text von jedem</translation>
    </message>
    <message>
        <source>Waited beside another pool’s free slot: %1</source>
        <translation>Neben dem freien Slot eines anderen Pools gewartet: %1</translation>
    </message>
    <message>
        <source>Retries: %1, beyond the budget: %2</source>
        <translation>Wiederholungen: %1, über dem Budget: %2</translation>
    </message>
</context>
<context>
    <name>poolwart::RunArchive</name>
    <message>
        <source>The folder for runs, “%1”, cannot be made.</source>
        <translation>Der Ordner für Läufe, „%1“, kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>A run is replayed over the pools, and they have no server.</source>
        <translation>Ein Lauf wird über die Pools wiedergegeben, und sie haben keinen Server.</translation>
    </message>
    <message>
        <source>Connect to one, or start the sandbox.</source>
        <translation>Einen verbinden oder die Sandbox starten.</translation>
    </message>
    <message>
        <source>Other traffic is running.</source>
        <translation>Andere Last läuft.</translation>
    </message>
    <message>
        <source>Stop it, then replay the run.</source>
        <translation>Sie stoppen, dann den Lauf wiedergeben.</translation>
    </message>
</context>
<context>
    <name>poolwart::RunCourseChart</name>
    <message>
        <source>Completed per second</source>
        <translation>Erledigt pro Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>The course of the selected runs, each from its begin, one over the other. Dashed upright lines are what changed in the earliest of them: traffic, a pool’s size, a note.</source>
        <translation>Der Verlauf der gewählten Läufe, jeder ab seinem Beginn, übereinander. Gestrichelte Senkrechte zeigen, was sich im frühesten änderte: Verkehr, Größe eines Pools, eine Notiz.</translation>
    </message>
    <message>
        <source>%1 after the begin</source>
        <translation>%1 nach Beginn</translation>
    </message>
    <message>
        <source>%1: at most %2</source>
        <translation>%1: höchstens %2</translation>
    </message>
    <message>
        <source>Select a run, or several to lay them over each other.</source>
        <translation>Einen Lauf wählen, oder mehrere, um sie übereinanderzulegen.</translation>
    </message>
</context>
<context>
    <name>poolwart::RunDetails</name>
    <message>
        <source>Figures of the selected runs</source>
        <translation>Kennzahlen der ausgewählten Läufe</translation>
    </message>
    <message>
        <source>The ratio is the new run’s figure over the base’s. The interval is that of the ratio of the medians over the runs’ seconds: 95 of 100 would lie in it had other seconds been drawn of the same. Where it holds 1, the difference may be chance.</source>
        <translation>Das Verhältnis ist die Kennzahl des neuen Laufs durch die des Vergleichslaufs. Das Intervall gilt für das Verhältnis der Mediane über die Sekunden der Läufe: 95 von 100 lägen darin, wären andere Sekunden derselben gezogen worden. Enthält es die 1, kann der Unterschied Zufall sein.</translation>
    </message>
    <message>
        <source>%1 against %2.</source>
        <translation>%1 gegen %2.</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>95 % of the seconds</source>
        <translation>95 % der Sekunden</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Charts of the selected runs</source>
        <translation>Diagramme der gewählten Läufe</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Perzentile</translation>
    </message>
    <message>
        <source>Generator %1: %2</source>
        <translation>Generator %1: %2</translation>
    </message>
    <message>
        <source>%1: generator %2: %3</source>
        <translation>%1: Generator %2: %3</translation>
    </message>
    <message>
        <source>%1. Generator %2.</source>
        <translation>%1. Generator %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::RunTableModel</name>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>%1 (interrupted)</source>
        <translation>%1 (abgebrochen)</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generator</translation>
    </message>
</context>
<context>
    <name>poolwart::RunsPage</name>
    <message>
        <source>A run is recorded from the start of the traffic to its stop, and then listed here.</source>
        <translation>Ein Lauf wird vom Start des Verkehrs bis zu seinem Stopp aufgezeichnet und dann hier aufgelistet.</translation>
    </message>
    <message>
        <source>&amp;Record runs</source>
        <translation>Läufe auf&amp;zeichnen</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>Open f&amp;older</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Recorded runs</source>
        <translation>Aufgezeichnete Läufe</translation>
    </message>
    <message>
        <source>Record traffic from its start to its stop, second by second</source>
        <translation>Verkehr vom Start bis zum Stopp aufzeichnen, Sekunde für Sekunde</translation>
    </message>
    <message>
        <source>Each run is written while it goes on, so that even a crash loses no more than a second. The folder keeps the latest 200 runs, 512 MiB at most; runs with notes or tags are never deleted by themselves.</source>
        <translation>Jeder Lauf wird geschrieben, während er läuft, damit selbst ein Absturz höchstens eine Sekunde kostet. Der Ordner behält die letzten 200 Läufe, höchstens 512 MiB; Läufe mit Notizen oder Schlagwörtern werden nie von selbst gelöscht.</translation>
    </message>
    <message>
        <source>Copy a run file into this list; it can also be dropped here</source>
        <translation>Eine Laufdatei in diese Liste kopieren; sie kann auch hierher gezogen werden</translation>
    </message>
    <message>
        <source>Show the folder of the recorded runs</source>
        <translation>Den Ordner der aufgezeichneten Läufe zeigen</translation>
    </message>
    <message>
        <source>Delete the selected runs; they can be brought back</source>
        <translation>Die ausgewählten Läufe löschen; sie lassen sich zurückholen</translation>
    </message>
    <message>
        <source>The run was deleted.</source>
        <translation>Der Lauf wurde gelöscht.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Import a run</source>
        <translation>Einen Lauf importieren</translation>
    </message>
    <message>
        <source>Runs (*.json *.part);;All files (*)</source>
        <translation>Läufe (*.json *.part);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>for repl&amp;ay</source>
        <translation>für Wieder&amp;gabe</translation>
    </message>
    <message>
        <source>Re&amp;play</source>
        <translation>&amp;Wiedergeben</translation>
    </message>
    <message>
        <source>Record arrivals for replay</source>
        <translation>Ankünfte für die Wiedergabe aufzeichnen</translation>
    </message>
    <message>
        <source>Keep when each request was due, so that the run can be replayed</source>
        <translation>Behalten, wann jede Anfrage fällig war, damit der Lauf wiedergegeben werden kann</translation>
    </message>
    <message>
        <source>Of runs that start from now on, when each request was due and what it was is kept in the run&apos;s file, some bytes each, up to 2,000,000 requests.</source>
        <translation>Von Läufen, die von nun an beginnen, steht in der Datei, wann jede Anfrage fällig war und was sie war: einige Byte je Anfrage, bis zu 2.000.000 Anfragen.</translation>
    </message>
    <message>
        <source>Send the requests of the selected run again, each at its time, over the plan as it is now</source>
        <translation>Die Anfragen des gewählten Laufs noch einmal senden, jede zu ihrer Zeit, über den Plan, wie er jetzt ist</translation>
    </message>
</context>
<context>
    <name>poolwart::SandboxPanel</name>
    <message>
        <source>Sandbox server</source>
        <translation>Sandbox-Server</translation>
    </message>
    <message>
        <source>&amp;Apply and restart the sandbox</source>
        <translation>Anwenden, Sandbox neu s&amp;tarten</translation>
    </message>
    <message>
        <source>max_connections of the sandbox</source>
        <translation>max_connections der Sandbox</translation>
    </message>
    <message>
        <source>The server sets memory aside for each connection when it starts, which is why a change needs a restart, and why a larger number is not free.</source>
        <translation>Der Server legt beim Start Speicher für jede Verbindung beiseite; darum braucht eine Änderung einen Neustart, und darum ist eine größere Zahl nicht umsonst.</translation>
    </message>
    <message>
        <source>superuser_reserved_connections of the sandbox</source>
        <translation>superuser_reserved_connections der Sandbox</translation>
    </message>
    <message>
        <source>The last connections are kept for superusers, so that somebody can still log in and look when the applications have taken all others.</source>
        <translation>Die letzten Verbindungen bleiben Superusern vorbehalten, damit sich noch jemand anmelden und nachsehen kann, wenn die Anwendungen alle anderen belegt haben.</translation>
    </message>
    <message>
        <source>Restart the sandbox with these settings; the pools reconnect by themselves</source>
        <translation>Die Sandbox mit diesen Einstellungen neu starten; die Pools verbinden sich von selbst wieder</translation>
    </message>
    <message>
        <source>ma&amp;x_connections</source>
        <translation>ma&amp;x_connections</translation>
    </message>
    <message>
        <source>&amp;superuser_reserved_connections</source>
        <translation>superuser_r&amp;eserved_connections</translation>
    </message>
    <message numerus="yes">
        <source>The plan would fit, with %n slot(s) left.</source>
        <translation>
            <numerusform>Der Plan würde passen, %n Slot bliebe übrig.</numerusform>
            <numerusform>Der Plan würde passen, %n Slots blieben übrig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The plan needs %n more slot(s) than that.</source>
        <translation>
            <numerusform>Der Plan braucht %n Slot mehr.</numerusform>
            <numerusform>Der Plan braucht %n Slots mehr.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ScriptEditor</name>
    <message>
        <source>&amp;Apply</source>
        <translation>An&amp;wenden</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Send this statement from now on</source>
        <translation>Von jetzt an diese Anweisung senden</translation>
    </message>
    <message>
        <source>Back to the statement that is sent</source>
        <translation>Zurück zur gesendeten Anweisung</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Put a ready statement for the sandbox’s tables into the editor</source>
        <translation>Eine fertige Anweisung für die Tabellen der Sandbox in den Editor setzen</translation>
    </message>
    <message>
        <source>Read one account</source>
        <translation>Ein Konto lesen</translation>
    </message>
    <message>
        <source>Change one balance</source>
        <translation>Einen Kontostand ändern</translation>
    </message>
    <message>
        <source>Hold a slot for 50 ms</source>
        <translation>Einen Slot 50 ms halten</translation>
    </message>
    <message>
        <source>Hold a slot for 3 s</source>
        <translation>Einen Slot 3 s halten</translation>
    </message>
    <message>
        <source>Sum a thousand accounts</source>
        <translation>Tausend Konten summieren</translation>
    </message>
    <message>
        <source>Not applied yet</source>
        <translation>Noch nicht angewendet</translation>
    </message>
    <message numerus="yes">
        <source>In use, %n parameter(s)</source>
        <translation>
            <numerusform>In Benutzung, %n Parameter</numerusform>
            <numerusform>In Benutzung, %n Parameter</numerusform>
        </translation>
    </message>
    <message>
        <source>SQL statements, with variables as pgbench writes them</source>
        <translation>SQL-Anweisungen, mit Variablen in der Schreibweise von pgbench</translation>
    </message>
    <message>
        <source>What each request does on its slot: one statement or several, each ended by a semicolon, as a pgbench script. Lines such as \set aid random(1, 100000) draw a number anew for each request; :aid then stands for it. It is sent as a parameter with the extended and the prepared protocol, and written into the text with the simple one.</source>
        <translation>Was jede Anfrage auf ihrem Slot tut: eine Anweisung oder mehrere, jede mit einem Semikolon beendet, als pgbench-Skript. Zeilen wie \\set aid random(1, 100000) ziehen für jede Anfrage eine neue Zahl; :aid steht dann für sie. Sie wird im erweiterten und im vorbereiteten Protokoll als Parameter gesendet und im einfachen in den Text geschrieben.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>What a script may hold: variables, distributions, pauses, conditions</source>
        <translation>Was ein Skript enthalten kann: Variablen, Verteilungen, Pausen, Bedingungen</translation>
    </message>
    <message>
        <source>&lt;p&gt;SQL statements, each ended by a semicolon, and lines of commands, as pgbench has them. All of it runs on one slot for each request.&lt;/p&gt;&lt;table cellspacing=&quot;4&quot;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\set x random(1, 100)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;each number alike&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_zipfian(1, 100, 1.1)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;few numbers often, most seldom&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_exponential(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;ever rarer from the first&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_gaussian(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;most in the middle&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sequence n 1 1000&lt;/code&gt;&lt;/td&gt;&lt;td&gt;counts through all requests&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sleep 2 ms&lt;/code&gt;&lt;/td&gt;&lt;td&gt;a pause that holds the slot&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\if&lt;/code&gt; … &lt;code&gt;\endif&lt;/code&gt;&lt;/td&gt;&lt;td&gt;only under a condition&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\gset&lt;/code&gt;&lt;/td&gt;&lt;td&gt;the row of the answer as variables&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;:x&lt;/code&gt;&lt;/td&gt;&lt;td&gt;the variable, as a parameter&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</source>
        <translation>&lt;p&gt;SQL-Anweisungen, jede mit einem Semikolon beendet, und Befehlszeilen wie bei pgbench. Alles zusammen läuft je Anfrage auf einem Slot.&lt;/p&gt;&lt;table cellspacing=&quot;4&quot;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\set x random(1, 100)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;jede Zahl gleich oft&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_zipfian(1, 100, 1.1)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;wenige Zahlen oft, die meisten selten&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_exponential(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;von der ersten an immer seltener&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_gaussian(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;die meisten in der Mitte&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sequence n 1 1000&lt;/code&gt;&lt;/td&gt;&lt;td&gt;zählt durch alle Anfragen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sleep 2 ms&lt;/code&gt;&lt;/td&gt;&lt;td&gt;eine Pause, die den Slot hält&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\if&lt;/code&gt; … &lt;code&gt;\endif&lt;/code&gt;&lt;/td&gt;&lt;td&gt;nur unter einer Bedingung&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\gset&lt;/code&gt;&lt;/td&gt;&lt;td&gt;die Zeile der Antwort als Variablen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;:x&lt;/code&gt;&lt;/td&gt;&lt;td&gt;die Variable, als Parameter&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</translation>
    </message>
</context>
<context>
    <name>poolwart::ScriptTableModel</name>
    <message>
        <source>script %1</source>
        <translation>Skript %1</translation>
    </message>
    <message>
        <source>What the script is called in figures and files</source>
        <translation>Wie das Skript in Zahlen und Dateien heißt</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>How often it is drawn, against the other scripts of its class; 0: never</source>
        <translation>Wie oft es gezogen wird, im Verhältnis zu den anderen Skripten seiner Klasse; 0: nie</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>The class of its requests, with a share, a deadline and a route of its own</source>
        <translation>Die Klasse seiner Anfragen, mit eigenem Anteil, eigener Frist und eigenem Ziel</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Requests completed since the figures began</source>
        <translation>Seit Beginn der Zahlen erledigte Anfragen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>99 of 100 were faster, counted from the intended start</source>
        <translation>99 von 100 waren schneller, gezählt ab dem vorgesehenen Beginn</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwort p99</translation>
    </message>
    <message>
        <source>Requests that failed, waited too long, or were turned away</source>
        <translation>Anfragen, die scheiterten, zu lange warteten oder abgewiesen wurden</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>poolwart::ServerActions</name>
    <message>
        <source>&amp;Connect to a server …</source>
        <translation>Mit Server &amp;verbinden …</translation>
    </message>
    <message>
        <source>Move the pools to a server of yours</source>
        <translation>Die Pools auf einen eigenen Server umziehen</translation>
    </message>
    <message>
        <source>Use the &amp;sandbox</source>
        <translation>&amp;Sandbox benutzen</translation>
    </message>
    <message>
        <source>Move the pools to a private PostgreSQL that is run for you</source>
        <translation>Die Pools auf ein privates PostgreSQL umziehen, das für Sie betrieben wird</translation>
    </message>
    <message>
        <source>The sandbox is a PostgreSQL server of Poolwart’s own, in your data directory and reachable from this machine only. Its max_connections can be changed on the Server page. It is stopped when Poolwart ends.</source>
        <translation>Die Sandbox ist ein PostgreSQL-Server von Poolwart selbst, in Ihrem Datenverzeichnis und nur von diesem Rechner erreichbar. Ihre max_connections lassen sich auf der Seite Server ändern. Sie wird gestoppt, wenn Poolwart endet.</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>Drain and close all pools; the plan stays</source>
        <translation>Alle Pools leerlaufen lassen und schließen; der Plan bleibt</translation>
    </message>
    <message>
        <source>Serve &amp;metrics on %1</source>
        <translation>&amp;Metriken auf %1 anbieten</translation>
    </message>
    <message>
        <source>Let a Prometheus on this machine read what is measured</source>
        <translation>Ein Prometheus auf diesem Rechner die Messwerte lesen lassen</translation>
    </message>
    <message>
        <source>Prometheus can read the figures of all pools at http://127.0.0.1:9187/metrics, under HikariCP’s names where it has one, as text or OpenMetrics. Only programs on this machine can; there is no password.</source>
        <translation>Prometheus kann die Werte aller Pools unter http://127.0.0.1:9187/metrics lesen, mit HikariCPs Namen, wo es sie gibt, als Text oder OpenMetrics. Das können nur Programme auf diesem Rechner; ein Passwort gibt es nicht.</translation>
    </message>
</context>
<context>
    <name>poolwart::ServerPage</name>
    <message>
        <source>Connection budget</source>
        <translation>Verbindungsbudget</translation>
    </message>
</context>
<context>
    <name>poolwart::ServerSessions</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Counts of client backends from pg_stat_activity, once a second over a connection of its own. Idle sessions cost a slot each; idle in transaction also holds back vacuum and may hold locks.</source>
        <translation>Zahlen der Client-Backends aus pg_stat_activity, einmal je Sekunde über eine eigene Verbindung. Sitzungen im Leerlauf kosten je einen Slot; „idle in transaction“ hält zudem Vacuum auf und womöglich Sperren.</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>idle</translation>
    </message>
    <message>
        <source>idle in transaction</source>
        <translation>idle in transaction</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>ours</source>
        <translation>unsere</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>Transactions of the whole database per second, ours and everyone’s</source>
        <translation>Transaktionen der ganzen Datenbank je Sekunde, unsere und alle anderen</translation>
    </message>
    <message>
        <source>No server seen yet</source>
        <translation>Noch kein Server gesehen</translation>
    </message>
    <message>
        <source>PostgreSQL %1</source>
        <translation>PostgreSQL %1</translation>
    </message>
    <message>
        <source>%1 commits/s, %2 rollbacks/s</source>
        <translation>%1 Commits, %2 Rollbacks/s</translation>
    </message>
    <message>
        <source>This role does not see what others do: grant it pg_read_all_stats.</source>
        <translation>Diese Rolle sieht nicht, was andere tun: ihr pg_read_all_stats gewähren.</translation>
    </message>
    <message>
        <source>%1, behind %2</source>
        <translation>%1, hinter %2</translation>
    </message>
    <message>
        <source>“Ours” are the pooler’s server connections that were last lent to a slot. It keeps them after a run; which slot uses which cannot be known.</source>
        <translation>„Eigene“ sind die Serververbindungen des Poolers, die zuletzt an einen Slot vergeben waren. Er behält sie nach einem Lauf; welcher Slot welche nutzt, ist nicht feststellbar.</translation>
    </message>
</context>
<context>
    <name>poolwart::Session</name>
    <message>
        <source>Connecting to %1 …</source>
        <translation>Verbinden mit %1 …</translation>
    </message>
    <message>
        <source>Starting the sandbox server …</source>
        <translation>Den Sandbox-Server starten …</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Restarting the sandbox server with max_connections %1 …</source>
        <translation>Den Sandbox-Server mit max_connections %1 neu starten …</translation>
    </message>
</context>
<context>
    <name>poolwart::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>What it does, or its key</source>
        <translation>Was es tut, oder seine Taste</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>Tastenkürzel durchsuchen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>In the pages</source>
        <translation>Auf den Seiten</translation>
    </message>
</context>
<context>
    <name>poolwart::ShutdownPanel</name>
    <message>
        <source>&amp;Quit now</source>
        <translation>&amp;Jetzt beenden</translation>
    </message>
    <message>
        <source>Cancel what still runs and cut what does not answer</source>
        <translation>Abbrechen, was noch läuft, und trennen, was nicht antwortet</translation>
    </message>
    <message>
        <source>%1 in use, %2 waiting, %3 open</source>
        <translation>%1 in Benutzung, %2 wartend, %3 offen</translation>
    </message>
    <message>
        <source>Closing now …</source>
        <translation>Schließt jetzt …</translation>
    </message>
    <message>
        <source>Closing: no new requests; what was accepted is being finished …</source>
        <translation>Schließt: keine neuen Anfragen; Angenommenes wird zu Ende bedient …</translation>
    </message>
    <message>
        <source>Closing: the deadline has passed; running statements are being cancelled …</source>
        <translation>Schließt: Die Frist ist um; laufende Anweisungen werden abgebrochen …</translation>
    </message>
    <message>
        <source>Closing the connections …</source>
        <translation>Die Verbindungen werden geschlossen …</translation>
    </message>
    <message>
        <source>Waiting for the server to confirm that no backend is left …</source>
        <translation>Warten, bis der Server bestätigt, dass kein Backend übrig ist …</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
</context>
<context>
    <name>poolwart::SlotDetails</name>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>Cancel the statement that runs in this slot</source>
        <translation>Die Anweisung abbrechen, die in diesem Slot läuft</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Schl&amp;ießen</translation>
    </message>
    <message>
        <source>Close this connection when its request is done; it stays closed</source>
        <translation>Diese Verbindung schließen, wenn ihre Anfrage erledigt ist; sie bleibt geschlossen</translation>
    </message>
    <message>
        <source>Reo&amp;pen</source>
        <translation>Neu ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Replace this connection with a fresh one</source>
        <translation>Diese Verbindung durch eine neue ersetzen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Backend pid</source>
        <translation>Backend-PID</translation>
    </message>
    <message>
        <source>Server sees</source>
        <translation>Sicht des Servers</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>Runs for</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>Kein Slot</translation>
    </message>
    <message>
        <source>not known behind a pooler</source>
        <translation>hinter einem Pooler nicht feststellbar</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>poolwart::SlotDock</name>
    <message>
        <source>Slots</source>
        <translation>Slots</translation>
    </message>
    <message>
        <source>Show the slots as a table</source>
        <translation>Die Slots als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Slots as a table</source>
        <translation>Slots als Tabelle</translation>
    </message>
    <message>
        <source>Slots of the pool, as a table</source>
        <translation>Slots des Pools, als Tabelle</translation>
    </message>
    <message>
        <source>no pool selected</source>
        <translation>kein Pool gewählt</translation>
    </message>
</context>
<context>
    <name>poolwart::SlotGrid</name>
    <message>
        <source>Slots of the pool</source>
        <translation>Slots des Pools</translation>
    </message>
    <message>
        <source>Each square is one slot: one connection of the pool. Filled squares are lent to a request, framed ones are idle, hatched ones are being opened or closed, dotted ones have no connection, and a sign marks a slot that cannot connect. The arrow keys choose a slot; its details stand below.</source>
        <translation>Jedes Quadrat ist ein Slot: eine Verbindung des Pools. Gefüllte sind an eine Anfrage verliehen, umrandete im Leerlauf, schraffierte werden geöffnet oder geschlossen, gepunktete haben keine Verbindung, und ein Zeichen markiert einen Slot, der nicht verbinden kann. Die Pfeiltasten wählen einen Slot; seine Einzelheiten stehen darunter.</translation>
    </message>
    <message>
        <source>No slots</source>
        <translation>Keine Slots</translation>
    </message>
    <message>
        <source>The slots of the selected pool appear here.</source>
        <translation>Die Slots des gewählten Pools erscheinen hier.</translation>
    </message>
</context>
<context>
    <name>poolwart::SlotTableModel</name>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Backend pid</source>
        <translation>Backend-PID</translation>
    </message>
    <message>
        <source>Server sees</source>
        <translation>Sicht des Servers</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>Statement age</source>
        <translation>Alter der Anweisung</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>not known behind a pooler</source>
        <translation>hinter einem Pooler nicht feststellbar</translation>
    </message>
    <message>
        <source>The pooler lends the slot a server connection when it needs one, and may lend another the next time.</source>
        <translation>Der Pooler vergibt dem Slot eine Serververbindung, wenn er eine braucht, und beim nächsten Mal womöglich eine andere.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>poolwart::StatusLine</name>
    <message>
        <source>How well the traffic is generated</source>
        <translation>Wie gut die Last erzeugt wird</translation>
    </message>
    <message>
        <source>Requests completed per second, over the last second</source>
        <translation>Erledigte Anfragen je Sekunde, über die letzte Sekunde</translation>
    </message>
    <message>
        <source>Completed requests of all pools. Failed, rejected and timed out ones are not in it.</source>
        <translation>Erledigte Anfragen aller Pools. Fehlgeschlagene, abgewiesene und solche am Zeitlimit zählen nicht mit.</translation>
    </message>
    <message>
        <source>Connections of this run that the server sees, of those that an ordinary role can have</source>
        <translation>Verbindungen dieses Laufs, die der Server sieht, von denen, die eine gewöhnliche Rolle haben kann</translation>
    </message>
    <message>
        <source>Usable is max_connections less the reserved slots, at most the limits of the role and the database. The figure of connections is the server’s own, from pg_stat_activity.</source>
        <translation>Nutzbar ist max_connections abzüglich der reservierten Slots, höchstens die Limits von Rolle und Datenbank. Die Zahl der Verbindungen ist die des Servers selbst, aus pg_stat_activity.</translation>
    </message>
    <message>
        <source>Whether the view moves; Space freezes it</source>
        <translation>Ob sich die Ansicht bewegt; die Leertaste friert sie ein</translation>
    </message>
    <message>
        <source>generator %1</source>
        <translation>Generator %1</translation>
    </message>
    <message>
        <source> · lag p99 %1</source>
        <translation> · Verzug p99 %1</translation>
    </message>
    <message>
        <source> · engine %1</source>
        <translation> · Engine %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>no server</source>
        <translation>kein Server</translation>
    </message>
    <message>
        <source>server not seen</source>
        <translation>Server nicht gesehen</translation>
    </message>
    <message>
        <source>%1 of %2 usable</source>
        <translation>%1 von %2 nutzbaren</translation>
    </message>
    <message>
        <source>frozen for %1</source>
        <translation>seit %1 eingefroren</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>A generator that is late or busy tells of itself and not of the server. The lag is how far behind its due moment a request is sent, in an open loop; the engine’s share is that of one core. Good means that the figures are the server’s; doubtful, that they may be Poolwart’s in part; unfit, that they are. The reason is in the tooltip and in the run file.</source>
        <translation>Ein Lastgenerator, der zu spät kommt oder ausgelastet ist, erzählt von sich und nicht vom Server. Der Verzug ist, wie weit hinter dem fälligen Augenblick eine Anfrage in der offenen Schleife gesendet wird; der Anteil der Engine ist der an einem Kern. Gut heißt, dass die Werte die des Servers sind; fraglich, dass sie zum Teil die von Poolwart sein können; untauglich, dass sie es sind. Der Grund steht im Tooltip und in der Laufdatei.</translation>
    </message>
    <message>
        <source>Now %1: %2</source>
        <translation>Jetzt %1: %2</translation>
    </message>
    <message>
        <source>Over the run %1: %2</source>
        <translation>Über den Lauf %1: %2</translation>
    </message>
</context>
<context>
    <name>poolwart::ThroughputChart</name>
    <message>
        <source>Requests per second</source>
        <translation>Anfragen je Sekunde</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 completed, %2 failed</source>
        <translation>%1 erledigt, %2 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Requests per second appear here while traffic runs.</source>
        <translation>Anfragen je Sekunde erscheinen hier, während Last läuft.</translation>
    </message>
    <message>
        <source>Requests completed per second, pool on pool; each figure is the average over the second before it, or over what the title says of a point, by the time that was really measured. Failed are those that ended with an error, waited too long, or were turned away. The menu chooses how far back the chart looks, up to a day.</source>
        <translation>Erledigte Anfragen je Sekunde, Pool auf Pool; jede Zahl ist das Mittel über die Sekunde davor oder über das, was der Titel von einem Punkt sagt, nach der wirklich gemessenen Zeit. Fehlgeschlagen sind jene, die mit einem Fehler endeten, zu lange warteten oder abgewiesen wurden. Das Menü wählt, wie weit das Diagramm zurückblickt, bis zu einem Tag.</translation>
    </message>
</context>
<context>
    <name>poolwart::TrafficActions</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start the traffic, or go on after a pause</source>
        <translation>Die Last starten oder nach einer Pause fortsetzen</translation>
    </message>
    <message>
        <source>Sends requests through the pools as the Traffic page says: so many clients that each wait for their answer, or so many requests a second whatever becomes of them. All settings can be changed while it runs.</source>
        <translation>Sendet Anfragen über die Pools, wie es die Seite Last sagt: so viele Clients, die je auf ihre Antwort warten, oder so viele Anfragen je Sekunde, was auch aus ihnen wird. Alle Einstellungen lassen sich dabei ändern.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Pause the traffic; connections stay open</source>
        <translation>Die Last anhalten; Verbindungen bleiben offen</translation>
    </message>
    <message>
        <source>No new requests are sent until Start. Requests that are under way are finished, and the pools keep their connections.</source>
        <translation>Bis zum Starten werden keine neuen Anfragen gesendet. Laufende werden zu Ende gebracht, und die Pools behalten ihre Verbindungen.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Stop the traffic; connections stay open</source>
        <translation>Die Last stoppen; Verbindungen bleiben offen</translation>
    </message>
    <message>
        <source>Ends the run: requests that are under way are finished, clients go away. The figures stay until they are reset or the traffic is started again.</source>
        <translation>Beendet den Lauf: Laufende Anfragen werden zu Ende gebracht, Clients gehen. Die Zahlen bleiben, bis sie zurückgesetzt werden oder die Last neu startet.</translation>
    </message>
    <message>
        <source>&amp;Reset the figures</source>
        <translation>&amp;Zahlen zurücksetzen</translation>
    </message>
    <message>
        <source>Begin counters and percentiles anew</source>
        <translation>Zähler und Perzentile neu beginnen</translation>
    </message>
    <message>
        <source>Sets all counters, peaks and percentiles back, as after a warm-up. Connections and traffic are untouched.</source>
        <translation>Setzt alle Zähler, Spitzen und Perzentile zurück, etwa nach dem Aufwärmen. Verbindungen und Last bleiben unberührt.</translation>
    </message>
    <message>
        <source>The traffic was stopped: %1 of the requests failed, %2 per second, most of them with %3: %4</source>
        <translation>Die Last wurde angehalten: %1 der Anfragen sind fehlgeschlagen, %2 pro Sekunde, die meisten mit %3: %4</translation>
    </message>
    <message>
        <source>Continue anyway</source>
        <translation>Trotzdem weitermachen</translation>
    </message>
    <message>
        <source>Allow writes and start</source>
        <translation>Schreiben erlauben und starten</translation>
    </message>
</context>
<context>
    <name>poolwart::TrafficBar</name>
    <message>
        <source>Traffic</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Migrated</source>
        <translation>Migriert</translation>
    </message>
    <message>
        <source>no server</source>
        <translation>kein Server</translation>
    </message>
    <message>
        <source>connecting …</source>
        <translation>verbindet …</translation>
    </message>
    <message>
        <source>%1 · PostgreSQL %2</source>
        <translation>%1 · PostgreSQL %2</translation>
    </message>
    <message>
        <source>Where the pools connect: %1</source>
        <translation>Wohin die Pools verbinden: %1</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
</context>
<context>
    <name>poolwart::TrafficPage</name>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>How long each client waits between an answer and its next request</source>
        <translation>Wie lange jeder Client zwischen einer Antwort und seiner nächsten Anfrage wartet</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>Einfach</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Vorbereitet</translation>
    </message>
    <message>
        <source>How the statement is sent: as text, with parameters, or prepared once for each connection</source>
        <translation>Wie die Anweisung gesendet wird: als Text, mit Parametern oder je Verbindung einmal vorbereitet</translation>
    </message>
    <message>
        <source>Simple sends the text each time and the server parses and plans it each time. Extended sends parameters apart. Prepared parses once for each connection and only executes afterwards; poolers in transaction mode need support for it.</source>
        <translation>Einfach sendet jedes Mal den Text, und der Server parst und plant ihn jedes Mal. Erweitert sendet Parameter getrennt. Vorbereitet parst einmal je Verbindung und führt danach nur aus; Pooler im Transaktionsmodus müssen das unterstützen.</translation>
    </message>
    <message>
        <source>Arrivals</source>
        <translation>Ankünfte</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>Las&amp;t</translation>
    </message>
    <message>
        <source>&amp;Think time</source>
        <translation>De&amp;nkzeit</translation>
    </message>
    <message>
        <source>P&amp;rotocol</source>
        <translation>Pr&amp;otokoll</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>Routing</translation>
    </message>
    <message>
        <source>Polic&amp;y</source>
        <translation>R&amp;egel</translation>
    </message>
    <message>
        <source>&amp;Migration share</source>
        <translation>&amp;Migrationsanteil</translation>
    </message>
    <message>
        <source>What became of the requests</source>
        <translation>Was aus den Anfragen wurde</translation>
    </message>
    <message>
        <source>%1 On %2 its sessions are read-only until you allow it to write.</source>
        <translation>%1 Auf %2 sind ihre Sitzungen schreibgeschützt, bis das Schreiben erlaubt wird.</translation>
    </message>
    <message>
        <source>Allow writes</source>
        <translation>Schreiben erlauben</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>Arbeitslast</translation>
    </message>
    <message>
        <source>%1 The traffic was stopped until you allow it to write on %2.</source>
        <translation>%1 Die Last wurde gestoppt, bis das Schreiben auf %2 erlaubt wird.</translation>
    </message>
    <message>
        <source>Allow writes and start</source>
        <translation>Schreiben erlauben und starten</translation>
    </message>
</context>
<context>
    <name>poolwart::UndoActions</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last edit of the plan, or an input that was refused</source>
        <translation>Die letzte Änderung am Plan zurücknehmen, oder eine abgelehnte Eingabe</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>Erneut tun, was zurückgenommen wurde</translation>
    </message>
    <message>
        <source>the refused input</source>
        <translation>die abgelehnte Eingabe</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
</context>
<context>
    <name>poolwart::ViewActions</name>
    <message>
        <source>&amp;Freeze the view</source>
        <translation>Ansicht &amp;einfrieren</translation>
    </message>
    <message>
        <source>Hold still what is seen; sampling goes on</source>
        <translation>Festhalten, was zu sehen ist; die Messung läuft weiter</translation>
    </message>
    <message>
        <source>Freezes figures and charts so that they can be read and copied. Traffic and sampling go on, and the charts are complete again afterwards. The status bar says for how long.</source>
        <translation>Friert Zahlen und Diagramme ein, damit sie sich lesen und kopieren lassen. Last und Messung laufen weiter, und die Diagramme sind danach wieder vollständig. Die Statuszeile sagt, seit wann.</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>Layout &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Put the docks back where they were at first</source>
        <translation>Die Docks wieder dorthin, wo sie anfangs waren</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>As the desktop has it</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Dark on light</source>
        <translation>Dunkel auf hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Light on dark</source>
        <translation>Hell auf dunkel</translation>
    </message>
</context>
<context>
    <name>poolwart::WorkloadPanel</name>
    <message>
        <source>Built-in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>Use a ready workload: pgbench’s, or mixes that hold slots for a known time</source>
        <translation>Eine fertige Arbeitslast verwenden: von pgbench, oder Mischungen, die Slots eine bekannte Zeit lang halten</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Use the workload of a file, or a pgbench script</source>
        <translation>Die Arbeitslast einer Datei oder ein pgbench-Skript verwenden</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Write this workload with all its scripts to one file</source>
        <translation>Diese Arbeitslast mit all ihren Skripten in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Allow writes</source>
        <translation>Schreiben erlauben</translation>
    </message>
    <message>
        <source>Scripts of the workload</source>
        <translation>Skripte der Arbeitslast</translation>
    </message>
    <message>
        <source>Classes of the workload</source>
        <translation>Klassen der Arbeitslast</translation>
    </message>
    <message>
        <source>“%1” is in use.</source>
        <translation>„%1“ ist in Gebrauch.</translation>
    </message>
    <message>
        <source>Let this workload write on this server, until the program ends</source>
        <translation>Diese Arbeitslast auf diesem Server schreiben lassen, bis das Programm endet</translation>
    </message>
    <message>
        <source>Each request draws a class by the shares and then a script of it by the weights. A double click, F2 or typing opens a cell; Enter applies at once, also while traffic runs. The script that is selected is edited below.</source>
        <translation>Jede Anfrage zieht eine Klasse nach den Anteilen und dann eines ihrer Skripte nach den Gewichten. Doppelklick, F2 oder Tippen öffnet eine Zelle; Eingabe wendet sofort an, auch während Verkehr läuft. Das gewählte Skript wird unten bearbeitet.</translation>
    </message>
    <message>
        <source>Requests of one kind: short ones, long ones, those of a cache. A request that is not done at its class’s deadline is cancelled and counted as timed out. A class with a route goes to that pool under every policy.</source>
        <translation>Anfragen einer Art: kurze, lange, die eines Caches. Eine Anfrage, die zur Frist ihrer Klasse nicht fertig ist, wird abgebrochen und zählt als Zeitüberschreitung. Eine Klasse mit Ziel geht nach jeder Regel an diesen Pool.</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>Scripts (%1)</source>
        <translation>Skripte (%1)</translation>
    </message>
    <message>
        <source>Classes (%1)</source>
        <translation>Klassen (%1)</translation>
    </message>
    <message>
        <source>%1 It may not here: the sessions are read-only.</source>
        <translation>%1 Hier darf sie es nicht: Die Sitzungen sind nur lesend.</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Add a script</source>
        <translation>Skript hinzufügen</translation>
    </message>
    <message>
        <source>Remove the selected class; its scripts stay</source>
        <translation>Die gewählte Klasse entfernen; ihre Skripte bleiben</translation>
    </message>
    <message>
        <source>Remove the selected script</source>
        <translation>Das gewählte Skript entfernen</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>The class “%1” was removed.</source>
        <translation>Die Klasse „%1“ wurde entfernt.</translation>
    </message>
    <message>
        <source>The script “%1” was removed.</source>
        <translation>Das Skript „%1“ wurde entfernt.</translation>
    </message>
    <message>
        <source>Open a workload</source>
        <translation>Arbeitslast öffnen</translation>
    </message>
    <message>
        <source>Workloads and scripts (*.json *.sql);;All files (*)</source>
        <translation>Arbeitslasten und Skripte (*.json *.sql);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the workload</source>
        <translation>Arbeitslast speichern</translation>
    </message>
    <message>
        <source>Workloads (*.json)</source>
        <translation>Arbeitslasten (*.json)</translation>
    </message>
    <message>
        <source>The workload was saved to “%1”.</source>
        <translation>Die Arbeitslast wurde in „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>The server will refuse it.</source>
        <translation>Der Server wird es ablehnen.</translation>
    </message>
</context>
<context>
    <name>poolwart::Workspace</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>Does the plan fit, is the load spread, where do requests wait</source>
        <translation>Passt der Plan, ist die Last verteilt, wo warten Anfragen</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>What goes through, and how long it takes</source>
        <translation>Was durchgeht und wie lange es dauert</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>What is asked of the pools, and how it is spread</source>
        <translation>Was von den Pools verlangt wird und wie es verteilt wird</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>What the server can give, and to whom</source>
        <translation>Was der Server geben kann, und wem</translation>
    </message>
    <message>
        <source>Show or hide the slots of the selected pool</source>
        <translation>Die Slots des gewählten Pools zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show or hide the event log</source>
        <translation>Das Ereignislog zeigen oder verbergen</translation>
    </message>
    <message>
        <source>F&amp;ilter the events</source>
        <translation>Ereignisse &amp;filtern</translation>
    </message>
    <message>
        <source>Go to the filter of the event log</source>
        <translation>Zum Filter des Ereignislogs gehen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>What was recorded: reopen, note, compare</source>
        <translation>Was aufgezeichnet wurde: wieder öffnen, notieren, vergleichen</translation>
    </message>
</context>
</TS>
