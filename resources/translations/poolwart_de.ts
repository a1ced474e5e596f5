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
        <source>The fleet needs %1 connections (%2 instances of %3 processes of %4 slots), but only %5 are to be had.</source>
        <translation>Die Flotte braucht %1 Verbindungen (%2 Instanzen mit %3 Prozessen zu %4 Slots), zu haben sind aber nur %5.</translation>
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
        <source>Who gets the next request: round-robin, least-loaded, power-of-two, random or single (round-robin).</source>
        <translation>Wer die nächste Anfrage bekommt: round-robin, least-loaded, power-of-two, random oder single (round-robin).</translation>
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
        <source>The SQL statement, with pgbench&apos;s \set lines before it if it has variables (in the sandbox a point SELECT of a random account, elsewhere SELECT 1).</source>
        <translation>Die SQL-Anweisung, davor \set-Zeilen wie bei pgbench, falls sie Variablen hat (in der Sandbox ein SELECT eines zufälligen Kontos, sonst SELECT 1).</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
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
        <source>--protocol: there is no protocol “%1”.</source>
        <translation>--protocol: Es gibt kein Protokoll „%1“.</translation>
    </message>
    <message>
        <source>The protocols are %1.</source>
        <translation>Die Protokolle sind %1.</translation>
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
        <source>1  bad input: an option, a file, a plan or the statement</source>
        <translation>1  falsche Eingabe: eine Option, eine Datei, ein Plan oder die Anweisung</translation>
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
        <source>4  the plan needs more connections than the server can give</source>
        <translation>4  der Plan braucht mehr Verbindungen, als der Server geben kann</translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>passed over in the URL, for they are not PostgreSQL&apos;s: %1</source>
        <translation>in der URL übergangen, da nicht von PostgreSQL: %1</translation>
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
        <source>Example:</source>
        <translation>Beispiel:</translation>
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
    <message>
        <source>Errors: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Generator: %1 of CPU a request</source>
        <translation>Lastgenerator: %1 CPU je Anfrage</translation>
    </message>
    <message>
        <source>Generator: %1 of CPU a request, sends late by %2 at p99, %3 at most</source>
        <translation>Lastgenerator: %1 CPU je Anfrage, sendet zu spät um %2 bei p99, höchstens um %3</translation>
    </message>
    <message numerus="yes">
        <source>%n backend(s) left</source>
        <translation>
            <numerusform>%n Backend übrig</numerusform>
            <numerusform>%n Backends übrig</numerusform>
        </translation>
    </message>
    <message>
        <source>the server could not be asked for backends left</source>
        <translation>der Server war nach übrigen Backends nicht zu fragen</translation>
    </message>
    <message>
        <source>Shutdown: %1 drained, %2 cancelled, %3 cut, %4, in %5</source>
        <translation>Herunterfahren: %1 zu Ende bedient, %2 abgebrochen, %3 getrennt, %4, in %5</translation>
    </message>
    <message>
        <source>%1 requests a second over %2</source>
        <translation>%1 Anfragen je Sekunde über %2</translation>
    </message>
    <message>
        <source>%1 requests a second</source>
        <translation>%1 Anfragen je Sekunde</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n Client</numerusform>
            <numerusform>%n Clients</numerusform>
        </translation>
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
</context>
<context>
    <name>core</name>
    <message>
        <source>The plan needs %1 connections, but only %2 are to be had: %3 usable of max_connections %4, less %5 of others and %6 of the monitor.</source>
        <translation>Der Plan braucht %1 Verbindungen, zu haben sind aber nur %2: %3 nutzbare von max_connections %4, abzüglich %5 anderer und %6 des Monitors.</translation>
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
        <source>The statement returns %1 rows; they are read one by one and thrown away. Add a LIMIT to measure the server and not the transfer.</source>
        <translation>Die Anweisung liefert %1 Zeilen; sie werden einzeln gelesen und verworfen. Ein LIMIT misst den Server statt der Übertragung.</translation>
    </message>
    <message>
        <source>COPY cannot be a test statement.</source>
        <translation>COPY kann keine Testanweisung sein.</translation>
    </message>
    <message>
        <source>The statement leaves a transaction open; its connection was closed.</source>
        <translation>Die Anweisung lässt eine Transaktion offen; ihre Verbindung wurde geschlossen.</translation>
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
        <source>the server is starting up or shutting down.</source>
        <translation>der Server startet gerade oder fährt herunter.</translation>
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
        <source>Cannot connect to %1.</source>
        <translation>Keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>The details hold the server&apos;s own words.</source>
        <translation>Die Einzelheiten enthalten die Worte des Servers.</translation>
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
        <source>The file %1 could not be written.</source>
        <translation>Die Datei %1 ließ sich nicht schreiben.</translation>
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
        <source>What was there before is unchanged.</source>
        <translation>Was vorher dort stand, ist unverändert.</translation>
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
        <source>above the limit of the role or database</source>
        <translation>über dem Limit der Rolle oder Datenbank</translation>
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
        <source>Requests that waited for a slot until the acquire timeout</source>
        <translation>Anfragen, die bis zum Wartezeitlimit auf einen Slot warteten</translation>
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
        <source>The server cancels a statement that runs longer</source>
        <translation>Eine länger laufende Anweisung bricht der Server ab</translation>
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
        <source>Statement, line %1: %2</source>
        <translation>Anweisung, Zeile %1: %2</translation>
    </message>
    <message>
        <source>“%1” is not understood.</source>
        <translation>„%1“ ist unverständlich.</translation>
    </message>
    <message>
        <source>Write \set NAME random(LEAST, MOST) with whole numbers.</source>
        <translation>\set NAME random(MIN, MAX) mit ganzen Zahlen schreiben.</translation>
    </message>
    <message>
        <source>the range of “%1” is empty.</source>
        <translation>der Bereich von „%1“ ist leer.</translation>
    </message>
    <message>
        <source>there is more after the end of the statement.</source>
        <translation>nach dem Ende der Anweisung folgt noch etwas.</translation>
    </message>
    <message>
        <source>Write one statement.</source>
        <translation>Eine einzige Anweisung schreiben.</translation>
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
        <source>Add a line: \set %1 random(1, 100)</source>
        <translation>Eine Zeile ergänzen: \set %1 random(1, 100)</translation>
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
        <source>statement: it has %1 bytes; at most %2 are allowed.</source>
        <translation>Anweisung: Sie hat %1 Bytes; erlaubt sind höchstens %2.</translation>
    </message>
    <message>
        <source>statement: it holds a NUL byte.</source>
        <translation>Anweisung: Sie enthält ein NUL-Byte.</translation>
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
        <source>The chart could not be saved to “%1”.</source>
        <translation>Das Diagramm ließ sich nicht in „%1“ speichern.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Einen Ordner wählen, in den geschrieben werden darf.</translation>
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
        <source>%1 connections in all, but only %2 are to be had</source>
        <translation>%1 Verbindungen insgesamt, zu haben sind aber nur %2</translation>
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
</context>
<context>
    <name>poolwart::ChartTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
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
        <source>Write each request with its pool, slot and time into the log</source>
        <translation>Jede Anfrage mit Pool, Slot und Zeit ins Log schreiben</translation>
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
        <source>Choose the folder that the files are written to</source>
        <translation>Den Ordner wählen, in den die Dateien geschrieben werden</translation>
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
        <source>Write the files into the folder</source>
        <translation>Die Dateien in den Ordner schreiben</translation>
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
        <source>The folder that the files are written to; it is made if it is not there</source>
        <translation>Der Ordner für die Dateien; er wird angelegt, falls er fehlt</translation>
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
        <source>What the plan is turned into. Each format is exact for the version of the program that reads it, and what that program has no words for is said on the right and in the file itself.</source>
        <translation>Worin der Plan geschrieben wird. Jedes Format stimmt für die Version des Programms, das es liest; was dieses Programm nicht ausdrücken kann, steht rechts und in der Datei selbst.</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportOptionsPanel</name>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
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
        <source>Stopped before the traffic began.</source>
        <translation>Beendet, bevor die Last begann.</translation>
    </message>
    <message>
        <source>Every request failed.</source>
        <translation>Jede Anfrage ist fehlgeschlagen.</translation>
    </message>
</context>
<context>
    <name>poolwart::ImportReport</name>
    <message>
        <source>Report of the import</source>
        <translation>Bericht des Imports</translation>
    </message>
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
    <message>
        <source>Copy &amp;all</source>
        <translation>&amp;Alles kopieren</translation>
    </message>
    <message>
        <source>Copy the whole report, a line each</source>
        <translation>Den ganzen Bericht kopieren, je eine Zeile</translation>
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
        <source>How many connections are lent to requests, pool on pool, over the last minute. Committed is what all pools may open; usable is what the server has for an ordinary role; the hatched rest up to max_connections is reserved.</source>
        <translation>Wie viele Verbindungen an Anfragen verliehen sind, Pool auf Pool, über die letzte Minute. Zugesagt ist, was alle Pools öffnen dürfen; nutzbar, was der Server für eine gewöhnliche Rolle hat; der schraffierte Rest bis max_connections ist reserviert.</translation>
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
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
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
</context>
<context>
    <name>poolwart::PlanDocument</name>
    <message>
        <source>unnamed plan</source>
        <translation>unbenannter Plan</translation>
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
        <source>Round robin gives each pool its turn without looking, as most home-made pools of pools do: one slow pool then collects a queue while others have free slots. Least loaded looks at all pools, power of two at two drawn at random, which is nearly as good and much cheaper in a fleet.</source>
        <translation>Round Robin nimmt jeden Pool der Reihe nach, ohne hinzusehen, wie die meisten selbst gebauten Pools aus Pools: Ein langsamer Pool sammelt dann eine Schlange, während andere freie Slots haben. Geringste Last sieht alle Pools an, Bester von zweien zwei zufällig gezogene; das ist fast so gut und in einer Flotte viel billiger.</translation>
    </message>
    <message>
        <source>Policy: %1</source>
        <translation>Regel: %1</translation>
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
        <source>Waited for a slot until the acquire timeout</source>
        <translation>Bis zum Wartezeitlimit auf einen Slot gewartet</translation>
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
        <source>Errors by SQLSTATE</source>
        <translation>Fehler nach SQLSTATE</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>Keine Fehler</translation>
    </message>
    <message>
        <source>Errors: %1</source>
        <translation>Fehler: %1</translation>
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
        <source>One SQL statement, with parameters as pgbench writes them</source>
        <translation>Eine SQL-Anweisung, mit Parametern, wie pgbench sie schreibt</translation>
    </message>
    <message>
        <source>The statement that each request sends. Lines such as \set aid random(1, 100000) draw a number anew for each request; :aid then stands for it. It is sent as a parameter with the extended and the prepared protocol, and written into the text with the simple one.</source>
        <translation>Die Anweisung, die jede Anfrage sendet. Zeilen wie \set aid random(1, 100000) ziehen je Anfrage eine neue Zahl; :aid steht dann für sie. Das erweiterte und das vorbereitete Protokoll senden sie als Parameter, das einfache schreibt sie in den Text.</translation>
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
        <source>held closed</source>
        <translation>geschlossen gehalten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>Kein Slot</translation>
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
        <source>held closed</source>
        <translation>geschlossen gehalten</translation>
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
</context>
<context>
    <name>poolwart::StatusLine</name>
    <message>
        <source>How well the traffic is generated</source>
        <translation>Wie gut die Last erzeugt wird</translation>
    </message>
    <message>
        <source>A generator that is late or busy tells of itself and not of the server. The lag is how far behind its due moment a request is sent, in an open loop; the engine’s share is that of one core.</source>
        <translation>Ein verspäteter oder ausgelasteter Generator erzählt von sich selbst und nicht vom Server. Der Verzug ist, wie weit hinter ihrem fälligen Moment eine Anfrage gesendet wird, in der offenen Schleife; der Anteil der Engine ist der eines Kerns.</translation>
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
        <source>generator late</source>
        <translation>Generator zu spät</translation>
    </message>
    <message>
        <source>generator at its limit</source>
        <translation>Generator am Anschlag</translation>
    </message>
    <message>
        <source>generator good</source>
        <translation>Generator gut</translation>
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
</context>
<context>
    <name>poolwart::ThroughputChart</name>
    <message>
        <source>Requests per second</source>
        <translation>Anfragen je Sekunde</translation>
    </message>
    <message>
        <source>Requests completed per second, pool on pool, over the last minute; each figure is the average over the second before it, by the time that was really measured. Failed are those that ended with an error, waited too long, or were turned away.</source>
        <translation>Erledigte Anfragen je Sekunde, Pool auf Pool, über die letzte Minute; jede Zahl ist das Mittel über die Sekunde davor, nach der wirklich gemessenen Zeit. Fehlgeschlagen sind die, die mit einem Fehler endeten, zu lange warteten oder abgewiesen wurden.</translation>
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
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>What became of the requests</source>
        <translation>Was aus den Anfragen wurde</translation>
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
</context>
</TS>
