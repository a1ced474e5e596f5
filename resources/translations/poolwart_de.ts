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
        <translation>Die Flotte braucht %1 Verbindungen (%2 Instanzen mit %3 Prozessen zu je %4 Slots), verfügbar sind aber nur %5.</translation>
    </message>
    <message>
        <source>At most %1 slots fit for each process of an instance.</source>
        <translation>Je Prozess einer Instanz passen höchstens %1 Slots.</translation>
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
        <source>Check against a server with N max_connections instead of asking a server.</source>
        <translation>Gegen einen Server mit N max_connections prüfen, statt einen Server zu fragen.</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>superuser_reserved_connections of that server [3].</source>
        <translation>superuser_reserved_connections dieses Servers [3].</translation>
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
        <source>0  the plan is valid and, if a server was given, fits it</source>
        <translation>0  der Plan ist gültig und passt zum Server, falls einer angegeben war</translation>
    </message>
    <message>
        <source>1  invalid input: an option or the plan</source>
        <translation>1  ungültige Eingabe: eine Option oder der Plan</translation>
    </message>
    <message>
        <source>2  cannot connect</source>
        <translation>2  keine Verbindung möglich</translation>
    </message>
    <message>
        <source>4  the plan needs more connections for its whole fleet than are available</source>
        <translation>4  der Plan braucht für die ganze Flotte mehr Verbindungen, als verfügbar sind</translation>
    </message>
    <message>
        <source>No plan file was given. Name the plan to check.</source>
        <translation>Keine Plandatei angegeben. Den zu prüfenden Plan nennen.</translation>
    </message>
    <message>
        <source>The CONNECTION LIMIT is the smallest limit here: %1.</source>
        <translation>Die kleinste Grenze ist hier das CONNECTION LIMIT: %1.</translation>
    </message>
</context>
<context>
    <name>CommandText</name>
    <message>
        <source>Run a plan without a window: open the pools, send traffic, measure.</source>
        <translation>Einen Plan ohne Fenster ausführen: Pools öffnen, Last erzeugen, messen.</translation>
    </message>
    <message>
        <source>Check whether a plan is valid and fits a server.</source>
        <translation>Prüfen, ob ein Plan gültig ist und zu einem Server passt.</translation>
    </message>
    <message>
        <source>Write a plan as the configuration of another program.</source>
        <translation>Einen Plan als Konfiguration eines anderen Programms schreiben.</translation>
    </message>
    <message>
        <source>List the export formats.</source>
        <translation>Die Exportformate auflisten.</translation>
    </message>
    <message>
        <source>Show the version and exit.</source>
        <translation>Die Version anzeigen und beenden.</translation>
    </message>
    <message>
        <source>Commands (they need no display; each has its own --help):</source>
        <translation>Befehle (sie brauchen keine Anzeige; jeder hat ein eigenes --help):</translation>
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
        <source>0  every accepted request was served and every connection was closed</source>
        <translation>0  jede angenommene Anfrage wurde bedient und jede Verbindung geschlossen</translation>
    </message>
    <message>
        <source>1  invalid input</source>
        <translation>1  ungültige Eingabe</translation>
    </message>
    <message>
        <source>2  no display</source>
        <translation>2  keine Anzeige</translation>
    </message>
    <message>
        <source>3  requests were cancelled or connections cut at the end</source>
        <translation>3  am Ende wurden Anfragen abgebrochen oder Verbindungen getrennt</translation>
    </message>
    <message>
        <source>There is neither a command nor a plan file named “%1”.</source>
        <translation>Es gibt weder einen Befehl noch eine Plandatei namens „%1“.</translation>
    </message>
    <message>
        <source>The commands are %1. See poolwart --help.</source>
        <translation>Die Befehle sind %1. Siehe poolwart --help.</translation>
    </message>
    <message>
        <source>A console for PostgreSQL connection pools: change N pools while they run, send traffic through them, compare the connections with max_connections and export the configuration.</source>
        <translation>Eine Konsole für PostgreSQL-Verbindungspools: N Pools im laufenden Betrieb ändern, Last darüber schicken, die Verbindungen mit max_connections vergleichen und die Konfiguration exportieren.</translation>
    </message>
    <message>
        <source>Run a plan against a modelled server: fast and repeatable.</source>
        <translation>Einen Plan gegen ein Servermodell ausführen: schnell und wiederholbar.</translation>
    </message>
    <message>
        <source>Read another program&apos;s configuration as a plan, or convert it.</source>
        <translation>Die Konfiguration eines anderen Programms als Plan lesen oder umwandeln.</translation>
    </message>
    <message>
        <source>Time for running requests to finish when the window closes; then they are cancelled [10s].</source>
        <translation>Zeit, in der laufende Anfragen beim Schließen des Fensters enden dürfen; dann Abbruch [10s].</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>List recorded runs or show one.</source>
        <translation>Aufgezeichnete Läufe auflisten oder einen zeigen.</translation>
    </message>
    <message>
        <source>Compare two runs and mark the differences that are statistically significant.</source>
        <translation>Zwei Läufe vergleichen und statistisch signifikante Unterschiede kennzeichnen.</translation>
    </message>
    <message>
        <source>Add up the runs of several machines.</source>
        <translation>Die Läufe mehrerer Maschinen zusammenfassen.</translation>
    </message>
    <message>
        <source>Write a run as CSV, metrics or an HdrHistogram log.</source>
        <translation>Einen Lauf als CSV, Metriken oder HdrHistogram-Log schreiben.</translation>
    </message>
    <message>
        <source>Print a page of the manual.</source>
        <translation>Eine Seite des Handbuchs ausgeben.</translation>
    </message>
    <message>
        <source>Find out by experiment why a plan is faster or slower than another.</source>
        <translation>Durch ein Experiment herausfinden, warum ein Plan schneller oder langsamer ist als ein anderer.</translation>
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
        <translation>Basis</translation>
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
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
</context>
<context>
    <name>ConsoleText</name>
    <message>
        <source>Standard output is incomplete: %1.</source>
        <translation>Die Standardausgabe ist unvollständig: %1.</translation>
    </message>
    <message>
        <source>Standard error is incomplete: %1.</source>
        <translation>Die Standardfehlerausgabe ist unvollständig: %1.</translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message>
        <source>The display cannot be opened. “poolwart run” does not need one.</source>
        <translation>Die Anzeige lässt sich nicht öffnen. „poolwart run“ braucht keine.</translation>
    </message>
    <message>
        <source>No display: neither DISPLAY nor WAYLAND_DISPLAY is set. “poolwart run” does not need one.</source>
        <translation>Keine Anzeige: Weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt. „poolwart run“ braucht keine.</translation>
    </message>
</context>
<context>
    <name>ExperimentText</name>
    <message>
        <source>From %1 to %2 the p99 response time changes from %3 to %4: %5.</source>
        <translation>Von %1 zu %2 ändert sich die p99-Antwortzeit von %3 auf %4: %5.</translation>
    </message>
    <message>
        <source>No difference shown from %1 to %2: the p99 response time is %3 and %4, the ratio between %5 and %6.</source>
        <translation>Kein Unterschied von %1 zu %2 gezeigt: Die p99-Antwortzeit ist %3 und %4, das Verhältnis zwischen %5 und %6.</translation>
    </message>
    <message>
        <source>%1 would be better than %2, with %3.</source>
        <translation>%1 wäre besser als %2, mit %3.</translation>
    </message>
    <message>
        <source>No result: in %1 of %2 visits more than 1 % of the requests were not served.</source>
        <translation>Kein Ergebnis: Bei %1 von %2 Besuchen wurde mehr als 1 % der Anfragen nicht bedient.</translation>
    </message>
    <message>
        <source>No result: too few requests were served.</source>
        <translation>Kein Ergebnis: Es wurden zu wenige Anfragen bedient.</translation>
    </message>
    <message>
        <source>Simulated: queueing alone. A real server slows down when it has more to do at once; the model does not.</source>
        <translation>Simuliert: nur das Warten in der Schlange. Ein wirklicher Server wird langsamer, wenn er mehr gleichzeitig zu tun hat; das Modell nicht.</translation>
    </message>
    <message>
        <source>Steady before the measurement in all %1 visits.</source>
        <translation>Bei allen %1 Besuchen vor der Messung eingeschwungen.</translation>
    </message>
    <message>
        <source>Not steady before the measurement in %1 of %2 visits: the figures depend on how long the traffic lasts.</source>
        <translation>Bei %1 von %2 Besuchen vor der Messung nicht eingeschwungen: Die Werte hängen davon ab, wie lange die Last dauert.</translation>
    </message>
    <message>
        <source>At least 99 % of the requests were served in every visit.</source>
        <translation>Bei jedem Besuch wurden mindestens 99 % der Anfragen bedient.</translation>
    </message>
    <message>
        <source>%1 of %2 blocks are left out, because more than 1 % of the requests were not served.</source>
        <translation>%1 von %2 Blöcken sind weggelassen, weil mehr als 1 % der Anfragen nicht bedient wurde.</translation>
    </message>
    <message>
        <source>More connections (%1 → %2)</source>
        <translation>Mehr Verbindungen (%1 → %2)</translation>
    </message>
    <message>
        <source>Fewer connections (%1 → %2)</source>
        <translation>Weniger Verbindungen (%1 → %2)</translation>
    </message>
    <message>
        <source>More pools (%1 → %2)</source>
        <translation>Mehr Pools (%1 → %2)</translation>
    </message>
    <message>
        <source>Fewer pools (%1 → %2)</source>
        <translation>Weniger Pools (%1 → %2)</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>no difference shown (%1 to %2 times)</source>
        <translation>kein Unterschied gezeigt (das %1- bis %2-Fache)</translation>
    </message>
    <message>
        <source>%1 times as high (%2 to %3)</source>
        <translation>%1-mal so hoch (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 higher (%2 to %3)</source>
        <translation>%1 höher (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 lower (%2 to %3)</source>
        <translation>%1 niedriger (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message>
        <source>--set: “%1” does not have the form key=value.</source>
        <translation>--set: „%1“ hat nicht die Form Schlüssel=Wert.</translation>
    </message>
    <message>
        <source>The files are written without the server&apos;s connection budget.</source>
        <translation>Die Dateien werden ohne das Verbindungsbudget des Servers geschrieben.</translation>
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
        <source>Replace existing files that differ.</source>
        <translation>Vorhandene Dateien ersetzen, die abweichen.</translation>
    </message>
    <message>
        <source>Write the password of the target in plain text instead of a placeholder; only the owner can read the file (0600).</source>
        <translation>Das Passwort des Ziels statt eines Platzhalters im Klartext schreiben; nur der Eigentümer kann die Datei lesen (0600).</translation>
    </message>
    <message>
        <source>Print the files and their notes as JSON.</source>
        <translation>Dateien und Anmerkungen als JSON ausgeben.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>If a server is given, its address and budget are written into the files. Limitations of a format are reported on standard error.</source>
        <translation>Ist ein Server angegeben, stehen seine Adresse und sein Budget in den Dateien. Einschränkungen eines Formats werden auf der Standardfehlerausgabe gemeldet.</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  the files are up to date</source>
        <translation>0  die Dateien sind aktuell</translation>
    </message>
    <message>
        <source>1  invalid input, or a file could not be written</source>
        <translation>1  ungültige Eingabe, oder eine Datei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>No plan file was given. Name the plan to export.</source>
        <translation>Keine Plandatei angegeben. Den zu exportierenden Plan nennen.</translation>
    </message>
    <message>
        <source>No format was given. Add --format.</source>
        <translation>Kein Format angegeben. --format ergänzen.</translation>
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
        <source>--set %1: several formats are exported, and this option does not say for which.</source>
        <translation>--set %1: Exportiert werden mehrere Formate, und die Option nennt keines davon.</translation>
    </message>
    <message>
        <source>Write the name of the format before the key: --set %1.%2=…</source>
        <translation>Den Namen des Formats vor den Schlüssel schreiben: --set %1.%2=…</translation>
    </message>
    <message>
        <source>Formats to write, separated by commas; “poolwart formats” lists them. With several, each gets a folder of its own.</source>
        <translation>Zu schreibende Formate, durch Kommas getrennt; „poolwart formats“ listet sie auf. Bei mehreren erhält jedes einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Option of the format, as listed by “poolwart formats”; may be repeated. With several formats: FORMAT.KEY=VALUE.</source>
        <translation>Option des Formats, siehe „poolwart formats“; mehrfach möglich. Bei mehreren Formaten: FORMAT.KEY=VALUE.</translation>
    </message>
    <message>
        <source>Folder to write to, or a zip file if the name ends in .zip [standard output].</source>
        <translation>Zielordner, oder eine Zip-Datei, wenn der Name auf .zip endet [Standardausgabe].</translation>
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
    <name>HelpText</name>
    <message>
        <source>Topics of the manual:</source>
        <translation>Themen des Handbuchs:</translation>
    </message>
    <message>
        <source>poolwart help TOPIC prints one, poolwart COMMAND --help lists the options of a command.</source>
        <translation>poolwart help THEMA gibt eines aus, poolwart BEFEHL --help nennt die Optionen eines Befehls.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>console for PostgreSQL connection pools</source>
        <translation>Konsole für PostgreSQL-Verbindungspools</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Ist %1 gemeint?</translation>
    </message>
    <message>
        <source> or </source>
        <comment>between two names</comment>
        <translation> oder </translation>
    </message>
    <message>
        <source>The manual has no topic “%1”.</source>
        <translation>Das Handbuch hat kein Thema „%1“.</translation>
    </message>
    <message>
        <source>“poolwart help” lists the topics.</source>
        <translation>„poolwart help“ nennt die Themen.</translation>
    </message>
    <message>
        <source>Print the page, or the list of topics, as JSON.</source>
        <translation>Die Seite oder die Liste der Themen als JSON ausgeben.</translation>
    </message>
    <message>
        <source>Print the manual page poolwart(1) for man(1).</source>
        <translation>Die Handbuchseite poolwart(1) für man(1) ausgeben.</translation>
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
        <source>0  done</source>
        <translation>0  erledigt</translation>
    </message>
    <message>
        <source>1  invalid input: the topic does not exist</source>
        <translation>1  ungültige Eingabe: das Thema gibt es nicht</translation>
    </message>
    <message>
        <source>Expected one topic, got %1: %2</source>
        <translation>Erwartet wird ein Thema, nicht %1: %2</translation>
    </message>
    <message>
        <source>--man prints all topics, and takes none.</source>
        <translation>--man gibt alle Themen aus und nimmt keines an.</translation>
    </message>
</context>
<context>
    <name>ImportText</name>
    <message>
        <source>Format of the file if it cannot be detected: %1.</source>
        <translation>Format der Datei, falls es sich nicht erkennen lässt: %1.</translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation>FORMAT</translation>
    </message>
    <message>
        <source>Format to write instead of a plan; “poolwart formats” lists the formats.</source>
        <translation>Format, das statt eines Plans geschrieben wird; „poolwart formats“ listet die Formate auf.</translation>
    </message>
    <message>
        <source>Option of that format, as listed by “poolwart formats”; may be repeated.</source>
        <translation>Option dieses Formats, siehe „poolwart formats“; mehrfach möglich.</translation>
    </message>
    <message>
        <source>KEY=VALUE</source>
        <translation>SCHLÜSSEL=WERT</translation>
    </message>
    <message>
        <source>Folder to write to [standard output].</source>
        <translation>Zielordner [Standardausgabe].</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>Replace existing files that differ.</source>
        <translation>Vorhandene Dateien ersetzen, die abweichen.</translation>
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
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  the files are up to date</source>
        <translation>0  die Dateien sind aktuell</translation>
    </message>
    <message>
        <source>1  invalid input, or a file could not be written</source>
        <translation>1  ungültige Eingabe, oder eine Datei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>No file was given. Name the file to import.</source>
        <translation>Keine Datei angegeben. Die zu importierende Datei nennen.</translation>
    </message>
    <message>
        <source>Choose one with --server, such as --server %1.</source>
        <translation>Einen mit --server wählen, etwa --server %1.</translation>
    </message>
    <message>
        <source>HOST[:PORT]</source>
        <translation>HOST[:PORT]</translation>
    </message>
    <message>
        <source>List each ignored and each assumed setting.</source>
        <translation>Jede ignorierte und jede angenommene Einstellung auflisten.</translation>
    </message>
    <message>
        <source>Server whose pools to read, of a file with several.</source>
        <translation>Server, dessen Pools gelesen werden, bei einer Datei mit mehreren.</translation>
    </message>
    <message>
        <source>The file has pools on several servers, and a plan has the pools of one: %1.</source>
        <translation>Die Datei hat Pools auf mehreren Servern, und ein Plan hat die Pools von einem: %1.</translation>
    </message>
    <message>
        <source>The file “-” is the standard input. What was left out, not understood, ignored or assumed is reported on standard error.</source>
        <translation>Die Datei „-“ ist die Standardeingabe. Was ausgelassen, nicht verstanden, ignoriert oder angenommen wurde, steht in der Standardfehlerausgabe.</translation>
    </message>
</context>
<context>
    <name>LabProgress</name>
    <message>
        <source>%1 plans × %2 repeats × %3 s after %4 s of warm-up, in model time; at most %5 connections.</source>
        <translation>%1 Pläne × %2 Wiederholungen × %3 s nach %4 s Aufwärmen, in Modellzeit; höchstens %5 Verbindungen.</translation>
    </message>
    <message>
        <source>Block %1 of %2</source>
        <translation>Block %1 von %2</translation>
    </message>
</context>
<context>
    <name>LabReportText</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>Eingeschwungen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Zu</translation>
    </message>
    <message>
        <source>Effect (95 % interval)</source>
        <translation>Wirkung (95-%-Intervall)</translation>
    </message>
    <message>
        <source>In the other order</source>
        <translation>In der anderen Reihenfolge</translation>
    </message>
    <message>
        <source>Simulated server, %1 · %2 · seed %3</source>
        <translation>Simulierter Server, %1 · %2 · Startwert %3</translation>
    </message>
</context>
<context>
    <name>LabText</name>
    <message>
        <source>lab: the experiment is missing.</source>
        <translation>lab: Das Experiment fehlt.</translation>
    </message>
    <message>
        <source>The experiments are: %1.</source>
        <translation>Es gibt diese Experimente: %1.</translation>
    </message>
    <message>
        <source>lab: there is no experiment “%1”.</source>
        <translation>lab: Es gibt kein Experiment „%1“.</translation>
    </message>
    <message>
        <source>lab: “%1” is one word too many.</source>
        <translation>lab: „%1“ ist ein Wort zu viel.</translation>
    </message>
    <message>
        <source>lab: --simulate is missing.</source>
        <translation>lab: --simulate fehlt.</translation>
    </message>
    <message>
        <source>An experiment runs on the modelled server, for example with --simulate exponential:10ms.</source>
        <translation>Ein Experiment läuft auf dem Servermodell, zum Beispiel mit --simulate exponential:10ms.</translation>
    </message>
    <message>
        <source>--duration: write a multiple of 5s.</source>
        <translation>--duration: Ein Vielfaches von 5s angeben.</translation>
    </message>
    <message>
        <source>Shape of the plan to compare with: pools x slots per pool [1x25].</source>
        <translation>Form des Plans, mit dem verglichen wird: Pools x Slots pro Pool [1x25].</translation>
    </message>
    <message>
        <source>SHAPE</source>
        <translation>FORM</translation>
    </message>
    <message>
        <source>Shape of the new plan [5x12].</source>
        <translation>Form des neuen Plans [5x12].</translation>
    </message>
    <message>
        <source>Routing policy of the new plan; all other plans use round robin [round-robin]; see below.</source>
        <translation>Verteilung des neuen Plans; alle anderen Pläne verwenden Round Robin [round-robin]; siehe unten.</translation>
    </message>
    <message>
        <source>POLICY</source>
        <translation>VERTEILUNG</translation>
    </message>
    <message>
        <source>Service time on the modelled server: constant:T, exponential:MEAN, lognormal:MEAN:CV or uniform:MIN:MAX. Required.</source>
        <translation>Laufzeit auf dem Servermodell: constant:T, exponential:MITTEL, lognormal:MITTEL:CV oder uniform:MIN:MAX. Notwendig.</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>MODELL</translation>
    </message>
    <message>
        <source>Blocks, at least 3; each visits every plan once [8].</source>
        <translation>Blöcke, mindestens 3; jeder besucht jeden Plan einmal [8].</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Model time of a measurement: a multiple of 5s, up to 2m [10s].</source>
        <translation>Modellzeit einer Messung: ein Vielfaches von 5s, höchstens 2m [10s].</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>Seed of the random numbers [1].</source>
        <translation>Startwert der Zufallszahlen [1].</translation>
    </message>
    <message>
        <source>Print JSON instead of tables.</source>
        <translation>JSON statt Tabellen ausgeben.</translation>
    </message>
    <message>
        <source>Experiments:</source>
        <translation>Experimente:</translation>
    </message>
    <message>
        <source>why  Why is the new plan faster or slower? Measures what the number of connections, the
  number of pools and the policy each contribute.</source>
        <translation>why  Warum ist der neue Plan schneller oder langsamer? Misst, was die Zahl der Verbindungen,
  die Zahl der Pools und die Verteilung jeweils beitragen.</translation>
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
        <source>0  the experiment has a result; “no difference shown” is one</source>
        <translation>0  das Experiment hat ein Ergebnis; „kein Unterschied gezeigt“ ist eines</translation>
    </message>
    <message>
        <source>1  invalid input</source>
        <translation>1  ungültige Eingabe</translation>
    </message>
    <message>
        <source>3  no result: too many requests were not served</source>
        <translation>3  kein Ergebnis: zu viele Anfragen wurden nicht bedient</translation>
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
        <translation>Last</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
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
        <source>--log-queries: “%1” is not a percentage from 0.0001 to 100.</source>
        <translation>--log-queries: „%1“ ist keine Prozentzahl von 0.0001 bis 100.</translation>
    </message>
    <message>
        <source>Log this percentage of the requests (every Nth) with pool, slot, time and statement, at most 50 lines per second; further ones are only counted. Literals and parameters are omitted.</source>
        <translation>Diesen Prozentsatz der Anfragen (jede N-te) mit Pool, Slot, Zeit und Anweisung protokollieren, höchstens 50 Zeilen je Sekunde; weitere werden nur gezählt. Literale und Parameter fehlen.</translation>
    </message>
    <message>
        <source>PCT</source>
        <translation>PROZENT</translation>
    </message>
    <message>
        <source>Log only requests of this pool; may be repeated.</source>
        <translation>Nur Anfragen dieses Pools protokollieren; mehrfach möglich.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>Append the log to this file [standard error].</source>
        <translation>Das Protokoll an diese Datei anhängen [Standardfehlerausgabe].</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>--%1 has no effect without --log-queries. Add --log-queries.</source>
        <translation>--%1 wirkt nur mit --log-queries. --log-queries ergänzen.</translation>
    </message>
    <message>
        <source>Include literals and parameters in the query log, except in statements that contain a password or another secret.</source>
        <translation>Literale und Parameter mitprotokollieren, außer in Anweisungen mit einem Passwort oder einem anderen Geheimnis.</translation>
    </message>
</context>
<context>
    <name>ManualText</name>
    <message>
        <source>en</source>
        <comment>The folder of the manual&apos;s pages in this language</comment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>OptionText</name>
    <message>
        <source>Show this help and exit.</source>
        <translation>Diese Hilfe anzeigen und beenden.</translation>
    </message>
    <message>
        <source>option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>Bedeutung</translation>
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
        <source>%1 exclude each other. Give only one of them.</source>
        <translation>%1 schließen einander aus. Nur eines davon angeben.</translation>
    </message>
    <message>
        <source>Expected one file, got %1: %2</source>
        <translation>Erwartet wird eine Datei, angegeben sind %1: %2</translation>
    </message>
</context>
<context>
    <name>ReplayText</name>
    <message>
        <source>Record the due time and kind of each request (at most %L1) in the run file, for --replay.</source>
        <translation>Fälligkeit und Art jeder Anfrage (höchstens %L1) in der Laufdatei aufzeichnen, für --replay.</translation>
    </message>
    <message>
        <source>Send the recorded requests of this run again at their recorded times, with another plan, policy or server. Plan, workload, retries and length are taken from the run unless an option sets them; there is no warm-up.</source>
        <translation>Die aufgezeichneten Anfragen dieses Laufs zu ihren aufgezeichneten Zeiten erneut senden, mit anderem Plan, anderer Verteilung oder anderem Server. Plan, Arbeitslast, Wiederholungen und Dauer stammen aus dem Lauf, soweit keine Option sie setzt; eine Aufwärmphase gibt es nicht.</translation>
    </message>
    <message>
        <source>RUN.json</source>
        <translation>LAUF.json</translation>
    </message>
    <message>
        <source>--record-arrivals writes into the run file. Add --out or --json.</source>
        <translation>--record-arrivals schreibt in die Laufdatei. --out oder --json ergänzen.</translation>
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
        <source>1  invalid input, or a file could not be written</source>
        <translation>1  ungültige Eingabe, oder eine Datei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>Print JSON instead of a table.</source>
        <translation>JSON statt einer Tabelle ausgeben.</translation>
    </message>
    <message>
        <source>An interrupted run is shown up to its last complete second. Its file is run.json.part instead of run.json.</source>
        <translation>Ein unterbrochener Lauf wird bis zu seiner letzten vollständigen Sekunde gezeigt. Seine Datei heißt run.json.part statt run.json.</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Beispiele:</translation>
    </message>
    <message>
        <source>Expected “runs list [FOLDER]” or “runs show FILE”, got “runs %1”.</source>
        <translation>Erwartet wird „runs list [ORDNER]“ oder „runs show DATEI“, nicht „runs %1“.</translation>
    </message>
    <message>
        <source>“%1” was interrupted; the figures end at the interruption.</source>
        <translation>„%1“ wurde unterbrochen; die Werte enden dort.</translation>
    </message>
    <message>
        <source>Output format: csv, json, prometheus, openmetrics or hdr.</source>
        <translation>Ausgabeformat: csv, json, prometheus, openmetrics oder hdr.</translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation>FORMAT</translation>
    </message>
    <message>
        <source>File to write [standard output].</source>
        <translation>Zieldatei [Standardausgabe].</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>No run file was given. Name the run to export.</source>
        <translation>Keine Laufdatei angegeben. Den zu exportierenden Lauf nennen.</translation>
    </message>
    <message>
        <source>No format was given. Add --format csv, json, prometheus, openmetrics or hdr.</source>
        <translation>Kein Format angegeben. --format csv, json, prometheus, openmetrics oder hdr ergänzen.</translation>
    </message>
    <message>
        <source>The interval is a 95 % confidence interval of the ratio of the medians over the runs&apos; seconds. A star marks ratios whose interval does not contain 1.</source>
        <translation>Das Intervall ist ein 95-%-Konfidenzintervall für das Verhältnis der Mediane über die Sekunden der Läufe. Ein Stern kennzeichnet Verhältnisse, deren Intervall die 1 nicht enthält.</translation>
    </message>
    <message>
        <source>Example:</source>
        <translation>Beispiel:</translation>
    </message>
    <message>
        <source>Expected two run files, the base first.</source>
        <translation>Erwartet werden zwei Laufdateien, die Basis zuerst.</translation>
    </message>
    <message>
        <source>Run file to write [standard output].</source>
        <translation>Zu schreibende Laufdatei [Standardausgabe].</translation>
    </message>
    <message>
        <source>ALL.json</source>
        <translation>ALLE.json</translation>
    </message>
    <message>
        <source>Add up runs of different plans or workloads too.</source>
        <translation>Auch Läufe verschiedener Pläne oder Arbeitslasten zusammenfassen.</translation>
    </message>
    <message>
        <source>Expected at least two run files.</source>
        <translation>Erwartet werden mindestens zwei Laufdateien.</translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>Number of pools when no plan file is given [5].</source>
        <translation>Anzahl der Pools, wenn keine Plandatei angegeben ist [5].</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Slots per pool [12, or as in the plan].</source>
        <translation>Slots je Pool [12, oder wie im Plan].</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Acquire timeout: how long a request waits for a slot [20s].</source>
        <translation>Acquire-Timeout: wie lange eine Anfrage auf einen Slot wartet [20s].</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>POLICY</source>
        <translation>VERTEILUNG</translation>
    </message>
    <message>
        <source>Migration share: percentage of requests that the policy spreads; the rest uses the first pool [100].</source>
        <translation>Migrationsanteil: Prozent der Anfragen, die verteilt werden; der Rest nutzt den ersten Pool [100].</translation>
    </message>
    <message>
        <source>PCT</source>
        <translation>PROZENT</translation>
    </message>
    <message>
        <source>Number of clients; each sends its next request after its last answer [60].</source>
        <translation>Anzahl der Clients; jeder sendet die nächste Anfrage nach der letzten Antwort [60].</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Requests per second, sent whether or not earlier ones were answered; instead of clients.</source>
        <translation>Anfragen je Sekunde, unabhängig von den Antworten auf frühere; statt Clients.</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Seed of the random numbers [1].</source>
        <translation>Startwert der Zufallszahlen [1].</translation>
    </message>
    <message>
        <source>Duration of the traffic before the measurement [1s].</source>
        <translation>Dauer der Last vor der Messung [1s].</translation>
    </message>
    <message>
        <source>Duration of the measurement [10s].</source>
        <translation>Dauer der Messung [10s].</translation>
    </message>
    <message>
        <source>Time for accepted requests to finish at the end; then they are cancelled [10s].</source>
        <translation>Zeit, in der angenommene Anfragen am Ende fertig werden dürfen; dann Abbruch [10s].</translation>
    </message>
    <message>
        <source>--pools creates a plan and cannot be combined with the plan file “%1”.</source>
        <translation>--pools legt einen Plan an und lässt sich nicht mit der Plandatei „%1“ kombinieren.</translation>
    </message>
    <message>
        <source>--policy: there is no policy “%1”.</source>
        <translation>--policy: Es gibt keine Verteilung „%1“.</translation>
    </message>
    <message>
        <source>The policies are %1.</source>
        <translation>Die Verteilungen sind %1.</translation>
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
        <source>--out: no permission to write to the folder “%1”.</source>
        <translation>--out: Keine Berechtigung, in den Ordner „%1“ zu schreiben.</translation>
    </message>
    <message>
        <source>Write the run file (JSON) to this path.</source>
        <translation>Die Laufdatei (JSON) unter diesem Pfad schreiben.</translation>
    </message>
    <message>
        <source>RUN.json</source>
        <translation>LAUF.json</translation>
    </message>
    <message>
        <source>Print the run file to standard output instead of the table.</source>
        <translation>Die Laufdatei statt der Tabelle auf der Standardausgabe ausgeben.</translation>
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
        <source>0  every accepted request was served and every connection was closed</source>
        <translation>0  jede angenommene Anfrage wurde bedient und jede Verbindung geschlossen</translation>
    </message>
    <message>
        <source>2  cannot connect, or the server was unreachable at the end</source>
        <translation>2  keine Verbindung möglich, oder der Server war am Ende nicht erreichbar</translation>
    </message>
    <message>
        <source>3  requests were cancelled or connections cut at the end</source>
        <translation>3  am Ende wurden Anfragen abgebrochen oder Verbindungen getrennt</translation>
    </message>
    <message>
        <source>Retry a request up to N times after a serialization failure (40001), a deadlock (40P01) or a lost connection [0]. Work that a lost connection had already committed is then done twice.</source>
        <translation>Eine Anfrage nach einem Serialisierungsfehler (40001), einem Deadlock (40P01) oder einer verlorenen Verbindung bis zu N-mal wiederholen [0]. Was die verlorene Verbindung schon committet hatte, geschieht dann zweimal.</translation>
    </message>
    <message>
        <source>Wait before the first retry; doubled with each further one, up to 1s [10ms].</source>
        <translation>Pause vor der ersten Wiederholung; verdoppelt sich mit jeder weiteren, bis 1s [10ms].</translation>
    </message>
    <message>
        <source>Retries as a percentage of the requests, at most [10%].</source>
        <translation>Wiederholungen in Prozent der Anfragen, höchstens [10%].</translation>
    </message>
    <message>
        <source>--retry-budget: “%1” is not a whole percentage from 0 to 100.</source>
        <translation>--retry-budget: „%1“ ist keine ganze Prozentzahl von 0 bis 100.</translation>
    </message>
    <message>
        <source>Serve Prometheus metrics at this address while the run lasts, for example 127.0.0.1:9187; only on this machine.</source>
        <translation>Während des Laufs Prometheus-Metriken unter dieser Adresse anbieten, etwa 127.0.0.1:9187; nur auf diesem Rechner.</translation>
    </message>
    <message>
        <source>ADDRESS:PORT</source>
        <translation>ADRESSE:PORT</translation>
    </message>
    <message>
        <source>--think applies to clients only; a rate has no think time.</source>
        <translation>--think gilt nur für Clients; eine Rate hat keine Denkzeit.</translation>
    </message>
    <message>
        <source>--spacing: there is no spacing “%1”.</source>
        <translation>--spacing: Es gibt keinen Abstand „%1“.</translation>
    </message>
    <message>
        <source>Choose poisson or even.</source>
        <translation>poisson oder even wählen.</translation>
    </message>
    <message>
        <source>--spacing applies to a rate only; a client sends when it has its answer.</source>
        <translation>--spacing gilt nur für eine Rate; ein Client sendet, sobald er seine Antwort hat.</translation>
    </message>
    <message>
        <source>Routing policy: which pool gets the next request [round-robin]; see below.</source>
        <translation>Verteilung: welcher Pool die nächste Anfrage bekommt [round-robin]; siehe unten.</translation>
    </message>
    <message>
        <source>A class with a pool of its own uses that pool under every policy. While the pool is not
  in the plan, or is draining, the policy decides.</source>
        <translation>Eine Klasse mit eigenem Pool nutzt ihn bei jeder Verteilung. Solange der Pool nicht im
  Plan ist oder ausläuft, entscheidet die Verteilung.</translation>
    </message>
    <message>
        <source>Policies:</source>
        <translation>Verteilungen:</translation>
    </message>
    <message>
        <source>Think time of a client before its next request: TIME (fixed) or exponential:TIME (mean) [0].</source>
        <translation>Denkzeit eines Clients vor der nächsten Anfrage: ZEIT (fest) oder exponential:ZEIT (Mittelwert) [0].</translation>
    </message>
    <message>
        <source>THINK</source>
        <translation>DENKZEIT</translation>
    </message>
    <message>
        <source>Rate that changes with time, counted from the start of the traffic (warm-up included): ramp:FROM:TO:TIME, steps:FIRST:INCREMENT:TIME:LEVELS, burst:BASE:PEAK:PERIOD:LENGTH (a burst at the end of each period) or constant:R.</source>
        <translation>Rate, die sich mit der Zeit ändert, gezählt ab Beginn der Last (samt Aufwärmphase): ramp:VON:BIS:ZEIT, steps:ERSTE:ZUWACHS:ZEIT:STUFEN, burst:GRUNDLAST:SPITZE:PERIODE:LÄNGE (ein Schub am Ende jeder Periode) oder constant:R.</translation>
    </message>
    <message>
        <source>SHAPE</source>
        <translation>FORM</translation>
    </message>
    <message>
        <source>Spacing of the requests of a rate: poisson or even [poisson].</source>
        <translation>Abstand der Anfragen einer Rate: poisson oder even [poisson].</translation>
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
        <source>A request that ends with 40001, 40P01, class 08 or a lost connection is sent again through
  the policy after a backoff. The backoff doubles with each attempt, is at most 1s and is
  shortened at random by up to 50 %. Each request adds its share of a retry to the budget,
  each retry uses up one, and at most 100 are saved. A retry that would start after the
  deadline of its class is not made. Attempts are counted separately; a request ends once,
  and its response time counts from its intended start.</source>
        <translation>Eine Anfrage, die mit 40001, 40P01, Klasse 08 oder einer verlorenen Verbindung endet, wird
  nach einer Pause erneut über die Verteilung gesendet. Die Pause verdoppelt sich mit jedem
  Versuch, beträgt höchstens 1s und wird zufällig um bis zu 50 % verkürzt. Jede Anfrage erhöht
  das Budget um ihren Anteil einer Wiederholung, jede Wiederholung verbraucht eine, und
  höchstens 100 werden angespart. Eine Wiederholung, die erst nach der Frist ihrer Klasse
  begänne, unterbleibt. Versuche zählen getrennt; eine Anfrage endet einmal, und ihre
  Antwortzeit zählt ab dem vorgesehenen Start.</translation>
    </message>
    <message>
        <source>1  invalid input (option, file, plan or statement), or an output was written incompletely</source>
        <translation>1  ungültige Eingabe (Option, Datei, Plan, Anweisung) oder unvollständig geschriebene Ausgabe</translation>
    </message>
    <message>
        <source>4  the plan needs more connections or more open files than are available</source>
        <translation>4  der Plan braucht mehr Verbindungen oder mehr offene Dateien, als verfügbar sind</translation>
    </message>
    <message>
        <source>--out: “%1” is not a regular file.</source>
        <translation>--out: „%1“ ist keine reguläre Datei.</translation>
    </message>
    <message>
        <source>--json prints the run file to standard output.</source>
        <translation>Mit --json geht die Laufdatei an die Standardausgabe.</translation>
    </message>
    <message>
        <source>Continue even if more than half of the requests fail; otherwise that ends the run after two seconds.</source>
        <translation>Weitermachen, auch wenn mehr als die Hälfte der Anfragen fehlschlägt; sonst endet der Lauf dann nach zwei Sekunden.</translation>
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
        <translation>Antwortzeit %1</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Laufzeit %1</translation>
    </message>
    <message>
        <source>Acquire %1</source>
        <translation>Wartezeit %1</translation>
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
        <source>Blocked wait</source>
        <translation>Blockierte Wartezeit</translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>ignored in the URL because they are not PostgreSQL parameters: %1</source>
        <translation>in der URL ignoriert, da keine PostgreSQL-Parameter: %1</translation>
    </message>
    <message>
        <source>client_encoding %1 is ignored: scripts and connections use UTF-8.</source>
        <translation>client_encoding %1 wird ignoriert: Skripte und Verbindungen verwenden UTF-8.</translation>
    </message>
    <message>
        <source>Server, as postgresql://user:password@host:5432/database or “host=… dbname=…”. Missing values are taken from PG* variables and ~/.pgpass.</source>
        <translation>Server als postgresql://user:password@host:5432/database oder „host=… dbname=…“. Fehlende Werte kommen aus PG*-Variablen und ~/.pgpass.</translation>
    </message>
    <message>
        <source>URI</source>
        <translation>URI</translation>
    </message>
    <message>
        <source>Server, as an entry of the service file ~/.pg_service.conf.</source>
        <translation>Server als Eintrag der Servicedatei ~/.pg_service.conf.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>Private PostgreSQL server that Poolwart starts and stops.</source>
        <translation>Privater PostgreSQL-Server, den Poolwart startet und stoppt.</translation>
    </message>
    <message>
        <source>max_connections of the sandbox [100].</source>
        <translation>max_connections der Sandbox [100].</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>superuser_reserved_connections of the sandbox [3].</source>
        <translation>superuser_reserved_connections der Sandbox [3].</translation>
    </message>
    <message>
        <source>--max-connections and --superuser-reserved apply to the sandbox only. Add --sandbox.</source>
        <translation>--max-connections und --superuser-reserved gelten nur für die Sandbox. --sandbox ergänzen.</translation>
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
        <source>Service time of a statement on the modelled server: constant:T, exponential:MEAN, lognormal:MEAN:CV or uniform:MIN:MAX [exponential:10ms].</source>
        <translation>Laufzeit einer Anweisung auf dem Servermodell: constant:T, exponential:MITTEL, lognormal:MITTEL:CV oder uniform:MIN:MAX [exponential:10ms].</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>MODELL</translation>
    </message>
    <message>
        <source>Service times are written as 250us, 10ms or 1.5s; all other times are whole numbers with a unit: 500ms, 20s, 5m, 2h.</source>
        <translation>Laufzeiten schreibt man als 250us, 10ms oder 1.5s; alle anderen Zeiten sind ganze Zahlen mit Einheit: 500ms, 20s, 5m, 2h.</translation>
    </message>
    <message>
        <source>Pools, policy and traffic are those of a real run; the clock jumps from event to event. The same seed gives the same file.</source>
        <translation>Pools, Verteilung und Last sind die eines echten Laufs; die Uhr springt von Ereignis zu Ereignis. Derselbe Startwert ergibt dieselbe Datei.</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>Exit-Codes:</translation>
    </message>
    <message>
        <source>0  every accepted request was served</source>
        <translation>0  jede angenommene Anfrage wurde bedient</translation>
    </message>
    <message>
        <source>1  invalid input: an option, a file or a plan</source>
        <translation>1  ungültige Eingabe: eine Option, eine Datei oder ein Plan</translation>
    </message>
    <message>
        <source>3  requests were cancelled or connections cut at the end</source>
        <translation>3  am Ende wurden Anfragen abgebrochen oder Verbindungen getrennt</translation>
    </message>
    <message>
        <source>Percentage of the statements that end with a serialization failure, 40001 [0].</source>
        <translation>Prozentsatz der Anweisungen, die mit einem Serialisierungsfehler (40001) enden [0].</translation>
    </message>
    <message>
        <source>PCT</source>
        <translation>PROZENT</translation>
    </message>
    <message>
        <source>The simulation honours the weights and classes of a workload, the deadlines and pools of its classes, and \set, \sequence, \csv, \if and \sleep in scripts. The model draws the service time of each statement, regardless of its text. \gset and \aset are refused because there are no rows. Without a workload a request is one statement.</source>
        <translation>Die Simulation berücksichtigt Gewichte und Klassen einer Arbeitslast, Fristen und Pools der Klassen sowie \set, \sequence, \csv, \if und \sleep in Skripten. Das Modell zieht die Laufzeit jeder Anweisung, unabhängig von ihrem Text. \gset und \aset werden abgelehnt, weil es keine Zeilen gibt. Ohne Arbeitslast ist eine Anfrage eine Anweisung.</translation>
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
        <translation>Höchstens benutzt</translation>
    </message>
    <message>
        <source>Peak waiting</source>
        <translation>Höchstens wartend</translation>
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
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>service</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>response</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>Offered %1 = completed %2 + failed %3 + timed out %4 + rejected %5 + cancelled %6 + dropped %7</source>
        <translation>Angeboten %1 = erledigt %2 + fehlgeschlagen %3 + Zeitüberschreitung %4 + abgewiesen %5 + abgebrochen %6 + verworfen %7</translation>
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
        <source>%1 requests per second over %2</source>
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
        <source>Blocked wait</source>
        <translation>Blockierte Wartezeit</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Angeboten</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeitüberschreitung</translation>
    </message>
    <message>
        <source>Service p50</source>
        <translation>Laufzeit p50</translation>
    </message>
    <message>
        <source>Service p99</source>
        <translation>Laufzeit p99</translation>
    </message>
    <message>
        <source>Response p50</source>
        <translation>Antwortzeit p50</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>INVALID: the load generator was overloaded, so these figures are unreliable. %1</source>
        <translation>UNGÜLTIG: Der Lastgenerator war überlastet, die Werte sind unzuverlässig. %1</translation>
    </message>
    <message>
        <source>DEGRADED: the load generator may have influenced these figures. %1</source>
        <translation>EINGESCHRÄNKT: Der Lastgenerator kann diese Werte beeinflusst haben. %1</translation>
    </message>
    <message>
        <source>Timed out at the deadline of their class: %1</source>
        <translation>Zeitüberschreitungen an der Frist ihrer Klasse: %1</translation>
    </message>
    <message>
        <source>Retries: %1; %2 requests completed after a retry; %3 further retries were refused by the budget</source>
        <translation>Wiederholungen: %1; %2 Anfragen gelangen nach einer Wiederholung; %3 weitere ließ das Budget nicht zu</translation>
    </message>
    <message>
        <source>Blocked wait: %1 of waiting in one pool while another had a free slot</source>
        <translation>Blockierte Wartezeit: %1 in einem Pool gewartet, während ein anderer einen freien Slot hatte</translation>
    </message>
    <message>
        <source>Generator: %1, %2 of CPU per request, %3 of a core, wakes late by %4 at p99</source>
        <translation>Lastgenerator: %1, %2 CPU je Anfrage, %3 eines Kerns, erwacht mit %4 Verzug bei p99</translation>
    </message>
    <message>
        <source>, sends late by %1 at p99, %2 at most</source>
        <translation>, sendet mit %1 Verzug bei p99, höchstens %2</translation>
    </message>
    <message>
        <source>The run was interrupted and has no end.</source>
        <translation>Der Lauf wurde unterbrochen und hat kein Ende.</translation>
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
        <translation>Wiedergegeben: %1 aufgezeichnete Anfragen aus „%2“</translation>
    </message>
    <message>
        <source>; that run had not recorded %1</source>
        <translation>; dieser Lauf hatte %1 nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Arrivals: %1 recorded, %2 not recorded</source>
        <translation>Anfragen: %1 aufgezeichnet, %2 nicht aufgezeichnet</translation>
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
        <source>Through %1: each slot is a client of the pooler</source>
        <translation>Hinter %1: Jeder Slot ist ein Client des Poolers</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) of the pooler left</source>
        <translation>
            <numerusform>%n Client des Poolers übrig</numerusform>
            <numerusform>%n Clients des Poolers übrig</numerusform>
        </translation>
    </message>
    <message>
        <source>remaining backends are unknown behind the pooler</source>
        <translation>übrige Backends sind hinter dem Pooler unbekannt</translation>
    </message>
    <message>
        <source>remaining backends: not confirmed</source>
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
        <source>SQL statement or pgbench script [in the sandbox: SELECT of a random account; elsewhere: SELECT 1].</source>
        <translation>SQL-Anweisung oder pgbench-Skript [in der Sandbox: SELECT eines zufälligen Kontos; sonst: SELECT 1].</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>pgbench script, run as one request; may be repeated for a weighted mix [weight 1].</source>
        <translation>pgbench-Skript, als eine Anfrage ausgeführt; mehrfach möglich für eine gewichtete Mischung [Gewicht 1].</translation>
    </message>
    <message>
        <source>FILE.sql[@WEIGHT]</source>
        <translation>DATEI.sql[@GEWICHT]</translation>
    </message>
    <message>
        <source>Built-in script: %1.</source>
        <translation>Eingebautes Skript: %1.</translation>
    </message>
    <message>
        <source>NAME[@WEIGHT]</source>
        <translation>NAME[@GEWICHT]</translation>
    </message>
    <message>
        <source>Workload file: scripts with weights, and classes with shares and deadlines.</source>
        <translation>Arbeitslastdatei: Skripte mit Gewichten und Klassen mit Anteilen und Fristen.</translation>
    </message>
    <message>
        <source>FILE.json</source>
        <translation>DATEI.json</translation>
    </message>
    <message>
        <source>Value of :scale in scripts [number of rows of pgbench_branches; 1 without that table].</source>
        <translation>Wert von :scale in Skripten [Zeilenzahl von pgbench_branches; 1 ohne diese Tabelle].</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Allow the workload to write to a server other than the sandbox.</source>
        <translation>Der Arbeitslast erlauben, auf einem anderen Server als der Sandbox zu schreiben.</translation>
    </message>
    <message>
        <source>Protocol: simple, extended or prepared [prepared].</source>
        <translation>Protokoll: simple, extended oder prepared [prepared].</translation>
    </message>
    <message>
        <source>PROTOCOL</source>
        <translation>PROTOKOLL</translation>
    </message>
    <message>
        <source>A run writes only to the sandbox unless writing is allowed.</source>
        <translation>Ein Lauf schreibt nur in die Sandbox, solange Schreiben nicht erlaubt ist.</translation>
    </message>
    <message>
        <source>Add --allow-writes if the data of that server may be changed.</source>
        <translation>--allow-writes ergänzen, wenn die Daten dieses Servers geändert werden dürfen.</translation>
    </message>
    <message>
        <source>--file: two scripts name different files “%1”.</source>
        <translation>--file: Zwei Skripte nennen verschiedene Dateien „%1“.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>The plan needs %1 connections, but only %2 are available: %3 usable of max_connections %4, minus %5 used by others and %6 used by the monitor.</source>
        <translation>Der Plan braucht %1 Verbindungen, verfügbar sind aber nur %2: %3 nutzbare von max_connections %4, abzüglich %5 anderer und %6 des Monitors.</translation>
    </message>
    <message>
        <source>Remove %1 slots from the plan or raise max_connections.</source>
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
        <source>a name is required.</source>
        <translation>ein Name ist erforderlich.</translation>
    </message>
    <message>
        <source>the name contains a control character.</source>
        <translation>der Name enthält ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>the name has %1 bytes; at most %2 are allowed.</source>
        <translation>der Name hat %1 Bytes; erlaubt sind höchstens %2.</translation>
    </message>
    <message>
        <source>“%1” is already the name of an earlier pool.</source>
        <translation>„%1“ ist schon der Name eines früheren Pools.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>Die Verbindung wurde unterbrochen.</translation>
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
        <source>The database URL contains a control character, such as a line break.</source>
        <translation>Die Datenbank-URL enthält ein Steuerzeichen, etwa einen Zeilenumbruch.</translation>
    </message>
    <message>
        <source>A carriage return cannot be written in a .env file.</source>
        <translation>Ein Wagenrücklauf lässt sich in einer .env-Datei nicht schreiben.</translation>
    </message>
    <message>
        <source>A “$” cannot be written in a .env file in a way that all readers understand.</source>
        <translation>Ein „$“ lässt sich in einer .env-Datei nicht so schreiben, dass alle Programme es gleich lesen.</translation>
    </message>
    <message>
        <source>A value with all three kinds of quotes cannot be written in a .env file.</source>
        <translation>Ein Wert mit allen drei Arten von Anführungszeichen lässt sich in einer .env-Datei nicht schreiben.</translation>
    </message>
    <message>
        <source>A whole number is required.</source>
        <translation>Eine ganze Zahl ist erforderlich.</translation>
    </message>
    <message>
        <source>A number is required.</source>
        <translation>Eine Zahl ist erforderlich.</translation>
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
        <source>%1: “%2” is not a valid value for “%3”.</source>
        <translation>%1: „%2“ ist kein gültiger Wert für „%3“.</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>Mögliche Werte: %1.</translation>
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
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <source>different meaning</source>
        <translation>andere Bedeutung</translation>
    </message>
    <message>
        <source>chosen default</source>
        <translation>gewählte Vorgabe</translation>
    </message>
    <message>
        <source>node-postgres cannot prefer TLS and fall back to plain text: “%1” is left out, and the connections are not encrypted. Write sslmode=require if the server supports TLS.</source>
        <translation>node-postgres kann TLS nicht bevorzugen und sonst unverschlüsselt verbinden: „%1“ fehlt, und die Verbindungen sind unverschlüsselt. Unterstützt der Server TLS, sslmode=require schreiben.</translation>
    </message>
    <message>
        <source>node-postgres treats “%1” as verify-full; uselibpqcompat=true in the URL gives it libpq&apos;s meaning.</source>
        <translation>node-postgres behandelt „%1“ wie verify-full; mit uselibpqcompat=true in der URL gilt die Bedeutung von libpq.</translation>
    </message>
    <message>
        <source>One field, connectionTimeoutMillis, limits both waiting for a slot and opening a connection: connecting may take the acquire timeout, %1, instead of %2.</source>
        <translation>Ein Feld, connectionTimeoutMillis, begrenzt das Warten auf einen Slot und das Öffnen einer Verbindung: Verbinden darf so lange dauern wie der Acquire-Timeout, %1 statt %2.</translation>
    </message>
    <message>
        <source>A request that times out fails with node-postgres&apos;s “timeout exceeded when trying to connect”; the code P2024 of Prisma 6 no longer exists.</source>
        <translation>Eine Anfrage, deren Acquire-Timeout abläuft, scheitert mit „timeout exceeded when trying to connect“ von node-postgres; den Code P2024 von Prisma 6 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The lifetime has no jitter: connections opened together are closed together after %1.</source>
        <translation>Die Lebensdauer ist nicht gestreut: Gemeinsam geöffnete Verbindungen werden nach %1 gemeinsam geschlossen.</translation>
    </message>
    <message>
        <source>“None” sends no setting: the value of ALTER ROLE, ALTER DATABASE or the server applies.</source>
        <translation>„Kein“ sendet keine Einstellung: Es gilt der Wert von ALTER ROLE, ALTER DATABASE oder des Servers.</translation>
    </message>
    <message>
        <source>node-postgres&apos;s min opens no connections; it only exempts them from the idle timeout. The file opens %1 per pool at start; a connection lost later is opened again on demand.</source>
        <translation>min von node-postgres öffnet keine Verbindungen; es nimmt sie nur vom Leerlauf-Timeout aus. Die Datei öffnet beim Start %1 je Pool; eine später verlorene wird bei Bedarf neu geöffnet.</translation>
    </message>
    <message>
        <source>statement_timeout is sent as a startup parameter. PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE … SET statement_timeout instead.</source>
        <translation>statement_timeout wird als Startparameter gesendet. PgBouncer lehnt ihn ab, wenn er nicht in ignore_startup_parameters steht, und verwirft ihn sonst: Hinter PgBouncer stattdessen ALTER ROLE … SET statement_timeout verwenden.</translation>
    </message>
    <message>
        <source>The queue has no limit here (plan: %1); requests wait until the acquire timeout instead of being rejected at once.</source>
        <translation>Die Warteschlange hat hier keine Grenze (Plan: %1); Anfragen warten bis zum Acquire-Timeout, statt sofort abgewiesen zu werden.</translation>
    </message>
    <message>
        <source>The server truncates names to %1 bytes: the pools are named %2 and so on.</source>
        <translation>Der Server kürzt Namen auf %1 Bytes: Die Pools heißen %2 und so weiter.</translation>
    </message>
    <message>
        <source>The server shows a character outside ASCII as “?” (up to PostgreSQL 15) or as \x and two digits per byte.</source>
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
        <source>The format takes one host only: “%1” of %2 is written.</source>
        <translation>Das Format nimmt nur einen Host: Geschrieben wird „%1“ von %2.</translation>
    </message>
    <message>
        <source>The settings of the service “%1” are not copied. Fill in the placeholders.</source>
        <translation>Die Einstellungen des Service „%1“ werden nicht übernommen. Die Platzhalter ausfüllen.</translation>
    </message>
    <message>
        <source>Imports of the generated client: without an extension (bundlers, tsx), or with .js (ECMAScript modules loaded by Node)</source>
        <translation>Importe des erzeugten Clients: ohne Endung (Bundler, tsx) oder mit .js (ECMAScript-Module, von Node geladen)</translation>
    </message>
    <message>
        <source>Files to write: a complete new project, or only the pools</source>
        <translation>Zu schreibende Dateien: ein vollständiges neues Projekt oder nur die Pools</translation>
    </message>
    <message>
        <source>Close the pools on SIGTERM and SIGINT</source>
        <translation>Die Pools bei SIGTERM und SIGINT schließen</translation>
    </message>
    <message>
        <source>Prisma batches the findUnique calls of one tick into one statement, but only within a client. Measured with Prisma 7.10: 19,000 to 31,000 calls per second with one client, 6,600 to 7,000 spread over five; findFirst, which is not batched, hardly changed. Call getPrisma() once per request and keep its client.</source>
        <translation>Prisma bündelt die findUnique-Aufrufe eines Ticks zu einer Anweisung, aber nur innerhalb eines Clients. Gemessen mit Prisma 7.10: 19.000 bis 31.000 Aufrufe je Sekunde mit einem Client, 6.600 bis 7.000 auf fünf verteilt; findFirst, das nicht gebündelt wird, änderte sich kaum. getPrisma() einmal je Anfrage aufrufen und den Client behalten.</translation>
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
        <source>The query to the server was abandoned.</source>
        <translation>Die Abfrage an den Server wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The temporary file of the recording lost %1 histograms of the run&apos;s seconds.</source>
        <translation>Die temporäre Datei der Aufzeichnung hat %1 Histogramme von Sekunden des Laufs verloren.</translation>
    </message>
    <message>
        <source>The run&apos;s own figures are complete; its percentiles over time have gaps.</source>
        <translation>Die Werte des ganzen Laufs sind vollständig; der Verlauf der Perzentile hat Lücken.</translation>
    </message>
    <message>
        <source>A background job failed: %1.</source>
        <translation>Ein Hintergrundauftrag ist fehlgeschlagen: %1.</translation>
    </message>
    <message>
        <source>The system cannot watch the connection&apos;s socket: %1.</source>
        <translation>Das System kann den Socket der Verbindung nicht überwachen: %1.</translation>
    </message>
    <message>
        <source>The traffic was stopped after an internal error: %1.</source>
        <translation>Die Last wurde nach einem internen Fehler gestoppt: %1.</translation>
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
        <translation>der Server hat keinen freien Verbindungsslot.</translation>
    </message>
    <message>
        <source>Close other connections, make the pools smaller, or raise max_connections (needs a restart of the server).</source>
        <translation>Andere Verbindungen schließen, die Pools verkleinern oder max_connections erhöhen (Neustart des Servers nötig).</translation>
    </message>
    <message>
        <source>the server rejected the password.</source>
        <translation>der Server hat das Passwort abgelehnt.</translation>
    </message>
    <message>
        <source>Check user and password; libpq also reads PGPASSWORD and ~/.pgpass (which must not be readable by others).</source>
        <translation>Benutzer und Passwort prüfen; libpq liest auch PGPASSWORD und ~/.pgpass (die für andere nicht lesbar sein darf).</translation>
    </message>
    <message>
        <source>the host name is unknown.</source>
        <translation>der Hostname ist unbekannt.</translation>
    </message>
    <message>
        <source>Check the spelling of the host and the DNS settings of this machine.</source>
        <translation>Die Schreibweise des Hosts und die Namensauflösung dieses Rechners prüfen.</translation>
    </message>
    <message>
        <source>the server did not answer in time.</source>
        <translation>der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Check host and port and whether a firewall drops the packets, or raise the connect timeout.</source>
        <translation>Host und Port prüfen und ob eine Firewall die Pakete verwirft, oder den Verbindungs-Timeout erhöhen.</translation>
    </message>
    <message>
        <source>no server listens at this address.</source>
        <translation>unter dieser Adresse lauscht kein Server.</translation>
    </message>
    <message>
        <source>Check that the server is running, its port, and listen_addresses or unix_socket_directories.</source>
        <translation>Prüfen, ob der Server läuft, auf welchem Port, und listen_addresses oder unix_socket_directories.</translation>
    </message>
    <message>
        <source>the server does not admit this user from this address.</source>
        <translation>der Server lässt diesen Benutzer von dieser Adresse nicht zu.</translation>
    </message>
    <message>
        <source>Add a line to the server&apos;s pg_hba.conf and reload it.</source>
        <translation>In pg_hba.conf des Servers eine Zeile ergänzen und neu laden.</translation>
    </message>
    <message>
        <source>the server admits only the operating system user of the same name.</source>
        <translation>der Server lässt nur den gleichnamigen Benutzer des Betriebssystems zu.</translation>
    </message>
    <message>
        <source>Connect as that user, use TCP with a password, or change pg_hba.conf.</source>
        <translation>Als dieser Benutzer verbinden, TCP mit Passwort verwenden oder pg_hba.conf ändern.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>no encrypted connection could be established.</source>
        <translation>eine verschlüsselte Verbindung kam nicht zustande.</translation>
    </message>
    <message>
        <source>Compare sslmode and sslrootcert with the server&apos;s TLS settings.</source>
        <translation>sslmode und sslrootcert mit den TLS-Einstellungen des Servers vergleichen.</translation>
    </message>
    <message>
        <source>the server does not know this database or role.</source>
        <translation>der Server kennt diese Datenbank oder Rolle nicht.</translation>
    </message>
    <message>
        <source>Check the names. Without a database name libpq uses the name of the user.</source>
        <translation>Die Namen prüfen. Ohne Datenbanknamen verwendet libpq den Namen des Benutzers.</translation>
    </message>
    <message>
        <source>Cannot connect to %1: %2</source>
        <translation>Keine Verbindung zu %1: %2</translation>
    </message>
    <message>
        <source>The connection parameter “%1” contains a semicolon, which Qt&apos;s driver cannot pass on.</source>
        <translation>Der Verbindungsparameter „%1“ enthält ein Semikolon, das der Treiber von Qt nicht weitergeben kann.</translation>
    </message>
    <message>
        <source>Put the parameter into the connection service file and connect by service.</source>
        <translation>Den Parameter in die Servicedatei schreiben und über den Service verbinden.</translation>
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
        <source>Connecting was cancelled.</source>
        <translation>Das Verbinden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The monitor is not running.</source>
        <translation>Der Monitor läuft nicht.</translation>
    </message>
    <message>
        <source>The server is older than PostgreSQL 10, the oldest supported version.</source>
        <translation>Der Server ist älter als PostgreSQL 10, die älteste unterstützte Version.</translation>
    </message>
    <message>
        <source>Poolwart&apos;s role or database no longer exists on the server.</source>
        <translation>Die Rolle oder Datenbank von Poolwart gibt es auf dem Server nicht mehr.</translation>
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
        <source>max_connections must be from 1 to %1, but is %2.</source>
        <translation>max_connections muss zwischen 1 und %1 liegen, ist aber %2.</translation>
    </message>
    <message>
        <source>superuser_reserved_connections must be less than max_connections (%1), but is %2.</source>
        <translation>superuser_reserved_connections muss kleiner als max_connections (%1) sein, ist aber %2.</translation>
    </message>
    <message>
        <source>The number of accounts must be from 1 to %1, but is %2.</source>
        <translation>Die Zahl der Konten muss zwischen 1 und %1 liegen, ist aber %2.</translation>
    </message>
    <message>
        <source>No PostgreSQL server is installed for the sandbox.</source>
        <translation>Für die Sandbox ist kein PostgreSQL-Server installiert.</translation>
    </message>
    <message>
        <source>Install the package postgresql, or connect to a server on another machine.</source>
        <translation>Das Paket postgresql installieren oder mit einem Server auf einem anderen Rechner verbinden.</translation>
    </message>
    <message>
        <source>PostgreSQL %1, which created the sandbox, is no longer installed.</source>
        <translation>PostgreSQL %1, mit dem die Sandbox angelegt wurde, ist nicht mehr installiert.</translation>
    </message>
    <message>
        <source>Taking over the sandbox server of an earlier console…</source>
        <translation>Sandbox-Server einer früheren Konsole wird übernommen …</translation>
    </message>
    <message>
        <source>Creating a private PostgreSQL server…</source>
        <translation>Privater PostgreSQL-Server wird angelegt …</translation>
    </message>
    <message>
        <source>Check the free space and the permissions of %1.</source>
        <translation>Freien Speicherplatz und Berechtigungen von %1 prüfen.</translation>
    </message>
    <message>
        <source>Starting the server…</source>
        <translation>Server wird gestartet …</translation>
    </message>
    <message>
        <source>The sandbox server did not start.</source>
        <translation>Der Sandbox-Server ist nicht gestartet.</translation>
    </message>
    <message>
        <source>Loading %1 accounts…</source>
        <translation>%1 Konten werden geladen …</translation>
    </message>
    <message>
        <source>The sandbox server is not running.</source>
        <translation>Der Sandbox-Server läuft nicht.</translation>
    </message>
    <message>
        <source>Restarting the server…</source>
        <translation>Server wird neu gestartet …</translation>
    </message>
    <message>
        <source>The sandbox&apos;s folder %1 cannot be created or written.</source>
        <translation>Der Ordner %1 der Sandbox lässt sich nicht anlegen oder beschreiben.</translation>
    </message>
    <message>
        <source>Check its permissions and the free space.</source>
        <translation>Berechtigungen und freien Speicherplatz prüfen.</translation>
    </message>
    <message>
        <source>The sandbox in %1 is in use by another console.</source>
        <translation>Die Sandbox in %1 wird von einer anderen Konsole verwendet.</translation>
    </message>
    <message>
        <source>Close the other console, or choose another folder.</source>
        <translation>Die andere Konsole schließen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The folder %1 for the server&apos;s socket cannot be created or is accessible to other users.</source>
        <translation>Der Ordner %1 für den Socket des Servers lässt sich nicht anlegen oder ist anderen Benutzern zugänglich.</translation>
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
        <source>The connection string cannot be read.</source>
        <translation>Die Verbindungszeichenfolge lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>“sslpassword” is not accepted here.</source>
        <translation>„sslpassword“ wird hier nicht angenommen.</translation>
    </message>
    <message>
        <source>Put it into the connection service file and connect by service.</source>
        <translation>In die Servicedatei schreiben und über den Service verbinden.</translation>
    </message>
    <message>
        <source>The port is not a number from 1 to 65535.</source>
        <translation>Der Port ist keine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>There is no connection service “%1”.</source>
        <translation>Es gibt keinen Service „%1“.</translation>
    </message>
    <message>
        <source>Services are defined in ~/.pg_service.conf or in the file that PGSERVICEFILE names: a line [name], followed by key=value lines.</source>
        <translation>Services werden in ~/.pg_service.conf oder in der Datei aus PGSERVICEFILE definiert: eine Zeile [name], danach Zeilen key=value.</translation>
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
        <source>No server was given.</source>
        <translation>Es ist kein Server angegeben.</translation>
    </message>
    <message>
        <source>Use --sandbox for a private server, --target URI or --service NAME, or set DATABASE_URL or libpq&apos;s PG* variables (PGHOST, PGDATABASE, …).</source>
        <translation>--sandbox für einen privaten Server, --target URI oder --service NAME verwenden, oder DATABASE_URL oder die PG*-Variablen von libpq setzen (PGHOST, PGDATABASE, …).</translation>
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
        <translation>„%1“ lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>“%1” is larger than %2 MiB, the limit for plans and runs.</source>
        <translation>„%1“ ist größer als %2 MiB, die Grenze für Pläne und Läufe.</translation>
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
        <source>“%1” contains no JSON object.</source>
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
        <source>expected %1, got %2.</source>
        <translation>erwartet wird %1, gefunden wurde %2.</translation>
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
        <source>%1 is out of range.</source>
        <translation>%1 liegt außerhalb des Wertebereichs.</translation>
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
        <source>this is not a time in microseconds.</source>
        <translation>das ist keine Zeit in Mikrosekunden.</translation>
    </message>
    <message>
        <source>%1 exceeds the limit of %2.</source>
        <translation>%1 überschreitet die Grenze von %2.</translation>
    </message>
    <message>
        <source>this field is unknown.</source>
        <translation>dieses Feld ist unbekannt.</translation>
    </message>
    <message>
        <source>The fields here are %1.</source>
        <translation>Die Felder hier sind %1.</translation>
    </message>
    <message>
        <source>unknown policy “%1”.</source>
        <translation>unbekannte Verteilung „%1“.</translation>
    </message>
    <message>
        <source>The policies are %1.</source>
        <translation>Die Verteilungen sind %1.</translation>
    </message>
    <message>
        <source>the file has version %1, but this program reads version %2.</source>
        <translation>die Datei hat Version %1, dieses Programm liest aber Version %2.</translation>
    </message>
    <message>
        <source>A newer Poolwart wrote this file. Open it with that version.</source>
        <translation>Ein neueres Poolwart hat diese Datei geschrieben. Mit dieser Version öffnen.</translation>
    </message>
    <message>
        <source>version %1 does not exist.</source>
        <translation>eine Version %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>this is not a plan: expected “poolwart-plan”, got “%1”.</source>
        <translation>das ist kein Plan: Erwartet wird „poolwart-plan“, gefunden wurde „%1“.</translation>
    </message>
    <message>
        <source>“%1” is refused: %2</source>
        <translation>„%1“ wird abgelehnt: %2</translation>
    </message>
    <message>
        <source>this is not a run: expected “poolwart-run”, got “%1”.</source>
        <translation>das ist kein Lauf: Erwartet wird „poolwart-run“, gefunden wurde „%1“.</translation>
    </message>
    <message>
        <source>“%1” is not a timestamp.</source>
        <translation>„%1“ ist kein Zeitpunkt.</translation>
    </message>
    <message>
        <source>unknown protocol “%1”.</source>
        <translation>unbekanntes Protokoll „%1“.</translation>
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
        <source>cannot be opened</source>
        <translation>lässt sich nicht öffnen</translation>
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
        <translation>Acquire-Timeout abgelaufen</translation>
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
        <source>pool draining; it takes no new requests</source>
        <translation>Pool läuft aus; er nimmt keine neuen Anfragen an</translation>
    </message>
    <message>
        <source>pool drained</source>
        <translation>Pool ausgelaufen</translation>
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
        <source> (and %1 more of this kind)</source>
        <translation> (und %1 weitere dieser Art)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>kein</translation>
    </message>
    <message>
        <source>max_connections</source>
        <translation>max_connections</translation>
    </message>
    <message>
        <source>Set at the start of the server; a change needs a restart.</source>
        <translation>Beim Start des Servers festgelegt; eine Änderung braucht einen Neustart.</translation>
    </message>
    <message>
        <source>reserved for superusers</source>
        <translation>für Superuser reserviert</translation>
    </message>
    <message>
        <source>superuser_reserved_connections: lets a superuser log in when all other connections are in use.</source>
        <translation>superuser_reserved_connections: damit sich ein Superuser anmelden kann, wenn alle anderen Verbindungen belegt sind.</translation>
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
        <source>Connections of this server that an ordinary role can use.</source>
        <translation>Verbindungen dieses Servers, die eine gewöhnliche Rolle nutzen kann.</translation>
    </message>
    <message>
        <source>other sessions (peak)</source>
        <translation>andere Sitzungen (Spitze)</translation>
    </message>
    <message>
        <source>Client backends that do not belong to this run, at most seen at once.</source>
        <translation>Client-Backends, die nicht zu diesem Lauf gehören; höchste gleichzeitig gesehene Zahl.</translation>
    </message>
    <message>
        <source>Poolwart’s own monitor</source>
        <translation>Monitor von Poolwart</translation>
    </message>
    <message>
        <source>The connection that reads these figures.</source>
        <translation>Die Verbindung, die diese Zahlen liest.</translation>
    </message>
    <message>
        <source>available to the plan</source>
        <translation>für den Plan verfügbar</translation>
    </message>
    <message>
        <source>A plan with more slots is refused.</source>
        <translation>Ein Plan mit mehr Slots wird abgelehnt.</translation>
    </message>
    <message>
        <source>slots of the plan</source>
        <translation>Slots des Plans</translation>
    </message>
    <message>
        <source>All slots of all pools, whether in use or not.</source>
        <translation>Alle Slots aller Pools, ob in Benutzung oder nicht.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>übrig</translation>
    </message>
    <message>
        <source>Slots that can still be added.</source>
        <translation>Slots, die noch hinzukommen können.</translation>
    </message>
    <message>
        <source>being removed, %1 open</source>
        <translation>wird entfernt, %1 offen</translation>
    </message>
    <message>
        <source>draining, %1 open</source>
        <translation>läuft aus, %1 offen</translation>
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
        <source>Default pool: requests that are not spread use this pool.</source>
        <translation>Standardpool: Anfragen, die nicht verteilt werden, nutzen diesen Pool.</translation>
    </message>
    <message>
        <source>%1 failed, %2 rejected, %3 connection attempts failed</source>
        <translation>%1 fehlgeschlagen, %2 abgewiesen, %3 Verbindungsversuche fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 waiting now, at most %2 so far</source>
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
        <source>Slots in use by a request, now and over the last 30 s</source>
        <translation>Slots, die gerade eine Anfrage bedienen, jetzt und in den letzten 30 s</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>Open connections without a request</source>
        <translation>Offene Verbindungen ohne Anfrage</translation>
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
        <source>Highest number of slots in use at once since the last reset</source>
        <translation>Höchste Zahl gleichzeitig benutzter Slots seit dem letzten Zurücksetzen</translation>
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
        <source>Time to acquire a slot: in the last second 99 of 100 requests waited no longer</source>
        <translation>Wartezeit auf einen Slot: In der letzten Sekunde warteten 99 von 100 Anfragen nicht länger</translation>
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
        <source>Failed and rejected requests, and failed connection attempts</source>
        <translation>Fehlgeschlagene und abgewiesene Anfragen und fehlgeschlagene Verbindungsversuche</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Whether the pool accepts requests and has its connections</source>
        <translation>Ob der Pool Anfragen annimmt und seine Verbindungen hat</translation>
    </message>
    <message>
        <source>Minimum idle</source>
        <translation>Mindestens im Leerlauf</translation>
    </message>
    <message>
        <source>Connections kept open without requests; “all” opens the whole pool at once</source>
        <translation>Verbindungen, die auch ohne Anfragen offen bleiben; „alle“ öffnet sofort den ganzen Pool</translation>
    </message>
    <message>
        <source>Queue limit</source>
        <translation>Warteschlangenlimit</translation>
    </message>
    <message>
        <source>Requests that may wait; further ones are rejected at once</source>
        <translation>Anfragen, die warten dürfen; weitere werden sofort abgewiesen</translation>
    </message>
    <message>
        <source>Acquire timeout</source>
        <translation>Acquire-Timeout</translation>
    </message>
    <message>
        <source>How long a request may wait for a slot</source>
        <translation>Wie lange eine Anfrage auf einen Slot warten darf</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>Verbindungs-Timeout</translation>
    </message>
    <message>
        <source>How long opening a connection may take</source>
        <translation>Wie lange das Öffnen einer Verbindung dauern darf</translation>
    </message>
    <message>
        <source>Idle timeout</source>
        <translation>Leerlauf-Timeout</translation>
    </message>
    <message>
        <source>Idle connections above the minimum are closed after this time</source>
        <translation>Verbindungen im Leerlauf über dem Minimum werden nach dieser Zeit geschlossen</translation>
    </message>
    <message>
        <source>Max lifetime</source>
        <translation>Max. Lebensdauer</translation>
    </message>
    <message>
        <source>An older connection is replaced when it is returned to the pool</source>
        <translation>Eine ältere Verbindung wird ersetzt, sobald sie an den Pool zurückgeht</translation>
    </message>
    <message>
        <source>Statement timeout</source>
        <translation>Statement-Timeout</translation>
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
        <source>closing</source>
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
        <translation>läuft aus</translation>
    </message>
    <message>
        <source>drained</source>
        <translation>ausgelaufen</translation>
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
        <source>Each pool in turn, regardless of its load.</source>
        <translation>Jeder Pool der Reihe nach, unabhängig von seiner Last.</translation>
    </message>
    <message>
        <source>The pool with the smallest share of slots in use or requested.</source>
        <translation>Der Pool mit dem kleinsten Anteil benutzter oder angeforderter Slots.</translation>
    </message>
    <message>
        <source>The less loaded of two pools drawn at random.</source>
        <translation>Der weniger belastete von zwei zufällig gezogenen Pools.</translation>
    </message>
    <message>
        <source>Any pool, all with equal probability.</source>
        <translation>Irgendein Pool, alle mit gleicher Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>All requests go to the default pool.</source>
        <translation>Alle Anfragen gehen an den Standardpool.</translation>
    </message>
    <message>
        <source>no slot within %1 ms (total %2, in use %3, idle %4, waiting %5)</source>
        <translation>kein Slot innerhalb von %1 ms (gesamt %2, in Benutzung %3, im Leerlauf %4, wartend %5)</translation>
    </message>
    <message>
        <source>; last connect failure: %1</source>
        <translation>; letzter Verbindungsfehler: %1</translation>
    </message>
    <message>
        <source>“%1” is not valid.</source>
        <translation>„%1“ ist ungültig.</translation>
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
        <source>rate: it must be above 0 and at most %1 requests per second.</source>
        <translation>Rate: Sie muss über 0 und höchstens bei %1 Anfragen je Sekunde liegen.</translation>
    </message>
    <message>
        <source>“%1” already exists and is larger than 16 MiB; it is not replaced.</source>
        <translation>„%1“ existiert bereits und ist größer als 16 MiB; die Datei wird nicht ersetzt.</translation>
    </message>
    <message>
        <source>“%1” already exists but cannot be read.</source>
        <translation>„%1“ existiert bereits, lässt sich aber nicht lesen.</translation>
    </message>
    <message>
        <source>“%1” already exists and is not a regular file.</source>
        <translation>„%1“ existiert bereits und ist keine reguläre Datei.</translation>
    </message>
    <message>
        <source>“%1” already contains different files with these names: %2.</source>
        <translation>„%1“ enthält bereits andere Dateien mit diesen Namen: %2.</translation>
    </message>
    <message>
        <source>Nothing was written. Choose another folder or allow overwriting.</source>
        <translation>Es wurde nichts geschrieben. Einen anderen Ordner wählen oder das Überschreiben erlauben.</translation>
    </message>
    <message>
        <source>There is no space left on the device. Nothing was changed.</source>
        <translation>Auf dem Datenträger ist kein Platz mehr. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Choose a folder with write permission. Nothing was changed.</source>
        <translation>Einen Ordner mit Schreibberechtigung wählen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>0 requires a minimum_idle of at least 1; otherwise no connection is ever opened.</source>
        <translation>0 verlangt ein minimum_idle von mindestens 1; sonst wird nie eine Verbindung geöffnet.</translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation>Budget überschritten</translation>
    </message>
    <message>
        <source>The fleet needs %1 connections, but the server has %2 available: %3 too many. They will be refused (SQLSTATE 53300).</source>
        <translation>Die Flotte braucht %1 Verbindungen, der Server hat aber nur %2 verfügbar: %3 zu viel. Sie werden abgelehnt (SQLSTATE 53300).</translation>
    </message>
    <message>
        <source>Tight budget</source>
        <translation>Knappes Budget</translation>
    </message>
    <message>
        <source>The fleet needs %1 of %2 usable connections, and others had up to %3. It fits only while others use fewer.</source>
        <translation>Die Flotte braucht %1 von %2 nutzbaren Verbindungen, andere hatten bis zu %3. Sie passt nur, solange andere weniger nutzen.</translation>
    </message>
    <message>
        <source>Fits the budget</source>
        <translation>Im Budget</translation>
    </message>
    <message>
        <source>The fleet needs %1 of %2 usable connections: %3 are left.</source>
        <translation>Die Flotte braucht %1 von %2 nutzbaren Verbindungen: %3 bleiben übrig.</translation>
    </message>
    <message>
        <source>The fleet needs %1 of %2 usable connections, and others had up to %3: %4 are left.</source>
        <translation>Die Flotte braucht %1 von %2 nutzbaren Verbindungen, andere hatten bis zu %3: %4 bleiben übrig.</translation>
    </message>
    <message>
        <source>No server connected</source>
        <translation>Kein Server verbunden</translation>
    </message>
    <message>
        <source>The fleet needs %1 connections. Compare them with the server’s max_connections minus the reserved ones.</source>
        <translation>Die Flotte braucht %1 Verbindungen. Zu vergleichen mit max_connections des Servers abzüglich der reservierten.</translation>
    </message>
    <message>
        <source>A value of this file must be on one line, without control characters.</source>
        <translation>Ein Wert dieser Datei muss in einer Zeile stehen, ohne Steuerzeichen.</translation>
    </message>
    <message>
        <source>libpq drops spaces at the end of a value in a service file.</source>
        <translation>libpq verwirft Leerzeichen am Ende eines Wertes in einer Servicedatei.</translation>
    </message>
    <message>
        <source>The value is too long for a line of a service file.</source>
        <translation>Der Wert ist zu lang für eine Zeile einer Servicedatei.</translation>
    </message>
    <message>
        <source>PgBouncer refuses an empty value in [databases].</source>
        <translation>PgBouncer lehnt einen leeren Wert in [databases] ab.</translation>
    </message>
    <message>
        <source>There is no standard for pool settings in the environment: the names POOL_… are Poolwart&apos;s, and the application must read them. An empty value means “none”; for MINIMUM_IDLE it means “as many as SIZE”.</source>
        <translation>Für Pool-Einstellungen in der Umgebung gibt es keinen Standard: Die Namen POOL_… stammen von Poolwart, und die Anwendung muss sie lesen. Ein leerer Wert heißt „kein“, bei MINIMUM_IDLE „so viele wie SIZE“.</translation>
    </message>
    <message>
        <source>Names are percent-encoded because readers of .env files differ in how they handle quotes.</source>
        <translation>Namen sind prozentkodiert, weil Leser von .env-Dateien Anführungszeichen verschieden behandeln.</translation>
    </message>
    <message>
        <source>30 seconds: more than 5 for preStop and 10 for draining the application.</source>
        <translation>30 Sekunden: mehr als 5 für preStop und 10 für das Auslaufen der Anwendung.</translation>
    </message>
    <message>
        <source>A changed ConfigMap does not restart the pods. Change the annotation too, or use kubectl rollout restart.</source>
        <translation>Eine geänderte ConfigMap startet die Pods nicht neu. Die Annotation mit ändern oder kubectl rollout restart verwenden.</translation>
    </message>
    <message>
        <source>0, as in the plan: a rollout stops one pod before it starts the next.</source>
        <translation>0, wie im Plan: Ein Rollout stoppt einen Pod, ehe er den nächsten startet.</translation>
    </message>
    <message>
        <source>The limits are those of one Odyssey, regardless of the number of application instances: %1 connections, not the %2 of the budget line.</source>
        <translation>Die Grenzen gelten für einen Odyssey, unabhängig von der Zahl der Anwendungsinstanzen: %1 Verbindungen, nicht die %2 der Budgetzeile.</translation>
    </message>
    <message>
        <source>When a server connection is returned to the pool</source>
        <translation>Wann eine Serververbindung an den Pool zurückgeht</translation>
    </message>
    <message>
        <source>One value for all pools, the longest; in the plan: %1. “None” is written as ten years.</source>
        <translation>Ein Wert für alle Pools, der längste; im Plan: %1. „Kein“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>One key, connect_timeout, limits both waiting for a slot and opening a connection: the acquire timeout is written.</source>
        <translation>Ein Schlüssel, connect_timeout, begrenzt das Warten auf einen Slot und das Öffnen einer Verbindung: Geschrieben wird der Acquire-Timeout.</translation>
    </message>
    <message>
        <source>Every value is written because pgcat&apos;s documentation and program have different defaults.</source>
        <translation>Jeder Wert wird geschrieben, weil Dokumentation und Programm von pgcat verschiedene Vorgaben haben.</translation>
    </message>
    <message>
        <source>The limits are those of one pgcat, regardless of the number of application instances: %1 connections, not the %2 of the budget line.</source>
        <translation>Die Grenzen gelten für einen pgcat, unabhängig von der Zahl der Anwendungsinstanzen: %1 Verbindungen, nicht die %2 der Budgetzeile.</translation>
    </message>
    <message>
        <source>The role has one value for all pools, the longest: %1; in the plan: %2.</source>
        <translation>Die Rolle hat einen Wert für alle Pools, den längsten: %1; im Plan: %2.</translation>
    </message>
    <message>
        <source>The files are for PostgreSQL %1 and later, but the connected server is %2.</source>
        <translation>Die Dateien gelten ab PostgreSQL %1, der verbundene Server ist aber %2.</translation>
    </message>
    <message>
        <source>The server has connections, not pools: the file contains only their sum and the statement timeout.</source>
        <translation>Der Server kennt Verbindungen, keine Pools: Die Datei enthält nur deren Summe und den Statement-Timeout.</translation>
    </message>
    <message>
        <source>%1: %2 for the fleet, the peak of the others and the reserved ones; at least the server&apos;s current value.</source>
        <translation>%1: %2 für die Flotte, die Spitze der anderen und die reservierten; mindestens der aktuelle Wert des Servers.</translation>
    </message>
    <message>
        <source>%1: %2 for the fleet, 10 for users and monitoring, and 3 for superusers; no server was connected.</source>
        <translation>%1: %2 für die Flotte, 10 für Benutzer und Überwachung und 3 für Superuser; es war kein Server verbunden.</translation>
    </message>
    <message>
        <source>PostgreSQL allows at most 262143.</source>
        <translation>PostgreSQL erlaubt höchstens 262143.</translation>
    </message>
    <message>
        <source>Prisma 6 silently treats “%1” as prefer. sslmode=require with sslaccept=strict verifies certificate and host name (verify-full), and sslcert names the certificate authority.</source>
        <translation>Prisma 6 behandelt „%1“ stillschweigend wie prefer. sslmode=require mit sslaccept=strict prüft Zertifikat und Hostnamen (verify-full), und sslcert nennt die Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>Prisma 6 opens one connection per pool at start and the others on demand; it does not keep %1 open.</source>
        <translation>Prisma 6 öffnet beim Start eine Verbindung je Pool, die anderen bei Bedarf; es hält nicht %1 offen.</translation>
    </message>
    <message>
        <source>statement_timeout is sent in the startup parameter “options”. PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE … SET statement_timeout instead.</source>
        <translation>statement_timeout wird im Startparameter „options“ gesendet. PgBouncer lehnt ihn ab, wenn er nicht in ignore_startup_parameters steht, und verwirft ihn sonst: Hinter PgBouncer stattdessen ALTER ROLE … SET statement_timeout verwenden.</translation>
    </message>
    <message>
        <source>The engine does not report how many connections are in use: the load of a pool is the number of operations that have begun and not ended.</source>
        <translation>Die Engine meldet nicht, wie viele Verbindungen in Benutzung sind: Als Last eines Pools zählen begonnene, nicht beendete Operationen.</translation>
    </message>
    <message>
        <source>libpq up to version 16 rounds 1 second up to 2.</source>
        <translation>libpq bis Version 16 rundet 1 Sekunde auf 2 auf.</translation>
    </message>
    <message>
        <source>libpq has no pools: this file describes how to open one connection. The application opens, keeps and closes the connections.</source>
        <translation>libpq hat keine Pools: Diese Datei beschreibt, wie eine Verbindung geöffnet wird. Die Anwendung öffnet, hält und schließt die Verbindungen.</translation>
    </message>
    <message>
        <source>One value for all pools, the longest: %1; in the plan: %2.</source>
        <translation>Ein Wert für alle Pools, der längste: %1; im Plan: %2.</translation>
    </message>
    <message>
        <source>“None” is written as ten years: a server_lifetime of 0 would use each connection once.</source>
        <translation>„Kein“ wird als zehn Jahre geschrieben: server_lifetime 0 würde jede Verbindung nur einmal benutzen.</translation>
    </message>
    <message>
        <source>PgBouncer has no key for it, and in session mode DISCARD ALL resets values set by connect_query. Use ALTER ROLE … SET statement_timeout; in the plan: %1.</source>
        <translation>PgBouncer hat keinen Schlüssel dafür, und im Session-Modus setzt DISCARD ALL Werte aus connect_query zurück. ALTER ROLE … SET statement_timeout verwenden; im Plan: %1.</translation>
    </message>
    <message>
        <source>connect_query sets it once per server connection. A SET by one client changes it for all later clients; ALTER ROLE … SET is no safer.</source>
        <translation>connect_query setzt ihn einmal je Serververbindung. Ein SET eines Clients ändert ihn für alle späteren Clients; ALTER ROLE … SET ist nicht sicherer.</translation>
    </message>
    <message>
        <source>A client keeps its server connection until it disconnects, so at most as many clients work at once as there are slots.</source>
        <translation>Ein Client behält seine Serververbindung, bis er sich trennt; gleichzeitig arbeiten also höchstens so viele Clients, wie es Slots gibt.</translation>
    </message>
    <message>
        <source>SET, LISTEN, temporary tables, session advisory locks and SQL PREPARE do not outlive a transaction.</source>
        <translation>SET, LISTEN, temporäre Tabellen, Advisory Locks der Sitzung und SQL-PREPARE überdauern keine Transaktion.</translation>
    </message>
    <message>
        <source>Protocol-level prepared statements work: max_prepared_statements is 200.</source>
        <translation>Prepared Statements des Protokolls funktionieren: max_prepared_statements ist 200.</translation>
    </message>
    <message>
        <source>Prepared statements do not work in this mode before PgBouncer 1.21. Disable them in the application&apos;s driver.</source>
        <translation>Prepared Statements funktionieren in diesem Modus erst ab PgBouncer 1.21. Sie im Treiber der Anwendung abschalten.</translation>
    </message>
    <message>
        <source>query_wait_timeout: a client whose wait times out is disconnected.</source>
        <translation>query_wait_timeout: Ein Client, dessen Wartezeit abläuft, wird getrennt.</translation>
    </message>
    <message>
        <source>PgBouncer (tested with 1.18) opens a pool&apos;s min_pool_size when its first client connects.</source>
        <translation>PgBouncer (geprüft mit 1.18) öffnet min_pool_size eines Pools, sobald sich der erste Client verbindet.</translation>
    </message>
    <message>
        <source>A client that sends its own application name is shown with that name.</source>
        <translation>Ein Client, der einen eigenen Anwendungsnamen sendet, erscheint unter diesem.</translation>
    </message>
    <message>
        <source>Ten clients per slot, at least 100. Each needs a file descriptor: see LimitNOFILE.</source>
        <translation>Zehn Clients je Slot, mindestens 100. Jeder braucht einen Dateideskriptor: siehe LimitNOFILE.</translation>
    </message>
    <message>
        <source>The limit applies to each alias, not to the database. ALTER ROLE … CONNECTION LIMIT %1 limits all of them together.</source>
        <translation>Die Grenze gilt je Alias, nicht für die Datenbank. ALTER ROLE … CONNECTION LIMIT %1 begrenzt alle zusammen.</translation>
    </message>
    <message>
        <source>The limits are those of one PgBouncer, regardless of the number of application instances: %1 connections, not the %2 of the budget line.</source>
        <translation>Die Grenzen gelten für einen PgBouncer, unabhängig von der Zahl der Anwendungsinstanzen: %1 Verbindungen, nicht die %2 der Budgetzeile.</translation>
    </message>
    <message>
        <source>Whole seconds only, rounded up: %1.</source>
        <translation>Nur ganze Sekunden, aufgerundet: %1.</translation>
    </message>
    <message>
        <source>The application chooses the pool of each request; implement “%1” there.</source>
        <translation>Die Anwendung wählt den Pool jeder Anfrage; „%1“ ist dort zu implementieren.</translation>
    </message>
    <message>
        <source>The plan has one pool, so the policy “%1” is not in this file.</source>
        <translation>Der Plan hat nur einen Pool; die Verteilung „%1“ steht daher nicht in dieser Datei.</translation>
    </message>
    <message>
        <source>The application must spread %1 % of the requests and send the rest to the first pool.</source>
        <translation>Die Anwendung muss %1 % der Anfragen verteilen und den Rest an den ersten Pool senden.</translation>
    </message>
    <message>
        <source>%1 replicas, %2 surge, %3 processes: used only for the budget line.</source>
        <translation>%1 Replikate, %2 Surge, %3 Prozesse: nur für die Budgetzeile verwendet.</translation>
    </message>
    <message>
        <source>The target has no key for this setting; in the plan: %1.</source>
        <translation>Das Ziel hat keinen Schlüssel für diese Einstellung; im Plan: %1.</translation>
    </message>
    <message>
        <source>The pools are named %1 and so on here; in the plan: %2.</source>
        <translation>Die Pools heißen hier %1 und so weiter; im Plan: %2.</translation>
    </message>
    <message>
        <source>%1: the pools must be numbered consecutively from 0.</source>
        <translation>%1: Die Pools müssen ab 0 fortlaufend nummeriert sein.</translation>
    </message>
    <message>
        <source>%1: the pool&apos;s name must come first.</source>
        <translation>%1: Der Name des Pools muss zuerst kommen.</translation>
    </message>
    <message>
        <source>It has the same value as the pool&apos;s other variables.</source>
        <translation>Es hat denselben Wert wie die anderen Variablen des Pools.</translation>
    </message>
    <message>
        <source>expected a JSON object.</source>
        <translation>ein JSON-Objekt wird erwartet.</translation>
    </message>
    <message>
        <source>expected key = value in a section.</source>
        <translation>Schlüssel = Wert in einem Abschnitt wird erwartet.</translation>
    </message>
    <message>
        <source>a “]” is missing.</source>
        <translation>eine „]“ fehlt.</translation>
    </message>
    <message>
        <source>expected key=value in a section.</source>
        <translation>Schlüssel=Wert in einem Abschnitt wird erwartet.</translation>
    </message>
    <message>
        <source>There is no import format “%1”.</source>
        <translation>Es gibt kein Importformat „%1“.</translation>
    </message>
    <message>
        <source>unknown format: the content matches no supported format.</source>
        <translation>unbekanntes Format: Der Inhalt passt zu keinem unterstützten Format.</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>nicht verstanden</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>ignoriert</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>The importer does not know this setting; it is not in the plan.</source>
        <translation>Der Import kennt diese Einstellung nicht; sie steht nicht im Plan.</translation>
    </message>
    <message>
        <source>there is already a pool “%1”, on line %2.</source>
        <translation>einen Pool „%1“ gibt es schon, in Zeile %2.</translation>
    </message>
    <message>
        <source>A plan contains no passwords.</source>
        <translation>Ein Plan enthält keine Passwörter.</translation>
    </message>
    <message>
        <source>Not part of a plan.</source>
        <translation>Nicht Teil eines Plans.</translation>
    </message>
    <message>
        <source>a value is required.</source>
        <translation>ein Wert ist erforderlich.</translation>
    </message>
    <message>
        <source>%1 contradicts line %2.</source>
        <translation>%1 widerspricht Zeile %2.</translation>
    </message>
    <message>
        <source>A plan cannot express “no limit”; 24 hours are used.</source>
        <translation>Ein Plan kann „keine Grenze“ nicht ausdrücken; es gelten 24 Stunden.</translation>
    </message>
    <message>
        <source>%1 contradicts an earlier value.</source>
        <translation>%1 widerspricht einem früheren Wert.</translation>
    </message>
    <message>
        <source>The file does not set it; the plan&apos;s default is used.</source>
        <translation>Die Datei setzt es nicht; es gilt die Vorgabe des Plans.</translation>
    </message>
    <message>
        <source>“%1” does not have the form name-p%2 of a plan&apos;s pools.</source>
        <translation>„%1“ hat nicht die Form name-p%2 der Pools eines Plans.</translation>
    </message>
    <message>
        <source>the file contains no pool.</source>
        <translation>die Datei enthält keinen Pool.</translation>
    </message>
    <message>
        <source>%1: the file is larger than 16 MiB, the limit for a pool configuration.</source>
        <translation>%1: Die Datei ist größer als 16 MiB, die Grenze für eine Pool-Konfiguration.</translation>
    </message>
    <message>
        <source>the file is UTF-16. Save it as UTF-8.</source>
        <translation>die Datei ist UTF-16. Als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>the file is not text: it contains a control character.</source>
        <translation>die Datei ist kein Text: Sie enthält ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>the file is not UTF-8. Save it as UTF-8.</source>
        <translation>die Datei ist kein UTF-8. Als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>„%1“ lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>“%1” is not a number of milliseconds.</source>
        <translation>„%1“ ist keine Zahl von Millisekunden.</translation>
    </message>
    <message>
        <source>“%1” is not a number of seconds.</source>
        <translation>„%1“ ist keine Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>“%1” is not a time.</source>
        <translation>„%1“ ist keine Zeit.</translation>
    </message>
    <message>
        <source>“%1” is too long a time.</source>
        <translation>„%1“ ist eine zu lange Zeit.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number of milliseconds.</source>
        <translation>„%1“ ist keine ganze Zahl von Millisekunden.</translation>
    </message>
    <message>
        <source>“%1”: expected key=value.</source>
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
        <source>“%1” is not a service time model.</source>
        <translation>„%1“ ist kein Modell einer Laufzeit.</translation>
    </message>
    <message>
        <source>Write constant:10ms, exponential:10ms (mean), lognormal:10ms:0.5 (mean, standard deviation divided by mean) or uniform:5ms:15ms, with times from 1us to 1h in us, ms or s.</source>
        <translation>constant:10ms, exponential:10ms (Mittelwert), lognormal:10ms:0.5 (Mittelwert, Standardabweichung durch Mittelwert) oder uniform:5ms:15ms schreiben, mit Zeiten von 1us bis 1h in us, ms oder s.</translation>
    </message>
    <message>
        <source>Changed on disk in the meantime: %1.</source>
        <translation>Inzwischen auf der Platte geändert: %1.</translation>
    </message>
    <message>
        <source>Nothing was written. Check the changes again.</source>
        <translation>Es wurde nichts geschrieben. Die Änderungen noch einmal prüfen.</translation>
    </message>
    <message>
        <source>The export was cancelled. Nothing was written.</source>
        <translation>Der Export wurde abgebrochen. Es wurde nichts geschrieben.</translation>
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
        <source>lib/pq cannot prefer TLS and fall back to plain text: “disable” is written for “%1”, and the connections are not encrypted. Write sslmode=require if the server supports TLS.</source>
        <translation>lib/pq kann TLS nicht bevorzugen und sonst unverschlüsselt verbinden: Für „%1“ wird „disable“ geschrieben, und die Verbindungen sind unverschlüsselt. Unterstützt der Server TLS, sslmode=require schreiben.</translation>
    </message>
    <message>
        <source>lib/pq does not choose between servers: “%1” is left out.</source>
        <translation>lib/pq wählt nicht zwischen Servern: „%1“ wird weggelassen.</translation>
    </message>
    <message>
        <source>database/sql keeps no minimum: pools.go opens %1 per pool at start, the idle timeout closes them, and they are opened again on demand.</source>
        <translation>database/sql hält kein Minimum: pools.go öffnet beim Start %1 je Pool, der Leerlauf-Timeout schließt sie, und bei Bedarf werden sie wieder geöffnet.</translation>
    </message>
    <message>
        <source>As many as slots: with the default of 2, connections would be closed and opened all the time.</source>
        <translation>So viele wie Slots: Mit der Vorgabe 2 würden Verbindungen ständig geschlossen und geöffnet.</translation>
    </message>
    <message>
        <source>Driver: pgx 5 or 4 through its package stdlib, or lib/pq</source>
        <translation>Treiber: pgx 5 oder 4 über sein Paket stdlib, oder lib/pq</translation>
    </message>
    <message>
        <source>psycopg_pool closes a connection up to 10 % early, so that not all are closed at once. “None” is written as ten years.</source>
        <translation>psycopg_pool schließt eine Verbindung bis zu 10 % früher, damit nicht alle zugleich geschlossen werden. „Kein“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>psycopg_pool closes one connection per max_idle and none below min_size. “None” is written as ten years.</source>
        <translation>psycopg_pool schließt je max_idle eine Verbindung und keine unter min_size. „Kein“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>max_waiting of 0 means no limit: 1 is written, so that one request may wait.</source>
        <translation>max_waiting 0 heißt keine Grenze: Geschrieben wird 1, so dass eine Anfrage warten darf.</translation>
    </message>
    <message>
        <source>Django %1 has no pool: each thread opens its own connection in each alias that it uses. The limit is the number of threads in each of %2 aliases; in the plan: %3. Give a process at most as many threads as its smallest pool has slots.</source>
        <translation>Django %1 hat keinen Pool: Jeder Thread öffnet in jedem Alias, den er benutzt, eine eigene Verbindung. Die Grenze ist die Zahl der Threads in jedem der %2 Aliase; im Plan: %3. Einem Prozess höchstens so viele Threads geben, wie sein kleinster Pool Slots hat.</translation>
    </message>
    <message>
        <source>Django checks CONN_MAX_AGE when a request begins and ends, and it has no jitter.</source>
        <translation>Django prüft CONN_MAX_AGE am Anfang und am Ende einer Anfrage; der Wert ist nicht gestreut.</translation>
    </message>
    <message>
        <source>A request keeps the pool that PoolMiddleware chose for it. Within transaction.atomic() without using=, which is a transaction in “default”, the queries stay there.</source>
        <translation>Eine Anfrage behält den Pool, den PoolMiddleware für sie gewählt hat. Innerhalb von transaction.atomic() ohne using=, einer Transaktion in „default“, bleiben die Abfragen dort.</translation>
    </message>
    <message>
        <source>statement_timeout is sent in the startup parameter options. PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE … SET statement_timeout instead.</source>
        <translation>statement_timeout wird im Startparameter options gesendet. PgBouncer lehnt ihn ab, wenn er nicht in ignore_startup_parameters steht, und verwirft ihn sonst: Hinter PgBouncer stattdessen ALTER ROLE … SET statement_timeout verwenden.</translation>
    </message>
    <message>
        <source>A properties file configures one pool; policy and migration share are in Pools.java.</source>
        <translation>Eine Properties-Datei konfiguriert einen Pool; Verteilung und Migrationsanteil stehen in Pools.java.</translation>
    </message>
    <message>
        <source>%1 %, in Pools.java instead of the properties.</source>
        <translation>%1 %, in Pools.java statt in den Properties.</translation>
    </message>
    <message>
        <source>pgx adds the jitter to the lifetime: nine tenths and one tenth of the plan&apos;s %1 are written, so that connections opened together are not closed together.</source>
        <translation>pgx addiert die Streuung zur Lebensdauer: Geschrieben werden neun Zehntel und ein Zehntel von %1 des Plans, damit gemeinsam geöffnete Verbindungen nicht gemeinsam geschlossen werden.</translation>
    </message>
    <message>
        <source>“None” is written as ten years: pgxpool takes 0 as a lifetime of zero.</source>
        <translation>„Kein“ wird als zehn Jahre geschrieben: pgxpool nimmt 0 als Lebensdauer null.</translation>
    </message>
    <message>
        <source>pgxpool checks for idle or expired connections every %1 (pool_health_check_period), so it closes them up to that much later.</source>
        <translation>pgxpool prüft alle %1 auf untätige oder abgelaufene Verbindungen (pool_health_check_period) und schließt sie also um bis zu diese Zeit später.</translation>
    </message>
    <message>
        <source>Left out, like pool_ping_timeout: the default of both is 0, and pgx before 5.7.3 or 5.8 would send them to the server, which then refuses the connection.</source>
        <translation>Weggelassen, wie pool_ping_timeout: Die Vorgabe beider ist 0, und pgx vor 5.7.3 oder 5.8 würde sie an den Server senden, der die Verbindung dann ablehnt.</translation>
    </message>
    <message>
        <source>“As many as slots” is written as their number: Agroal&apos;s own default is 0.</source>
        <translation>„So viele wie Slots“ wird als deren Zahl geschrieben: Agroals eigene Vorgabe ist 0.</translation>
    </message>
    <message>
        <source>Rails closes a connection up to 20 % early (pool_jitter), so that not all are closed at once.</source>
        <translation>Rails schließt eine Verbindung bis zu 20 % früher (pool_jitter), damit nicht alle zugleich geschlossen werden.</translation>
    </message>
    <message>
        <source>Rails 6.1 does not support database_tasks. Run db:migrate:p0, because db:migrate would migrate once per pool.</source>
        <translation>Rails 6.1 unterstützt database_tasks nicht. db:migrate:p0 ausführen, denn db:migrate würde je Pool einmal migrieren.</translation>
    </message>
    <message>
        <source>Rails sends SET after connecting. Behind a pooler in transaction mode use ALTER ROLE … SET statement_timeout instead.</source>
        <translation>Rails sendet SET nach dem Verbinden. Hinter einem Pooler im Transaktionsmodus stattdessen ALTER ROLE … SET statement_timeout verwenden.</translation>
    </message>
    <message>
        <source>A block of work keeps the pool that Pools.use chose for it; without Pools.use it uses the first pool.</source>
        <translation>Ein Block behält den Pool, den Pools.use für ihn gewählt hat; ohne Pools.use nutzt er den ersten Pool.</translation>
    </message>
    <message>
        <source>spring.datasource configures one pool only: the pools are beans of PoolsConfiguration.java, which reads app.datasource. Import that class if component scanning does not reach the package “pools”.</source>
        <translation>spring.datasource konfiguriert nur einen Pool: Die Pools sind Beans von PoolsConfiguration.java, das app.datasource liest. Diese Klasse importieren, wenn die Komponentensuche das Paket „pools“ nicht erreicht.</translation>
    </message>
    <message>
        <source>Policy and migration share are in Pools.java. A transaction keeps its connection, so it is routed once.</source>
        <translation>Verteilung und Migrationsanteil stehen in Pools.java. Eine Transaktion behält ihre Verbindung, wird also einmal zugeteilt.</translation>
    </message>
    <message>
        <source>%1 %, in Pools.java instead of application.yml.</source>
        <translation>%1 %, in Pools.java statt in application.yml.</translation>
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
        <source>SQLAlchemy closes no idle connection (plan: %1). The connection returned last is used first, so surplus ones stay idle until a pooler or the server closes them; pool_pre_ping then replaces them.</source>
        <translation>SQLAlchemy schließt keine untätige Verbindung (Plan: %1). Die zuletzt zurückgegebene wird zuerst benutzt; überzählige bleiben daher untätig, bis ein Pooler oder der Server sie schließt; pool_pre_ping ersetzt sie dann.</translation>
    </message>
    <message>
        <source>SQLAlchemy checks pool_recycle when a connection is taken, without jitter: an idle connection is not closed at that age.</source>
        <translation>SQLAlchemy prüft pool_recycle beim Entnehmen einer Verbindung, ohne Streuung: Eine untätige Verbindung wird in diesem Alter nicht geschlossen.</translation>
    </message>
    <message>
        <source>Each process has its own pools. A forked child (gunicorn, Celery) drops its parent&apos;s connections with dispose(close=False) and opens its own.</source>
        <translation>Jeder Prozess hat eigene Pools. Ein Kindprozess nach fork (gunicorn, Celery) verwirft mit dispose(close=False) die Verbindungen seines Elternprozesses und öffnet eigene.</translation>
    </message>
    <message>
        <source>SQLAlchemy 1.4 does not support psycopg 3.</source>
        <translation>SQLAlchemy 1.4 unterstützt psycopg 3 nicht.</translation>
    </message>
    <message>
        <source>Choose the driver psycopg2 or version 2.0.</source>
        <translation>Den Treiber psycopg2 wählen, oder Version 2.0.</translation>
    </message>
    <message>
        <source>Driver: psycopg2, or psycopg 3, which needs SQLAlchemy 2.0</source>
        <translation>Treiber: psycopg2, oder psycopg 3, das SQLAlchemy 2.0 braucht</translation>
    </message>
    <message>
        <source>Go&apos;s pools have no setting for it. Acquire() in pools.go sets it on the context (%1), for waiting and connecting together; a direct call of a pool waits as long as its own context.</source>
        <translation>Die Pools von Go haben keine Einstellung dafür. Acquire() in pools.go setzt ihn am Kontext (%1), für Warten und Verbinden zusammen; ein direkter Aufruf eines Pools wartet so lange wie sein eigener Kontext.</translation>
    </message>
    <message>
        <source>HikariCP accepts no connectionTimeout below 250 ms: 250 is written; in the plan: %1.</source>
        <translation>HikariCP nimmt kein connectionTimeout unter 250 ms an: Geschrieben wird 250; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP replaces a maxLifetime below 30 s by 30 minutes: 30,000 ms are written; in the plan: %1.</source>
        <translation>HikariCP ersetzt ein maxLifetime unter 30 s durch 30 Minuten: Geschrieben werden 30.000 ms; im Plan: %1.</translation>
    </message>
    <message>
        <source>A pool that keeps all its slots open closes none for idling: 0 is written because HikariCP warns about any other value; in the plan: %1.</source>
        <translation>Ein Pool, der alle Slots offen hält, schließt keinen wegen Leerlaufs: Geschrieben wird 0, weil HikariCP vor jedem anderen Wert warnt; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP disables an idleTimeout that is not at least one second below maxLifetime: 0 is written; in the plan: %1.</source>
        <translation>HikariCP schaltet ein idleTimeout ab, das nicht mindestens eine Sekunde unter maxLifetime liegt: Geschrieben wird 0; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP replaces an idleTimeout below 10 s by 10 minutes: 10,000 ms are written; in the plan: %1.</source>
        <translation>HikariCP ersetzt ein idleTimeout unter 10 s durch 10 Minuten: Geschrieben werden 10.000 ms; im Plan: %1.</translation>
    </message>
    <message>
        <source>HikariCP uses connectionTimeout as the driver&apos;s login timeout too, so opening a connection takes no longer than waiting for one; in the plan: %1.</source>
        <translation>HikariCP benutzt connectionTimeout auch als Login-Timeout des Treibers; das Öffnen einer Verbindung dauert also nicht länger als das Warten auf eine; im Plan: %1.</translation>
    </message>
    <message>
        <source>-1: a pool that cannot connect at start keeps trying and does not stop the others.</source>
        <translation>-1: Ein Pool, der sich beim Start nicht verbinden kann, versucht es weiter und hält die anderen nicht auf.</translation>
    </message>
    <message>
        <source>The JDBC driver does not support Unix sockets: localhost is written.</source>
        <translation>Der JDBC-Treiber unterstützt keine Unix-Sockets: Geschrieben wird localhost.</translation>
    </message>
    <message>
        <source>The JDBC driver reads keys as PKCS #8 in DER or as PKCS #12, not libpq&apos;s PEM. Convert the key.</source>
        <translation>Der JDBC-Treiber liest Schlüssel als PKCS #8 in DER oder als PKCS #12, nicht libpqs PEM. Den Schlüssel umwandeln.</translation>
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
        <source>It has no user and therefore no connection; it is not in the plan.</source>
        <translation>Er hat keinen Benutzer und daher keine Verbindung; er steht nicht im Plan.</translation>
    </message>
    <message>
        <source>One environment becomes the plan, and this one was not chosen.</source>
        <translation>Eine Umgebung wird zum Plan; diese wurde nicht gewählt.</translation>
    </message>
    <message>
        <source>a value below 0 means no limit, which a plan cannot express.</source>
        <translation>ein Wert unter 0 heißt keine Grenze, was ein Plan nicht ausdrücken kann.</translation>
    </message>
    <message>
        <source>pool_size %1 and max_overflow %2 allow %3 slots.</source>
        <translation>pool_size %1 und max_overflow %2 erlauben %3 Slots.</translation>
    </message>
    <message>
        <source>The file does not set it; SQLAlchemy&apos;s default is used, %1.</source>
        <translation>Die Datei setzt es nicht; es gilt die Vorgabe von SQLAlchemy, %1.</translation>
    </message>
    <message>
        <source>It applies to the profile “%1” only; the plan has the profile prod.</source>
        <translation>Es gilt nur für das Profil „%1“; der Plan hat das Profil prod.</translation>
    </message>
    <message>
        <source>Line %1 sets it again; the last value counts.</source>
        <translation>Zeile %1 setzt es erneut; der letzte Wert gilt.</translation>
    </message>
    <message>
        <source>The default in the file is used; %1 replaces it where the application runs.</source>
        <translation>Die Vorgabe in der Datei gilt; %1 ersetzt sie dort, wo die Anwendung läuft.</translation>
    </message>
    <message>
        <source>JDBC is switched off; the plan has the reactive pool.</source>
        <translation>JDBC ist abgeschaltet; der Plan hat den reaktiven Pool.</translation>
    </message>
    <message>
        <source>The plan has the JDBC pool of this datasource, not its reactive pool.</source>
        <translation>Der Plan hat den JDBC-Pool dieser Datenquelle, nicht ihren reaktiven Pool.</translation>
    </message>
    <message>
        <source>This document applies to “%1”, which is active without a further choice.</source>
        <translation>Dieses Dokument gilt für „%1“, das ohne weitere Auswahl aktiv ist.</translation>
    </message>
    <message>
        <source>This document applies to “%1” only and is not in the plan.</source>
        <translation>Dieses Dokument gilt nur für „%1“ und ist nicht im Plan.</translation>
    </message>
    <message>
        <source>expected NAME=value with its quotes closed.</source>
        <translation>erwartet wird NAME=Wert mit geschlossenen Anführungszeichen.</translation>
    </message>
    <message>
        <source>This URL is for migrations and administration, past the pooler; the plan has the application&apos;s.</source>
        <translation>Diese URL ist für Migrationen und Verwaltung, am Pooler vorbei; der Plan hat die der Anwendung.</translation>
    </message>
    <message>
        <source>This URL is for migrations; the plan has the application&apos;s.</source>
        <translation>Diese URL ist für Migrationen; der Plan hat die der Anwendung.</translation>
    </message>
    <message>
        <source>This URL is for tests; the plan has the application&apos;s.</source>
        <translation>Diese URL ist für Tests; der Plan hat die der Anwendung.</translation>
    </message>
    <message>
        <source>This URL is of a shadow database, for migrations; the plan has the application&apos;s.</source>
        <translation>Diese URL gehört zu einer Schattendatenbank für Migrationen; der Plan hat die der Anwendung.</translation>
    </message>
    <message>
        <source>This URL is another way to the database of %1, whose pool is in the plan.</source>
        <translation>Diese URL ist ein weiterer Weg zur Datenbank von %1, deren Pool im Plan ist.</translation>
    </message>
    <message>
        <source>The file has no URL of the application; this one is used.</source>
        <translation>Die Datei hat keine URL der Anwendung; diese wird verwendet.</translation>
    </message>
    <message>
        <source>The database is %1, not PostgreSQL; it is not in the plan.</source>
        <translation>Die Datenbank ist %1, nicht PostgreSQL; sie ist nicht im Plan.</translation>
    </message>
    <message>
        <source>“\u” must be followed by four hexadecimal digits.</source>
        <translation>Auf „\u“ müssen vier hexadezimale Ziffern folgen.</translation>
    </message>
    <message>
        <source>Pools are the databases of an environment whose adapter is postgresql or postgis.</source>
        <translation>Pools sind die Datenbanken einer Umgebung, deren adapter postgresql oder postgis ist.</translation>
    </message>
    <message>
        <source>%1 counts in its place.</source>
        <translation>An seiner Stelle gilt %1.</translation>
    </message>
    <message>
        <source>Pools are in jdbcUrl, spring.datasource, app.datasource or quarkus.datasource.</source>
        <translation>Pools stehen in jdbcUrl, spring.datasource, app.datasource oder quarkus.datasource.</translation>
    </message>
    <message>
        <source>NullPool is no pool: each use opens a connection of its own, without a limit.</source>
        <translation>NullPool ist kein Pool: Jede Verwendung öffnet eine eigene Verbindung, ohne Grenze.</translation>
    </message>
    <message>
        <source>Only one of two branches makes its pool; the plan has that of line %1.</source>
        <translation>Nur einer von zwei Zweigen erzeugt seinen Pool; der Plan hat den von Zeile %1.</translation>
    </message>
    <message>
        <source>%1 has one connection; the plan has one slot.</source>
        <translation>%1 hat eine Verbindung; der Plan hat einen Slot.</translation>
    </message>
    <message>
        <source>Pools are create_engine(…) and create_async_engine(…) with a URL of PostgreSQL.</source>
        <translation>Pools sind create_engine(…) und create_async_engine(…) mit einer URL von PostgreSQL.</translation>
    </message>
    <message>
        <source>Pools are in URLs (DATABASE_URL), in SPRING_DATASOURCE_…, in PGHOST or in POOL_….</source>
        <translation>Pools stehen in URLs (DATABASE_URL), in SPRING_DATASOURCE_…, in PGHOST oder in POOL_….</translation>
    </message>
    <message>
        <source>Its class comes from “%1”, which is no known driver of PostgreSQL.</source>
        <translation>Die Klasse stammt aus „%1“, das kein bekannter Treiber für PostgreSQL ist.</translation>
    </message>
    <message>
        <source>Pools are new Pool(…) of node-postgres, new PrismaPg(…) and new PrismaClient(…).</source>
        <translation>Pools sind new Pool(…) von node-postgres, new PrismaPg(…) und new PrismaClient(…).</translation>
    </message>
    <message>
        <source>The value is not a literal, so it is known only when the application runs.</source>
        <translation>Der Wert ist kein Literal und erst bekannt, wenn die Anwendung läuft.</translation>
    </message>
    <message>
        <source>the file is nested too deeply or is too long for a pool configuration.</source>
        <translation>die Datei ist für eine Pool-Konfiguration zu tief geschachtelt oder zu lang.</translation>
    </message>
    <message>
        <source>“%1” occurs twice.</source>
        <translation>„%1“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>The format “%1” is given twice.</source>
        <translation>Das Format „%1“ ist zweimal angegeben.</translation>
    </message>
    <message>
        <source>“%1” cannot be packed: %2.</source>
        <translation>„%1“ lässt sich nicht packen: %2.</translation>
    </message>
    <message>
        <source>workload: there is no script.</source>
        <translation>workload: Die Arbeitslast hat kein Skript.</translation>
    </message>
    <message>
        <source>The engine used %1 % of a core, above %2 %: the figures may show Poolwart instead of the server.</source>
        <translation>Die Engine brauchte %1 % eines Kerns, mehr als %2 %: Die Werte zeigen womöglich Poolwart statt des Servers.</translation>
    </message>
    <message>
        <source>The engine waited %1 % of the time for a processor used by others, above %2 %.</source>
        <translation>Die Engine wartete %1 % der Zeit auf einen von anderen belegten Prozessor, mehr als %2 %.</translation>
    </message>
    <message>
        <source>Requests were sent %1 late at p99, above %2.</source>
        <translation>Anfragen wurden bei p99 um %1 verspätet gesendet, mehr als %2.</translation>
    </message>
    <message>
        <source>Half of the requests were sent %1 late or more: %2 % of the median response time of %3, above %4 %.</source>
        <translation>Die Hälfte der Anfragen wurde um %1 oder mehr verspätet gesendet: %2 % des Medians der Antwortzeit von %3, mehr als %4 %.</translation>
    </message>
    <message>
        <source>%1 of %2 due requests were not sent because too many were outstanding.</source>
        <translation>%1 von %2 fälligen Anfragen wurden nicht gesendet, weil zu viele ausstanden.</translation>
    </message>
    <message>
        <source>The engine woke up %1 late at p99, above %2.</source>
        <translation>Die Engine erwachte bei p99 um %1 verspätet, mehr als %2.</translation>
    </message>
    <message>
        <source>The engine stopped for %1, above %2.</source>
        <translation>Die Engine stand %1 still, mehr als %2.</translation>
    </message>
    <message>
        <source>One iteration of the engine took %1, above %2.</source>
        <translation>Ein Durchlauf der Engine dauerte %1, mehr als %2.</translation>
    </message>
    <message>
        <source>The window used %1 % of a core, above %2 %: its display is late.</source>
        <translation>Das Fenster brauchte %1 % eines Kerns, mehr als %2 %: Seine Anzeige ist verspätet.</translation>
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
        <source>Experimental: Prisma 8 is a release candidate, and the names of its packages and functions may change. Tested: the pools and queries of %1 with a contract written by its own emitter, on Node 20 or later. Not tested: the command line of Prisma 8, and Node 24, its intended version.</source>
        <translation>Experimentell: Prisma 8 ist ein Release Candidate, und die Namen seiner Pakete und Funktionen können sich ändern. Geprüft: die Pools und Abfragen von %1 mit einem Vertrag, den sein eigener Emitter schrieb, unter Node 20 oder neuer. Nicht geprüft: die Befehlszeile von Prisma 8 und Node 24, die vorgesehene Version.</translation>
    </message>
    <message>
        <source>Prisma 8 compares the contract with the database in a client&apos;s first query; if that query gets no connection, the client fails permanently. The file omits the comparison: check the contract when you deploy.</source>
        <translation>Prisma 8 vergleicht den Vertrag bei der ersten Abfrage eines Clients mit der Datenbank; bekommt diese Abfrage keine Verbindung, scheitert der Client dauerhaft. Die Datei lässt den Vergleich weg: den Vertrag beim Deployment prüfen.</translation>
    </message>
    <message>
        <source>The workload, not the plan, assigns pools to classes: here the pools are used in turn. A request of a class must name its pool.</source>
        <translation>Welcher Pool zu welcher Klasse gehört, steht in der Arbeitslast, nicht im Plan: Hier kommen die Pools der Reihe nach dran. Eine Anfrage einer Klasse muss ihren Pool nennen.</translation>
    </message>
    <message>
        <source>Write 127.0.0.1:9187 or [::1]:9187.</source>
        <translation>127.0.0.1:9187 oder [::1]:9187 schreiben.</translation>
    </message>
    <message>
        <source>“%1” is not a valid address and port for metrics.</source>
        <translation>„%1“ ist keine gültige Adresse mit Port für Metriken.</translation>
    </message>
    <message>
        <source>%1 can be reached from other machines. Metrics have neither a password nor encryption, so they are served on this machine only.</source>
        <translation>%1 ist von anderen Rechnern aus erreichbar. Metriken haben weder Passwort noch Verschlüsselung und werden daher nur auf diesem Rechner angeboten.</translation>
    </message>
    <message>
        <source>Metrics cannot be served at %1.</source>
        <translation>Metriken lassen sich unter %1 nicht anbieten.</translation>
    </message>
    <message>
        <source>Another program may use the port. Choose another one.</source>
        <translation>Möglicherweise benutzt ein anderes Programm den Port. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>The plans differ.</source>
        <translation>Die Pläne sind verschieden.</translation>
    </message>
    <message>
        <source>The arrivals differ.</source>
        <translation>Die Anfragen sind verschieden.</translation>
    </message>
    <message>
        <source>The workloads differ.</source>
        <translation>Die Arbeitslasten sind verschieden.</translation>
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
        <source>The base run was interrupted.</source>
        <translation>Der Basislauf wurde unterbrochen.</translation>
    </message>
    <message>
        <source>The new run was interrupted.</source>
        <translation>Der neue Lauf wurde unterbrochen.</translation>
    </message>
    <message>
        <source>There is no run format “%1”.</source>
        <translation>Es gibt kein Format „%1“ für Läufe.</translation>
    </message>
    <message>
        <source>The formats are %1.</source>
        <translation>Die Formate sind %1.</translation>
    </message>
    <message>
        <source>The run has no figures per second, which %1 needs.</source>
        <translation>Der Lauf hat keine Werte je Sekunde, die %1 braucht.</translation>
    </message>
    <message>
        <source>unknown verdict “%1”.</source>
        <translation>unbekanntes Urteil „%1“.</translation>
    </message>
    <message>
        <source>The run cannot be recorded in “%1”: %2.</source>
        <translation>Der Lauf lässt sich nicht in „%1“ aufzeichnen: %2.</translation>
    </message>
    <message>
        <source>The run continues, and the part recorded so far is kept.</source>
        <translation>Der Lauf geht weiter; der bisher aufgezeichnete Teil bleibt erhalten.</translation>
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
        <source>this is not a JSON object.</source>
        <translation>das ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>“%1” is refused: line %2: %3</source>
        <translation>„%1“ wird abgelehnt: Zeile %2: %3</translation>
    </message>
    <message>
        <source>“%1” cannot be moved.</source>
        <translation>„%1“ lässt sich nicht verschieben.</translation>
    </message>
    <message>
        <source>Add --force to merge them anyway.</source>
        <translation>--force ergänzen, um sie trotzdem zusammenzufassen.</translation>
    </message>
    <message>
        <source>“%1” and “%2” are runs of different plans.</source>
        <translation>„%1“ und „%2“ sind Läufe verschiedener Pläne.</translation>
    </message>
    <message>
        <source>“%1” and “%2” are runs of different workloads.</source>
        <translation>„%1“ und „%2“ sind Läufe verschiedener Arbeitslasten.</translation>
    </message>
    <message>
        <source>Merging needs at least two runs.</source>
        <translation>Zum Zusammenfassen sind mindestens zwei Läufe nötig.</translation>
    </message>
    <message>
        <source>“%1” has no histograms, so its percentiles cannot be merged.</source>
        <translation>„%1“ hat keine Histogramme; seine Perzentile lassen sich daher nicht zusammenfassen.</translation>
    </message>
    <message>
        <source>this is not a histogram in HdrHistogram&apos;s V2 format, or it has another range.</source>
        <translation>das ist kein Histogramm im V2-Format von HdrHistogram, oder es hat einen anderen Bereich.</translation>
    </message>
    <message>
        <source>%1 values exceed the limit of a run.</source>
        <translation>%1 Werte überschreiten die Grenze eines Laufs.</translation>
    </message>
    <message>
        <source>this is before the start of the run.</source>
        <translation>das liegt vor dem Beginn des Laufs.</translation>
    </message>
    <message>
        <source>a script needs either a text or a file.</source>
        <translation>ein Skript braucht entweder einen Text oder eine Datei.</translation>
    </message>
    <message>
        <source>this is not a workload: expected “poolwart-workload”, got “%1”.</source>
        <translation>das ist keine Arbeitslast: Erwartet wird „poolwart-workload“, gefunden wurde „%1“.</translation>
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
        <source>%1, open loop, Poisson</source>
        <translation>%1, offener Kreis, Poisson</translation>
    </message>
    <message>
        <source>%1, open loop, even</source>
        <translation>%1, offener Kreis, gleichmäßig</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s), closed loop</source>
        <translation>
            <numerusform>%n Client, geschlossener Kreis</numerusform>
            <numerusform>%n Clients, geschlossener Kreis</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, mean think time %2</source>
        <translation>%1, mittlere Denkzeit %2</translation>
    </message>
    <message>
        <source>%1, think time %2</source>
        <translation>%1, Denkzeit %2</translation>
    </message>
    <message>
        <source>deadline passed</source>
        <translation>Frist abgelaufen</translation>
    </message>
    <message>
        <source>Requests that waited for a slot until the acquire timeout or missed the deadline of their class</source>
        <translation>Anfragen, die bis zum Acquire-Timeout auf einen Slot warteten oder die Frist ihrer Klasse verpassten</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>eingeschränkt</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>ungültig</translation>
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
        <source>Each pool in proportion to its weight, evenly mixed.</source>
        <translation>Jeder Pool im Verhältnis seines Gewichts, gleichmäßig gemischt.</translation>
    </message>
    <message>
        <source>Each class uses its own pool; other requests use the remaining pools in turn.</source>
        <translation>Jede Klasse nutzt ihren eigenen Pool; andere Anfragen nutzen die übrigen Pools der Reihe nach.</translation>
    </message>
    <message>
        <source>%1: the rate must be from 0 to %2 requests per second.</source>
        <translation>%1: Die Rate muss zwischen 0 und %2 Anfragen je Sekunde liegen.</translation>
    </message>
    <message>
        <source>%1: %2 is outside %3 to %4.</source>
        <translation>%1: %2 liegt außerhalb von %3 bis %4.</translation>
    </message>
    <message>
        <source>%1: both rates are 0, so no request is ever due.</source>
        <translation>%1: Beide Raten sind 0, also wird nie eine Anfrage fällig.</translation>
    </message>
    <message>
        <source>steps: %1 levels are outside %2 to %3.</source>
        <translation>steps: %1 Stufen liegen außerhalb von %2 bis %3.</translation>
    </message>
    <message>
        <source>burst: its length of %1 must be below the period of %2.</source>
        <translation>burst: Die Länge von %1 muss unter der Periode von %2 liegen.</translation>
    </message>
    <message>
        <source>“%1” is not an arrival shape.</source>
        <translation>„%1“ ist keine Form einer Rate.</translation>
    </message>
    <message>
        <source>Write constant:2000 (requests per second), ramp:100:2000:30s (from, to, time), steps:100:100:10s:5 (first, increment, time, levels) or burst:100:2000:10s:1s (base, peak, period, length).</source>
        <translation>constant:2000 (Anfragen je Sekunde), ramp:100:2000:30s (von, bis, Zeit), steps:100:100:10s:5 (erste, Zuwachs, Zeit, Stufen) oder burst:100:2000:10s:1s (Grundlast, Spitze, Periode, Länge) schreiben.</translation>
    </message>
    <message>
        <source>“%1” is not a think time.</source>
        <translation>„%1“ ist keine Denkzeit.</translation>
    </message>
    <message>
        <source>Write 10ms for a fixed think time or exponential:10ms for a mean.</source>
        <translation>10ms für eine feste Denkzeit oder exponential:10ms für einen Mittelwert schreiben.</translation>
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
        <source>class “%1”: not finished within %2 ms, of which it held a slot for %3 ms</source>
        <translation>Klasse „%1“: nicht innerhalb von %2 ms fertig; davon hielt die Anfrage %3 ms einen Slot</translation>
    </message>
    <message>
        <source>class “%1”: not finished within %2 ms, of which it waited for a slot for %3 ms</source>
        <translation>Klasse „%1“: nicht innerhalb von %2 ms fertig; davon wartete die Anfrage %3 ms auf einen Slot</translation>
    </message>
    <message>
        <source>the expression ends too early.</source>
        <translation>der Ausdruck endet zu früh.</translation>
    </message>
    <message>
        <source>the expression ends where “%1” is expected.</source>
        <translation>der Ausdruck endet, wo „%1“ erwartet wird.</translation>
    </message>
    <message>
        <source>“%1” is not valid here.</source>
        <translation>„%1“ ist hier ungültig.</translation>
    </message>
    <message>
        <source>expected “%2”, got “%1”.</source>
        <translation>erwartet wird „%2“, gefunden wurde „%1“.</translation>
    </message>
    <message>
        <source>the expression is nested too deeply.</source>
        <translation>der Ausdruck ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>Split it into several \set lines.</source>
        <translation>Auf mehrere \set-Zeilen verteilen.</translation>
    </message>
    <message>
        <source>“%1” is not a 64-bit number.</source>
        <translation>„%1“ ist keine 64-Bit-Zahl.</translation>
    </message>
    <message>
        <source>Add a line before it: \set %1 random(1, 100)</source>
        <translation>Davor eine Zeile einfügen: \set %1 random(1, 100)</translation>
    </message>
    <message>
        <source>there is no function “%1”.</source>
        <translation>es gibt keine Funktion „%1“.</translation>
    </message>
    <message>
        <source>The functions are %1.</source>
        <translation>Die Funktionen sind %1.</translation>
    </message>
    <message>
        <source>%1: wrong number of arguments (%2).</source>
        <translation>%1: falsche Anzahl von Argumenten (%2).</translation>
    </message>
    <message>
        <source>It takes %1 arguments.</source>
        <translation>Es nimmt %1 Argumente.</translation>
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
        <source>the result exceeds 64 bits.</source>
        <translation>das Ergebnis passt nicht in 64 Bit.</translation>
    </message>
    <message>
        <source>the value “%1” of the variable “:%2” is not a number.</source>
        <translation>der Wert „%1“ der Variablen „:%2“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>expected true or false, not a number.</source>
        <translation>erwartet wird wahr oder falsch, keine Zahl.</translation>
    </message>
    <message>
        <source>expected a number, not true or false.</source>
        <translation>erwartet wird eine Zahl, nicht wahr oder falsch.</translation>
    </message>
    <message>
        <source>division by zero.</source>
        <translation>Division durch null.</translation>
    </message>
    <message>
        <source>the shift by %1 bits is outside 0 to 63.</source>
        <translation>die Verschiebung um %1 Bit liegt außerhalb von 0 bis 63.</translation>
    </message>
    <message>
        <source>the size of a permutation must be above 0, not %1.</source>
        <translation>die Größe einer Permutation muss über 0 liegen, nicht %1.</translation>
    </message>
    <message>
        <source>the range of the random number is empty: %1 to %2.</source>
        <translation>der Bereich der Zufallszahl ist leer: %1 bis %2.</translation>
    </message>
    <message>
        <source>the range of the random number is too wide.</source>
        <translation>der Bereich der Zufallszahl ist zu groß.</translation>
    </message>
    <message>
        <source>the parameter of random_exponential must be above 0.</source>
        <translation>der Parameter von random_exponential muss über 0 liegen.</translation>
    </message>
    <message>
        <source>the parameter of random_gaussian must be at least 2.</source>
        <translation>der Parameter von random_gaussian muss mindestens 2 sein.</translation>
    </message>
    <message>
        <source>the parameter of random_zipfian must be from 1.001 to 1000.</source>
        <translation>der Parameter von random_zipfian muss zwischen 1.001 und 1000 liegen.</translation>
    </message>
    <message>
        <source>Script, line %1: %2</source>
        <translation>Skript, Zeile %1: %2</translation>
    </message>
    <message>
        <source>this \if has no \endif.</source>
        <translation>dieses \if hat kein \endif.</translation>
    </message>
    <message>
        <source>Add a line: \endif</source>
        <translation>Eine Zeile ergänzen: \endif</translation>
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
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>the sequence “%1” does not reach %3 from %2.</source>
        <translation>die Folge „%1“ erreicht %3 von %2 aus nicht.</translation>
    </message>
    <message>
        <source>A positive step counts up, a negative step counts down.</source>
        <translation>Ein positiver Schritt zählt aufwärts, ein negativer abwärts.</translation>
    </message>
    <message>
        <source>there is no \if before this line.</source>
        <translation>vor dieser Zeile steht kein \if.</translation>
    </message>
    <message>
        <source>there is already an \else.</source>
        <translation>es gibt schon ein \else.</translation>
    </message>
    <message>
        <source>there is no statement before this line whose result it could use.</source>
        <translation>vor dieser Zeile steht keine Anweisung, deren Ergebnis sich verwenden ließe.</translation>
    </message>
    <message>
        <source>Write it instead of the statement’s semicolon.</source>
        <translation>Anstelle des Semikolons der Anweisung schreiben.</translation>
    </message>
    <message>
        <source>Remove it: a slot sends a statement only after the answer to the previous one.</source>
        <translation>Entfernen: Ein Slot sendet eine Anweisung erst nach der Antwort auf die vorige.</translation>
    </message>
    <message>
        <source>Scripts cannot run programs. Compute the value with \set, or read it with a query and \gset.</source>
        <translation>Skripte können keine Programme starten. Den Wert mit \set berechnen oder mit einer Abfrage und \gset lesen.</translation>
    </message>
    <message>
        <source>Write a semicolon without a backslash: each statement is sent separately.</source>
        <translation>Ein Semikolon ohne Backslash schreiben: Jede Anweisung wird einzeln gesendet.</translation>
    </message>
    <message>
        <source>\sleep takes a time from 0 to one day.</source>
        <translation>\sleep nimmt eine Zeit von 0 bis zu einem Tag.</translation>
    </message>
    <message>
        <source>\gset needs exactly one row, but the statement returned %1.</source>
        <translation>\gset braucht genau eine Zeile, die Anweisung lieferte aber %1.</translation>
    </message>
    <message>
        <source>retries: %1 %2 is outside %3 to %4.</source>
        <translation>Wiederholungen: %1 %2 liegt außerhalb von %3 bis %4.</translation>
    </message>
    <message>
        <source>retries: the backoff from %1 to %2 must rise within 0s to %3.</source>
        <translation>Wiederholungen: Die Pause von %1 bis %2 muss steigend zwischen 0s und %3 liegen.</translation>
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
        <source>%1: %2 exceeds the limit of %3.</source>
        <translation>%1: %2 überschreitet die Grenze von %3.</translation>
    </message>
    <message>
        <source>scripts: all weights or shares are 0, so no script would run.</source>
        <translation>scripts: Alle Gewichte oder Anteile sind 0, sodass kein Skript liefe.</translation>
    </message>
    <message>
        <source>The script writes data in line %1.</source>
        <translation>Das Skript schreibt in Zeile %1 Daten.</translation>
    </message>
    <message>
        <source>The script “%1” writes data in line %2.</source>
        <translation>Das Skript „%1“ schreibt in Zeile %2 Daten.</translation>
    </message>
    <message>
        <source>“%1” is read where it is defined.</source>
        <translation>„%1“ wird dort gelesen, wo es definiert ist.</translation>
    </message>
    <message>
        <source>The import does not run the program: a pool created by a function counts once.</source>
        <translation>Der Import führt das Programm nicht aus: Ein Pool, den eine Funktion erzeugt, zählt einmal.</translation>
    </message>
    <message>
        <source>No pool uses this storage.</source>
        <translation>Kein Pool benutzt diesen Speicherort (storage).</translation>
    </message>
    <message>
        <source>these are settings of the server, which has connections and no pools; they do not make a plan.</source>
        <translation>das sind Einstellungen des Servers, der Verbindungen und keine Pools kennt; daraus lässt sich kein Plan machen.</translation>
    </message>
    <message>
        <source>Import a file that the application or its pooler reads, such as .env or pgbouncer.ini. Poolwart reads the server&apos;s limits from the server when it connects.</source>
        <translation>Eine Datei importieren, die die Anwendung oder ihr Pooler liest, etwa .env oder pgbouncer.ini. Die Grenzen des Servers liest Poolwart beim Verbinden vom Server.</translation>
    </message>
    <message>
        <source>This environment becomes the plan: production if present, otherwise development, otherwise the first.</source>
        <translation>Diese Umgebung wird zum Plan: production, falls vorhanden, sonst development, sonst die erste.</translation>
    </message>
    <message>
        <source>%1: the value is in the source code, which the import does not read.</source>
        <translation>%1: Der Wert steht im Quelltext, den der Import nicht liest.</translation>
    </message>
    <message>
        <source>“None” is written as ten years.</source>
        <translation>„Kein“ wird als zehn Jahre geschrieben.</translation>
    </message>
    <message>
        <source>the file has more pools than the limit of %1.</source>
        <translation>die Datei hat mehr Pools als die Grenze von %1.</translation>
    </message>
    <message>
        <source>a Ruby tag is not closed.</source>
        <translation>ein Ruby-Tag ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The import does not run Ruby; values that come from Ruby are reported at their line.</source>
        <translation>Der Import führt Ruby nicht aus; Werte aus Ruby sind an ihrer Zeile gemeldet.</translation>
    </message>
    <message>
        <source>The import does not run Ruby: the following lines are read as they are.</source>
        <translation>Der Import führt Ruby nicht aus: Die folgenden Zeilen werden unverändert gelesen.</translation>
    </message>
    <message>
        <source>The file does not set it; the plan&apos;s default is used, %1.</source>
        <translation>Die Datei setzt es nicht; es gilt die Vorgabe des Plans, %1.</translation>
    </message>
    <message>
        <source>as many as slots</source>
        <translation>so viele wie Slots</translation>
    </message>
    <message>
        <source>the data of the arrivals is damaged or incomplete.</source>
        <translation>die Daten der Anfragen sind beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>“%1” already exists and cannot be read as a zip: %2.</source>
        <translation>„%1“ existiert bereits und lässt sich nicht als Zip lesen: %2.</translation>
    </message>
    <message>
        <source>It is not replaced because its changes cannot be shown. Choose another name.</source>
        <translation>Die Datei wird nicht ersetzt, weil sich die Änderungen nicht zeigen lassen. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>“%1” has no recorded arrivals.</source>
        <translation>„%1“ hat keine aufgezeichneten Anfragen.</translation>
    </message>
    <message>
        <source>The retry policies differ.</source>
        <translation>Die Regeln für Wiederholungen sind verschieden.</translation>
    </message>
    <message>
        <source>Blocked wait</source>
        <translation>Blockierte Wartezeit</translation>
    </message>
    <message>
        <source>Total time that requests waited here while another pool had a free slot; one shared pool would have saved it</source>
        <translation>Gesamte Zeit, die Anfragen hier warteten, während ein anderer Pool einen freien Slot hatte; ein gemeinsamer Pool hätte sie gespart</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>How often the policy “Weighted” chooses the pool, relative to the others</source>
        <translation>Wie oft die Verteilung „Gewichtet“ den Pool wählt, im Verhältnis zu den anderen</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>keine Klasse</translation>
    </message>
    <message>
        <source>by the policy</source>
        <translation>nach Verteilung</translation>
    </message>
    <message>
        <source>The arrivals of “%1” use more scripts or classes than the workload has.</source>
        <translation>Die Anfragen aus „%1“ verwenden mehr Skripte oder Klassen, als die Arbeitslast hat.</translation>
    </message>
    <message>
        <source>the modelled server returns no rows, so \gset and \aset cannot be used.</source>
        <translation>das Servermodell liefert keine Zeilen, \gset und \aset sind daher nicht verwendbar.</translation>
    </message>
    <message>
        <source>“%1”: the CSV files of a workload exceed the limit of %2 bytes.</source>
        <translation>„%1“: Die CSV-Dateien einer Arbeitslast überschreiten die Grenze von %2 Bytes.</translation>
    </message>
    <message>
        <source>“%1”, line %2: %3</source>
        <translation>„%1“, Zeile %2: %3</translation>
    </message>
    <message>
        <source>there is a quote in a field that does not begin with one.</source>
        <translation>ein Feld enthält ein Anführungszeichen, beginnt aber nicht damit.</translation>
    </message>
    <message>
        <source>this quote is not closed.</source>
        <translation>dieses Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>expected a comma or the end of the line after a closing quote.</source>
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
        <source>there is no row after the header.</source>
        <translation>nach der Kopfzeile folgt keine Zeile.</translation>
    </message>
    <message>
        <source>The policy is now %1, the migration share %2 %.</source>
        <translation>Die Verteilung ist jetzt %1, der Migrationsanteil %2 %.</translation>
    </message>
    <message>
        <source>further ones, beyond the %1 per second that are shown</source>
        <translation>weitere, über die %1 je Sekunde hinaus, die gezeigt werden</translation>
    </message>
    <message>
        <source>“%1” is not a variable name.</source>
        <translation>„%1“ ist kein Variablenname.</translation>
    </message>
    <message>
        <source>Name the file’s column with letters, digits and underscores only.</source>
        <translation>Die Spalte der Datei nur mit Buchstaben, Ziffern und Unterstrichen benennen.</translation>
    </message>
    <message>
        <source>the file “%1” is not part of the workload.</source>
        <translation>die Datei „%1“ gehört nicht zur Arbeitslast.</translation>
    </message>
    <message>
        <source>Put it beside the workload or script file; it is read together with that file.</source>
        <translation>Sie neben die Arbeitslast- oder Skriptdatei legen; sie wird mit dieser gelesen.</translation>
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
        <source>Use “for replay” on the Runs page or poolwart run --record-arrivals to record them. If the workload changes during a run, only the arrivals after the last change are recorded.</source>
        <translation>„für Wiedergabe“ auf der Seite Läufe oder poolwart run --record-arrivals zeichnet sie auf. Ändert sich die Arbeitslast während eines Laufs, werden nur die Anfragen nach der letzten Änderung aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1 (script, line %2)</source>
        <translation>%1 (Skript, Zeile %2)</translation>
    </message>
    <message>
        <source>The largest plan of this shape that fits has %1 slots.</source>
        <translation>Der größte passende Plan dieser Form hat %1 Slots.</translation>
    </message>
    <message>
        <source>The plan needs %1 open files (%2 for its slots, %3 for the rest), but this process may have only %4.</source>
        <translation>Der Plan braucht %1 offene Dateien (%2 für seine Slots, %3 für den Rest), dieser Prozess darf aber nur %4 haben.</translation>
    </message>
    <message>
        <source>Raise the hard limit of open files (ulimit -Hn, LimitNOFILE= of a service).</source>
        <translation>Das harte Limit für offene Dateien erhöhen (ulimit -Hn; LimitNOFILE= eines Dienstes).</translation>
    </message>
    <message>
        <source>“%1” cannot be written: it is not a regular file.</source>
        <translation>„%1“ lässt sich nicht schreiben: Es ist keine reguläre Datei.</translation>
    </message>
    <message>
        <source>Choose another name. Nothing was changed.</source>
        <translation>Einen anderen Namen wählen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The sandbox&apos;s folder %1 does not belong to %2, the user that runs the server.</source>
        <translation>Der Ordner %1 der Sandbox gehört nicht %2, dem Benutzer, der den Server ausführt.</translation>
    </message>
    <message>
        <source>Choose a folder that does not exist yet, or change its owner: chown %1 %2</source>
        <translation>Einen Ordner wählen, den es noch nicht gibt, oder den Eigentümer ändern: chown %1 %2</translation>
    </message>
    <message>
        <source>The recorded part of the run is kept in “%1”; “poolwart runs show” reads it.</source>
        <translation>Der aufgezeichnete Teil des Laufs bleibt in „%1“ erhalten; „poolwart runs show“ liest ihn.</translation>
    </message>
    <message>
        <source>script: it contains a password, which the run file does not record.</source>
        <translation>Skript: Es enthält ein Passwort, das die Laufdatei nicht aufzeichnet.</translation>
    </message>
    <message>
        <source>Give the workload itself: its script with --file or its file with --workload.</source>
        <translation>Die Arbeitslast selbst angeben: ihr Skript mit --file oder ihre Datei mit --workload.</translation>
    </message>
    <message>
        <source>Poolwart runs as root and may not switch to %1, the user that would run the sandbox&apos;s server.</source>
        <translation>Poolwart läuft als root und darf nicht zu %1 wechseln, dem Benutzer, der den Server der Sandbox ausführen würde.</translation>
    </message>
    <message>
        <source>Start it as an ordinary user.</source>
        <translation>Als gewöhnlicher Benutzer starten.</translation>
    </message>
    <message>
        <source>More requests failed (%1) than completed (%2).</source>
        <translation>Es sind mehr Anfragen fehlgeschlagen (%1) als erledigt worden (%2).</translation>
    </message>
    <message>
        <source>The measurement began with %1 of %2 slots open.</source>
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
        <source>Poolwart sets nothing that outlives a transaction and prepares no statements. Slots are clients of the pooler; Poolwart cannot know which server process serves a slot.</source>
        <translation>Poolwart setzt nichts, was eine Transaktion überdauert, und bereitet keine Anweisungen vor. Slots sind Clients des Poolers; welcher Serverprozess einen Slot bedient, ist Poolwart unbekannt.</translation>
    </message>
    <message>
        <source>Each open slot holds a server connection of the pooler; slots beyond pool_size wait for one.</source>
        <translation>Jeder offene Slot belegt eine Serververbindung des Poolers; Slots über pool_size hinaus warten auf eine.</translation>
    </message>
    <message>
        <source>The pooler lends a server connection for one statement and refuses scripts with a transaction.</source>
        <translation>Der Pooler vergibt eine Serververbindung für eine Anweisung und lehnt Skripte mit einer Transaktion ab.</translation>
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
        <source>A pooler that gives each transaction another server session causes this. Choose the protocol “extended” or “simple”, remove PREPARE and EXECUTE from the script, or connect to the server directly; PgBouncer 1.21 and later keeps protocol-level prepared statements apart if max_prepared_statements is set.</source>
        <translation>Die Ursache ist ein Pooler, der jeder Transaktion eine andere Serversitzung gibt. Das Protokoll „extended“ oder „simple“ wählen, PREPARE und EXECUTE aus dem Skript entfernen oder direkt mit dem Server verbinden; PgBouncer hält ab 1.21 Prepared Statements des Protokolls auseinander, wenn max_prepared_statements gesetzt ist.</translation>
    </message>
    <message>
        <source>%1 (%2) accepted the connection but had no server connection for it within %3: its pool_size is too small.</source>
        <translation>%1 (%2) hat die Verbindung angenommen, hatte aber innerhalb von %3 keine Serververbindung für sie: Seine pool_size ist zu klein.</translation>
    </message>
    <message>
        <source>In session mode each open slot and Poolwart&apos;s monitor hold a server connection of the pooler. Use fewer slots, raise the pooler&apos;s pool_size (default_pool_size), or use its transaction mode.</source>
        <translation>Im Session-Modus belegen jeder offene Slot und der Monitor von Poolwart eine Serververbindung des Poolers. Weniger Slots verwenden, pool_size (default_pool_size) des Poolers erhöhen oder seinen Transaktionsmodus verwenden.</translation>
    </message>
    <message>
        <source>%1 accepted the connection but did not answer within %2.</source>
        <translation>%1 hat die Verbindung angenommen, aber innerhalb von %2 nicht geantwortet.</translation>
    </message>
    <message>
        <source>A pooler does this while all its server connections are in use: raise its pool_size (default_pool_size) or close other clients. A server does this while it hangs.</source>
        <translation>Ein Pooler verhält sich so, solange alle seine Serververbindungen belegt sind: pool_size (default_pool_size) erhöhen oder andere Clients schließen. Ein Server verhält sich so, solange er hängt.</translation>
    </message>
    <message>
        <source>%1 is behind %2: %3</source>
        <translation>%1 liegt hinter %2: %3</translation>
    </message>
    <message>
        <source>“%1” was written, but reading it back failed: %2</source>
        <translation>„%1“ wurde geschrieben, lässt sich aber nicht zurücklesen: %2</translation>
    </message>
    <message>
        <source>The recording of each second is kept beside it.</source>
        <translation>Die sekundenweise Aufzeichnung bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>“%1” was read, but %2 of its figures are impossible and count as zero.</source>
        <translation>„%1“ wurde gelesen, aber %2 Werte darin sind unmöglich und zählen als null.</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>replay of %1</source>
        <translation>Wiedergabe von %1</translation>
    </message>
    <message>
        <source>server connections of the pooler</source>
        <translation>Serververbindungen des Poolers</translation>
    </message>
    <message>
        <source>At most its pool_size, regardless of the number of slots.</source>
        <translation>Höchstens seine pool_size, unabhängig von der Zahl der Slots.</translation>
    </message>
    <message>
        <source>server connections of the pooler, as seen</source>
        <translation>beobachtete Serververbindungen des Poolers</translation>
    </message>
    <message>
        <source>The connections last lent to slots; the pooler does not report its pool_size.</source>
        <translation>Die zuletzt an Slots vergebenen; der Pooler meldet seine pool_size nicht.</translation>
    </message>
    <message>
        <source>role default</source>
        <translation>Vorgabe der Rolle</translation>
    </message>
    <message>
        <source>The server cancels a statement that runs longer; if empty, the role&apos;s default applies</source>
        <translation>Der Server bricht eine Anweisung ab, die länger läuft; ohne Angabe gilt die Vorgabe der Rolle</translation>
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
        <source>The statement timeout has changed, so the connections are replaced one by one.</source>
        <translation>Der Statement-Timeout hat sich geändert; die Verbindungen werden einzeln ersetzt.</translation>
    </message>
    <message>
        <source>The replay of “%1” ended with its last recorded request.</source>
        <translation>Die Wiedergabe von „%1“ ist mit der letzten aufgezeichneten Anfrage beendet.</translation>
    </message>
    <message>
        <source>The traffic was stopped: %1 of %2 requests failed within two seconds, most with %3: %4</source>
        <translation>Die Last wurde gestoppt: %1 von %2 Anfragen sind innerhalb von zwei Sekunden fehlgeschlagen, die meisten mit %3: %4</translation>
    </message>
    <message>
        <source>Class “%1”: its pool “%2” is not in the plan, does not accept requests or has no connection, so the policy decides.</source>
        <translation>Klasse „%1“: Ihr Pool „%2“ ist nicht im Plan, nimmt keine Anfragen an oder hat keine Verbindung; die Verteilung entscheidet.</translation>
    </message>
    <message>
        <source>The plan needs %1 connections, but the role “%2” has a CONNECTION LIMIT of %3: minus %4 used by others and %5 used by the monitor, %6 are available.</source>
        <translation>Der Plan braucht %1 Verbindungen, die Rolle „%2“ hat aber ein CONNECTION LIMIT von %3: Abzüglich %4 von anderen und %5 des Monitors sind %6 verfügbar.</translation>
    </message>
    <message>
        <source>The plan needs %1 connections, but the database “%2” has a CONNECTION LIMIT of %3: minus %4 used by others and %5 used by the monitor, %6 are available.</source>
        <translation>Der Plan braucht %1 Verbindungen, die Datenbank „%2“ hat aber ein CONNECTION LIMIT von %3: Abzüglich %4 von anderen und %5 des Monitors sind %6 verfügbar.</translation>
    </message>
    <message>
        <source>Remove %1 slots from the plan or raise that limit: %2.</source>
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
        <source>The statement returns %1, which are read row by row and discarded. Add a LIMIT to measure the server instead of the transfer.</source>
        <translation>Die Anweisung liefert %1, die zeilenweise gelesen und verworfen werden. Ein LIMIT misst den Server statt der Übertragung.</translation>
    </message>
    <message>
        <source>Poolwart closed the connection because its request did not end after being cancelled.</source>
        <translation>Poolwart hat die Verbindung geschlossen, weil ihre Anfrage nach dem Abbruch nicht endete.</translation>
    </message>
    <message>
        <source>The port of the database URL is not a number.</source>
        <translation>Der Port der Datenbank-URL ist keine Zahl.</translation>
    </message>
    <message>
        <source>The database URL has an “@” after its user and password: a character of the password is not percent-encoded.</source>
        <translation>Die Datenbank-URL hat ein „@“ nach Benutzer und Passwort: Ein Zeichen des Passworts ist nicht prozentkodiert.</translation>
    </message>
    <message>
        <source>The URL has an “@” after its user and password: a character of the password is not percent-encoded.</source>
        <translation>Die URL hat ein „@“ nach Benutzer und Passwort: Ein Zeichen des Passworts ist nicht prozentkodiert.</translation>
    </message>
    <message>
        <source>The URL has a “%” that is not followed by two hexadecimal digits.</source>
        <translation>Die URL hat ein „%“, auf das keine zwei hexadezimalen Ziffern folgen.</translation>
    </message>
    <message>
        <source>The host contains an “@” or a “/”, which is not allowed.</source>
        <translation>Der Host enthält „@“ oder „/“, was nicht erlaubt ist.</translation>
    </message>
    <message>
        <source>The parameter “%1” contains a connection string of its own.</source>
        <translation>Der Parameter „%1“ enthält selbst eine Verbindungszeichenfolge.</translation>
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
        <source>Unsaved changes of the plan cannot be kept in “%1”.</source>
        <translation>Ungespeicherte Änderungen des Plans lassen sich nicht in „%1“ aufbewahren.</translation>
    </message>
    <message>
        <source>Save the plan to a file.</source>
        <translation>Den Plan in eine Datei speichern.</translation>
    </message>
    <message>
        <source>%1 Writing is not allowed on %2, so no request was sent.</source>
        <translation>%1 Schreiben ist auf %2 nicht erlaubt; es wurde keine Anfrage gesendet.</translation>
    </message>
    <message>
        <source>Allow writes there, or choose a workload that only reads.</source>
        <translation>Schreiben dort erlauben oder eine Arbeitslast wählen, die nur liest.</translation>
    </message>
    <message>
        <source>%1 is not a backup copy of a plan of this version.</source>
        <translation>%1 ist keine Sicherungskopie eines Plans dieser Version.</translation>
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
        <translation>Verteilung</translation>
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
        <source>Line %1 of the script is not an SQL command: no command begins with “%2”.</source>
        <translation>Zeile %1 des Skripts ist kein SQL-Befehl: Kein Befehl beginnt mit „%2“.</translation>
    </message>
    <message>
        <source>Line %2 of the script “%1” is not an SQL command: no command begins with “%3”.</source>
        <translation>Zeile %2 des Skripts „%1“ ist kein SQL-Befehl: Kein Befehl beginnt mit „%3“.</translation>
    </message>
    <message>
        <source>Sessions may write from now on.</source>
        <translation>Sitzungen dürfen ab jetzt schreiben.</translation>
    </message>
    <message>
        <source>Sessions are read-only from now on.</source>
        <translation>Sitzungen sind ab jetzt schreibgeschützt.</translation>
    </message>
    <message>
        <source>the pooler accepts no further clients.</source>
        <translation>der Pooler nimmt keine weiteren Clients an.</translation>
    </message>
    <message>
        <source>Close clients elsewhere, make the pools smaller, or raise the pooler&apos;s max_client_conn.</source>
        <translation>Andere Clients schließen, die Pools verkleinern oder max_client_conn des Poolers erhöhen.</translation>
    </message>
    <message>
        <source>this process has no free file descriptor.</source>
        <translation>dieser Prozess hat keinen freien Dateideskriptor.</translation>
    </message>
    <message>
        <source>Make the pools smaller, or raise the limit of open files (ulimit -n).</source>
        <translation>Die Pools verkleinern oder das Limit für offene Dateien erhöhen (ulimit -n).</translation>
    </message>
    <message>
        <source>libpq does not accept the value of a connection parameter.</source>
        <translation>libpq nimmt den Wert eines Verbindungsparameters nicht an.</translation>
    </message>
    <message>
        <source>Correct the value quoted below; the PostgreSQL manual lists the values under “Parameter Key Words”.</source>
        <translation>Den unten genannten Wert berichtigen; die PostgreSQL-Dokumentation nennt die Werte unter „Parameter Key Words“.</translation>
    </message>
    <message>
        <source>the server requires a client certificate.</source>
        <translation>der Server verlangt ein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>Give the files of the certificate and its key: sslcert=… sslkey=…</source>
        <translation>Die Dateien mit Zertifikat und Schlüssel angeben: sslcert=… sslkey=…</translation>
    </message>
    <message>
        <source>libpq does not accept the key of the client certificate.</source>
        <translation>libpq nimmt den Schlüssel des Client-Zertifikats nicht an.</translation>
    </message>
    <message>
        <source>Check sslkey. The file must be readable by its owner only (chmod 600) and match the certificate in sslcert.</source>
        <translation>sslkey prüfen. Die Datei darf nur für ihren Eigentümer lesbar sein (chmod 600) und muss zum Zertifikat in sslcert passen.</translation>
    </message>
    <message>
        <source>channel binding is required but not possible.</source>
        <translation>Channel-Binding ist verlangt, aber nicht möglich.</translation>
    </message>
    <message>
        <source>Channel binding needs an encrypted connection (sslmode=require) and a scram-sha-256 password. Otherwise remove channel_binding=require.</source>
        <translation>Channel-Binding braucht eine verschlüsselte Verbindung (sslmode=require) und ein scram-sha-256-Passwort. Sonst channel_binding=require weglassen.</translation>
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
        <source>the pooler does not accept this startup parameter.</source>
        <translation>der Pooler nimmt diesen Startparameter nicht an.</translation>
    </message>
    <message>
        <source>Leave it out (PGOPTIONS sets “options” too), or add it to the pooler&apos;s ignore_startup_parameters.</source>
        <translation>Ihn weglassen (auch PGOPTIONS setzt „options“) oder in ignore_startup_parameters des Poolers aufnehmen.</translation>
    </message>
    <message>
        <source>the server does not admit this user from this address without encryption.</source>
        <translation>der Server lässt diesen Benutzer von dieser Adresse nicht unverschlüsselt zu.</translation>
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
        <source>Choose a role that may log in, or allow it: ALTER ROLE … LOGIN.</source>
        <translation>Eine Rolle wählen, die sich anmelden darf, oder es erlauben: ALTER ROLE … LOGIN.</translation>
    </message>
    <message>
        <source>this role may not connect to this database.</source>
        <translation>diese Rolle darf sich nicht mit dieser Datenbank verbinden.</translation>
    </message>
    <message>
        <source>Grant the privilege: GRANT CONNECT ON DATABASE … TO …</source>
        <translation>Das Recht gewähren: GRANT CONNECT ON DATABASE … TO …</translation>
    </message>
    <message>
        <source>the server is a standby that accepts no connections.</source>
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
        <source>Connect after the server has been started again.</source>
        <translation>Verbinden, sobald der Server wieder gestartet ist.</translation>
    </message>
    <message>
        <source>the server is not accepting connections yet.</source>
        <translation>der Server nimmt noch keine Verbindungen an.</translation>
    </message>
    <message>
        <source>the server is recovering from a crash.</source>
        <translation>der Server ist in der Wiederherstellung nach einem Absturz.</translation>
    </message>
    <message>
        <source>Try again in a moment; the server log shows the crash.</source>
        <translation>Gleich noch einmal versuchen; das Log des Servers zeigt den Absturz.</translation>
    </message>
    <message>
        <source>only read-only servers answered, but target_session_attrs requires another kind.</source>
        <translation>nur lesende Server haben geantwortet, target_session_attrs verlangt aber eine andere Art.</translation>
    </message>
    <message>
        <source>Add the primary&apos;s host, or remove target_session_attrs=read-write.</source>
        <translation>Den Host des Primärservers ergänzen oder target_session_attrs=read-write entfernen.</translation>
    </message>
    <message>
        <source>no standby answered, but target_session_attrs requires one.</source>
        <translation>kein Standby hat geantwortet, target_session_attrs verlangt aber einen.</translation>
    </message>
    <message>
        <source>Add the standby&apos;s host, or choose target_session_attrs=any.</source>
        <translation>Den Host des Standbys ergänzen oder target_session_attrs=any wählen.</translation>
    </message>
    <message>
        <source>the server gave no reason.</source>
        <translation>der Server nannte keinen Grund.</translation>
    </message>
    <message>
        <source>The password in “%1” is ignored because other users may access the file. Set its mode to 0600.</source>
        <translation>Das Passwort in „%1“ wird ignoriert, weil andere Benutzer auf die Datei zugreifen dürfen. Die Rechte der Datei auf 0600 setzen.</translation>
    </message>
    <message>
        <source>The connection string is in quotes. Remove them.</source>
        <translation>Die Verbindungszeichenfolge steht in Anführungszeichen. Diese entfernen.</translation>
    </message>
    <message>
        <source>This is the URL of another driver; libpq&apos;s URLs begin with postgresql://.</source>
        <translation>Das ist die URL eines anderen Treibers; URLs von libpq beginnen mit postgresql://.</translation>
    </message>
    <message>
        <source>The connection service file cannot be read: %1</source>
        <translation>Die Servicedatei lässt sich nicht lesen: %1</translation>
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
        <source>COPY … FROM STDIN waits for data, which a script cannot provide.</source>
        <translation>COPY … FROM STDIN wartet auf Daten, die ein Skript nicht liefern kann.</translation>
    </message>
    <message>
        <source>Use INSERT, or COPY from a file on the server.</source>
        <translation>INSERT verwenden oder COPY aus einer Datei auf dem Server.</translation>
    </message>
    <message>
        <source>Write an IPv6 address in brackets: postgresql://user:password@[::1]:5432/database</source>
        <translation>Eine IPv6-Adresse in eckigen Klammern schreiben: postgresql://user:password@[::1]:5432/database</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
    <message>
        <source>%1 is below 0.</source>
        <translation>%1 ist kleiner als 0.</translation>
    </message>
    <message>
        <source>%1 is more than the pool has slots; %2 are used.</source>
        <translation>%1 ist mehr, als der Pool Slots hat; %2 werden verwendet.</translation>
    </message>
    <message>
        <source>%1 runs %2 times and %3 runs %4 times. A plan has one number of instances for all pools: the larger one.</source>
        <translation>%1 läuft %2-mal und %3 läuft %4-mal. Ein Plan hat eine Anzahl Instanzen für alle Pools: die größere.</translation>
    </message>
    <message>
        <source>%1: this user is there twice.</source>
        <translation>%1: Diesen Benutzer gibt es zweimal.</translation>
    </message>
    <message>
        <source>%include is nested more than %1 deep, or reads more than %2 files.</source>
        <translation>%include ist tiefer als %1 Ebenen verschachtelt oder liest mehr als %2 Dateien.</translation>
    </message>
    <message>
        <source>0 uses each connection once, which a plan cannot express; the shortest lifetime is used, %1.</source>
        <translation>0 verwendet jede Verbindung einmal, was ein Plan nicht ausdrücken kann; die kürzeste Lebensdauer wird verwendet, %1.</translation>
    </message>
    <message>
        <source>A CronJob runs at its times only; the plan counts its instances as if they always ran.</source>
        <translation>Ein CronJob läuft nur zu seinen Zeiten; der Plan zählt seine Instanzen, als liefen sie immer.</translation>
    </message>
    <message>
        <source>A DaemonSet runs once on each node; the plan counts one. Set the number of nodes.</source>
        <translation>Ein DaemonSet läuft auf jedem Knoten einmal; der Plan zählt einen. Die Anzahl der Knoten einstellen.</translation>
    </message>
    <message>
        <source>A plan has a number of surge instances, not a percentage: %1.</source>
        <translation>Ein Plan hat eine Anzahl zusätzlicher Instanzen, keinen Prozentsatz: %1.</translation>
    </message>
    <message>
        <source>A plan has no limit for several pools together (%1).</source>
        <translation>Ein Plan hat keine Grenze für mehrere Pools zusammen (%1).</translation>
    </message>
    <message>
        <source>All pools of a plan have one target. This pool&apos;s own is not in it (%1); files written from the plan have that of the pool “%3” (%2).</source>
        <translation>Alle Pools eines Plans haben ein Ziel. Das eigene dieses Pools ist nicht darin (%1); aus dem Plan geschriebene Dateien haben das des Pools „%3“ (%2).</translation>
    </message>
    <message>
        <source>An autoscaler runs up to %1 instances of it; the plan has the replicas of the workload.</source>
        <translation>Ein Autoscaler startet davon bis zu %1 Instanzen; der Plan hat die Replikate des Workloads.</translation>
    </message>
    <message>
        <source>Further remarks: %1</source>
        <translation>Weitere Hinweise: %1</translation>
    </message>
    <message>
        <source>It does not exist. It may contain pools.</source>
        <translation>Es gibt sie nicht. Sie kann Pools enthalten.</translation>
    </message>
    <message>
        <source>It holds for one user; a plan has it for a pool.</source>
        <translation>Es gilt für einen Benutzer; ein Plan hat es für einen Pool.</translation>
    </message>
    <message>
        <source>It is no object that has variables or runs containers.</source>
        <translation>Dieses Objekt hat keine Variablen und startet keine Container.</translation>
    </message>
    <message>
        <source>It is not read, because it is outside the folder of the imported file. It may contain pools: import it too, or copy it into that folder.</source>
        <translation>Sie wird nicht gelesen, weil sie außerhalb des Ordners der importierten Datei liegt. Sie kann Pools enthalten: auch importieren oder in diesen Ordner kopieren.</translation>
    </message>
    <message>
        <source>It is not read, because this text comes from no file. It may contain pools: import it too.</source>
        <translation>Sie wird nicht gelesen, weil dieser Text aus keiner Datei stammt. Sie kann Pools enthalten: auch importieren.</translation>
    </message>
    <message>
        <source>It is not read. It may contain pools and storages: copy them into this file.</source>
        <translation>Sie wird nicht gelesen. Sie kann Pools und Storages enthalten: in diese Datei kopieren.</translation>
    </message>
    <message>
        <source>It is not the URL of a database.</source>
        <translation>Es ist nicht die URL einer Datenbank.</translation>
    </message>
    <message>
        <source>It is scaled to 0; the plan has one instance.</source>
        <translation>Es ist auf 0 skaliert; der Plan hat eine Instanz.</translation>
    </message>
    <message>
        <source>It was read as “%1”; --from reads it as another format.</source>
        <translation>Sie wurde als „%1“ gelesen; --from liest sie in einem anderen Format.</translation>
    </message>
    <message>
        <source>Its pools are the aliases in [databases].</source>
        <translation>Ihre Pools sind die Aliasse in [databases].</translation>
    </message>
    <message>
        <source>Its pools are the services, each a section.</source>
        <translation>Ihre Pools sind die Services, jeder ein Abschnitt.</translation>
    </message>
    <message>
        <source>Its pools are the users in [pools.NAME.users.N].</source>
        <translation>Ihre Pools sind die Benutzer in [pools.NAME.users.N].</translation>
    </message>
    <message>
        <source>Its pools are the users in the databases.</source>
        <translation>Ihre Pools sind die Benutzer in den Datenbanken.</translation>
    </message>
    <message>
        <source>Its pools are variables of containers with a postgresql:// URL, or a pgbouncer.ini in a ConfigMap.</source>
        <translation>Ihre Pools sind Variablen von Containern mit einer URL postgresql://, oder eine pgbouncer.ini in einer ConfigMap.</translation>
    </message>
    <message>
        <source>Line %1 sets it again, and the last one counts.</source>
        <translation>Zeile %1 setzt es noch einmal, und das Letzte zählt.</translation>
    </message>
    <message>
        <source>Line %1 sets it already, and the first one counts.</source>
        <translation>Zeile %1 setzt es bereits, und das Erste zählt.</translation>
    </message>
    <message>
        <source>Name a file in it.</source>
        <translation>Eine Datei darin angeben.</translation>
    </message>
    <message>
        <source>No alias has this user; the limits hold for pools that are not in the plan.</source>
        <translation>Kein Alias hat diesen Benutzer; die Grenzen gelten für Pools, die nicht im Plan sind.</translation>
    </message>
    <message>
        <source>Not in the file; defaults of %1: %2</source>
        <translation>Nicht in der Datei; Vorgaben von %1: %2</translation>
    </message>
    <message>
        <source>Not in the file; defaults of a plan: %1</source>
        <translation>Nicht in der Datei; Vorgaben eines Plans: %1</translation>
    </message>
    <message>
        <source>Odyssey opens a pool for each database and user that a client names; the plan counts one.</source>
        <translation>Odyssey öffnet einen Pool für jede Datenbank und jeden Benutzer, die ein Client nennt; der Plan zählt einen.</translation>
    </message>
    <message>
        <source>PgBouncer cancels a longer query (%1 s). A plan has the server&apos;s statement timeout only.</source>
        <translation>PgBouncer bricht eine längere Abfrage ab (%1 s). Ein Plan hat nur das Statement-Timeout des Servers.</translation>
    </message>
    <message>
        <source>PgBouncer may open %1 more than the pool&apos;s %2; the pool has %3 slots.</source>
        <translation>PgBouncer darf %1 mehr als die %2 des Pools öffnen; der Pool hat %3 Slots.</translation>
    </message>
    <message>
        <source>PgBouncer never opens more than %1 connections; the pool has %1 slots instead of %2.</source>
        <translation>PgBouncer öffnet nie mehr als %1 Verbindungen; der Pool hat %1 Slots statt %2.</translation>
    </message>
    <message>
        <source>PgBouncer opens a pool for each database that a client names; the plan counts one. Files written from it have the placeholder DATABASE.</source>
        <translation>PgBouncer öffnet einen Pool für jede Datenbank, die ein Client nennt; der Plan zählt einen. Aus ihm geschriebene Dateien haben den Platzhalter DATABASE.</translation>
    </message>
    <message>
        <source>PgBouncer opens a pool for each other database that a client names; the plan has none of them.</source>
        <translation>PgBouncer öffnet einen Pool für jede andere Datenbank, die ein Client nennt; der Plan hat keinen davon.</translation>
    </message>
    <message>
        <source>Servers of the file: %1</source>
        <translation>Server der Datei: %1</translation>
    </message>
    <message>
        <source>Settings that are not part of a plan: %1. --verbose lists them.</source>
        <translation>Einstellungen, die nicht Teil eines Plans sind: %1. --verbose listet sie auf.</translation>
    </message>
    <message>
        <source>The file does not name the server of this pool; the plan counts it on %1.</source>
        <translation>Die Datei nennt den Server dieses Pools nicht; der Plan zählt ihn zu %1.</translation>
    </message>
    <message>
        <source>The file does not set it; files written from the plan have the placeholder %1.</source>
        <translation>Die Datei setzt es nicht; aus dem Plan geschriebene Dateien haben den Platzhalter %1.</translation>
    </message>
    <message>
        <source>The file does not set it; the default of %1 is used, %2.</source>
        <translation>Die Datei setzt es nicht; die Vorgabe von %1 wird verwendet, %2.</translation>
    </message>
    <message>
        <source>The pools of a user may open %1 connections together (user: %3). The plan&apos;s pools have %2.</source>
        <translation>Die Pools eines Benutzers dürfen zusammen %1 Verbindungen öffnen (Benutzer: %3). Die Pools des Plans haben %2.</translation>
    </message>
    <message>
        <source>The same pools run in %1; the plan has the instances of all, %2.</source>
        <translation>Dieselben Pools laufen in %1; der Plan hat die Instanzen aller, %2.</translation>
    </message>
    <message>
        <source>The value is not in the file; only the cluster knows it.</source>
        <translation>Der Wert steht nicht in der Datei; nur der Cluster kennt ihn.</translation>
    </message>
    <message>
        <source>The value of $(%1) is not in the file; only the cluster knows it. The name stands for it.</source>
        <translation>Der Wert von $(%1) steht nicht in der Datei; nur der Cluster kennt ihn. Der Name steht für ihn.</translation>
    </message>
    <message>
        <source>The value of a Secret&apos;s data is not base64.</source>
        <translation>Der Wert in den Daten eines Secrets ist kein Base64.</translation>
    </message>
    <message>
        <source>There is no limit, which a plan cannot express; %1 slots are used. Set the number that the server may have to bear.</source>
        <translation>Es gibt keine Grenze, was ein Plan nicht ausdrücken kann; %1 Slots werden verwendet. Die Anzahl einstellen, die der Server aushalten muss.</translation>
    </message>
    <message>
        <source>This object is not in the file. It may have variables of pools.</source>
        <translation>Dieses Objekt steht nicht in der Datei. Es kann Variablen von Pools haben.</translation>
    </message>
    <message>
        <source>This pool is on another server, %1. The plan has the pools of %2.</source>
        <translation>Dieser Pool ist auf einem anderen Server, %1. Der Plan hat die Pools von %2.</translation>
    </message>
    <message>
        <source>Without user=, PgBouncer opens a pool of this size for each user that logs in. The plan counts one user.</source>
        <translation>Ohne user= öffnet PgBouncer einen Pool dieser Größe für jeden Benutzer, der sich anmeldet. Der Plan zählt einen Benutzer.</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebig vielen</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>line %1, %2 (%3): %4</source>
        <translation>Zeile %1, %2 (%3): %4</translation>
    </message>
    <message>
        <source>pgcat opens a pool for each shard and server; the plan has that of the first.</source>
        <translation>pgcat öffnet einen Pool für jeden Shard und Server; der Plan hat den des ersten.</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>the file has no pool on the server %1.</source>
        <translation>die Datei hat keinen Pool auf dem Server %1.</translation>
    </message>
    <message>
        <source>the included files are larger than 16 MiB together.</source>
        <translation>die eingebundenen Dateien sind zusammen größer als 16 MiB.</translation>
    </message>
    <message>
        <source>“%1” does not exist.</source>
        <translation>„%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>“%1” includes itself.</source>
        <translation>„%1“ bindet sich selbst ein.</translation>
    </message>
    <message>
        <source>“%1” is a folder.</source>
        <translation>„%1“ ist ein Ordner.</translation>
    </message>
    <message>
        <source>“%1” is not a number of instances.</source>
        <translation>„%1“ ist keine Anzahl von Instanzen.</translation>
    </message>
    <message>
        <source>“%1” is not a shape.</source>
        <translation>„%1“ ist keine Form.</translation>
    </message>
    <message>
        <source>Write pools x slots per pool, for example 5x12.</source>
        <translation>Pools x Slots pro Pool schreiben, zum Beispiel 5x12.</translation>
    </message>
    <message>
        <source>“%1” is outside 1 to %2 pools of 1 to %3 slots.</source>
        <translation>„%1“ liegt außerhalb von 1 bis %2 Pools mit 1 bis %3 Slots.</translation>
    </message>
    <message>
        <source>The base and the new plan are the same: %1.</source>
        <translation>Basis und neuer Plan sind gleich: %1.</translation>
    </message>
    <message>
        <source>Choose another shape or policy for the new plan.</source>
        <translation>Für den neuen Plan eine andere Form oder Verteilung wählen.</translation>
    </message>
    <message>
        <source>Between %1 and %2 there is no plan that differs in one respect only.</source>
        <translation>Zwischen %1 und %2 gibt es keinen Plan, der sich nur in einer Hinsicht unterscheidet.</translation>
    </message>
    <message>
        <source>Choose shapes that are closer to each other.</source>
        <translation>Formen wählen, die näher beieinander liegen.</translation>
    </message>
</context>
<context>
    <name>poolwart::ApplicationPanel</name>
    <message>
        <source>Your deployment</source>
        <translation>Ihre Anwendung</translation>
    </message>
    <message>
        <source>The whole deployment may need more connections than this plan: each process of each replica opens all pools. During a rolling deployment the surge replicas are added.</source>
        <translation>Die ganze Anwendung braucht womöglich mehr Verbindungen als dieser Plan: Jeder Prozess jedes Replikats öffnet alle Pools. Während eines Rolling Deployments kommen die Surge-Replikate hinzu.</translation>
    </message>
    <message>
        <source>Name of the exported application in pg_stat_activity</source>
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
        <source>Instances that run at the same time</source>
        <translation>Instanzen, die gleichzeitig laufen</translation>
    </message>
    <message>
        <source>S&amp;urge</source>
        <translation>S&amp;urge</translation>
    </message>
    <message>
        <source>Additional instances during a rolling deployment</source>
        <translation>Zusätzliche Instanzen während eines Rolling Deployments</translation>
    </message>
    <message>
        <source>&amp;Processes</source>
        <translation>Pr&amp;ozesse</translation>
    </message>
    <message>
        <source>Processes per instance, each with its own pools</source>
        <translation>Prozesse je Instanz, jeder mit eigenen Pools</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) in all</source>
        <translation>
            <numerusform>%n Verbindung insgesamt</numerusform>
            <numerusform>%n Verbindungen insgesamt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 connections in all, of %2 available</source>
        <translation>%1 Verbindungen insgesamt, %2 verfügbar</translation>
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
        <source>Source of the traffic: clients that wait for answers, or a rate of requests</source>
        <translation>Quelle der Last: Clients, die auf Antworten warten, oder eine Rate von Anfragen</translation>
    </message>
    <message>
        <source>Kind of arrivals</source>
        <translation>Art der Anfragen</translation>
    </message>
    <message>
        <source>Clients form a closed loop: each sends its next request after its last answer, so a slow server reduces its own load. A rate is an open loop: requests arrive whether or not earlier ones were answered, as requests of users do. Response times of an open loop count from the moment at which a request was due and therefore include all waiting.</source>
        <translation>Clients bilden einen geschlossenen Kreis: Jeder sendet die nächste Anfrage nach der letzten Antwort; ein langsamer Server senkt also seine eigene Last. Eine Rate ist ein offener Kreis: Anfragen treffen ein, ob frühere beantwortet sind oder nicht, wie die von Benutzern. Antwortzeiten eines offenen Kreises zählen ab dem Moment, zu dem eine Anfrage fällig war, und enthalten daher alle Wartezeit.</translation>
    </message>
    <message>
        <source>Clients or requests per second</source>
        <translation>Clients oder Anfragen je Sekunde</translation>
    </message>
    <message>
        <source>Number of clients; each waits for its answer before its next request</source>
        <translation>Anzahl der Clients; jeder wartet vor der nächsten Anfrage auf seine Antwort</translation>
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
        <source>Recorded requests, sent at their recorded times</source>
        <translation>Aufgezeichnete Anfragen, zu ihren aufgezeichneten Zeiten gesendet</translation>
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
        <source>Wait event</source>
        <translation>Wait Event</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>poolwart::BackendsPanel</name>
    <message>
        <source>Backends of this run, as the server sees them</source>
        <translation>Backends dieses Laufs aus Sicht des Servers</translation>
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
        <source>Cancel the statements of the selected backends; their connections stay open</source>
        <translation>Die Anweisungen der gewählten Backends abbrechen; ihre Verbindungen bleiben offen</translation>
    </message>
    <message>
        <source>Open connections counted by the pools and by the server</source>
        <translation>Offene Verbindungen nach Zählung der Pools und des Servers</translation>
    </message>
    <message>
        <source>%1 open in the pools, %2 in pg_stat_activity</source>
        <translation>%1 offen in den Pools, %2 in pg_stat_activity</translation>
    </message>
    <message>
        <source>Server connections of the pooler that serve this run, as the server sees them</source>
        <translation>Serververbindungen des Poolers für diesen Lauf aus Sicht des Servers</translation>
    </message>
    <message>
        <source>%1 open in the pools, as clients of the pooler, which uses %2 server connections for them</source>
        <translation>%1 offen in den Pools, als Clients des Poolers, der dafür %2 Serververbindungen nutzt</translation>
    </message>
</context>
<context>
    <name>poolwart::BudgetTableView</name>
    <message>
        <source>Connection budget</source>
        <translation>Verbindungsbudget</translation>
    </message>
    <message>
        <source>A server has a fixed number of connections; changing it needs a restart. The budget table shows who uses them. The connections left can be added to pools; Poolwart refuses a plan that needs more before it opens a connection.</source>
        <translation>Ein Server hat eine feste Zahl von Verbindungen; sie zu ändern verlangt einen Neustart. Die Budgettabelle zeigt, wer sie nutzt. Die übrigen lassen sich Pools zuteilen; einen Plan, der mehr braucht, lehnt Poolwart ab, bevor es eine Verbindung öffnet.</translation>
    </message>
    <message>
        <source>The budget table appears when a server is connected.</source>
        <translation>Die Budgettabelle erscheint, sobald ein Server verbunden ist.</translation>
    </message>
</context>
<context>
    <name>poolwart::ChartFrame</name>
    <message>
        <source>Menu of “%1”</source>
        <translation>Menü von „%1“</translation>
    </message>
    <message>
        <source>Show as a table, copy or save</source>
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
        <source>paused for %1</source>
        <translation>seit %1 angehalten</translation>
    </message>
    <message>
        <source>no sample at this time</source>
        <translation>zu dieser Zeit kein Messwert</translation>
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
        <source>%1, data older than a day is dropped</source>
        <translation>%1, Daten älter als ein Tag sind verworfen</translation>
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
        <source>The plan has no pool of this name, so the policy decides.</source>
        <translation>Der Plan hat keinen Pool dieses Namens; die Verteilung entscheidet.</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>Name der Klasse</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Share of the requests, relative to the other classes; 0: no requests</source>
        <translation>Anteil der Anfragen, im Verhältnis zu den anderen Klassen; 0: keine Anfragen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Time from the intended start to the end; a request that takes longer is cancelled</source>
        <translation>Zeit vom vorgesehenen Start bis zum Ende; eine Anfrage, die länger dauert, wird abgebrochen</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Pool for the requests of this class under every policy</source>
        <translation>Pool für die Anfragen dieser Klasse, bei jeder Verteilung</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Ziel-Pool</translation>
    </message>
    <message>
        <source>Requests completed since the last reset</source>
        <translation>Seit dem letzten Zurücksetzen erledigte Anfragen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>99 of 100 requests were faster, counted from the intended start</source>
        <translation>99 von 100 Anfragen waren schneller, gezählt ab dem vorgesehenen Start</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>Requests that failed, timed out or were rejected</source>
        <translation>Anfragen, die fehlschlugen, in eine Zeitüberschreitung liefen oder abgewiesen wurden</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>poolwart::CodeView</name>
    <message>
        <source>no newline at the end of the file</source>
        <translation>kein Zeilenumbruch am Dateiende</translation>
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
        <source>A libpq URI or key=value pairs, as in psql</source>
        <translation>Ein libpq-URI oder key=value-Paare, wie in psql</translation>
    </message>
    <message>
        <source>Name, address or socket directory of the server</source>
        <translation>Name, Adresse oder Socket-Verzeichnis des Servers</translation>
    </message>
    <message>
        <source>TCP port, or the port in the socket’s name</source>
        <translation>TCP-Port, oder der Port im Namen des Sockets</translation>
    </message>
    <message>
        <source>same as the user</source>
        <translation>wie der Benutzer</translation>
    </message>
    <message>
        <source>Database to connect to</source>
        <translation>Datenbank, mit der verbunden wird</translation>
    </message>
    <message>
        <source>operating system user</source>
        <translation>Benutzer des Betriebssystems</translation>
    </message>
    <message>
        <source>Role to connect as</source>
        <translation>Rolle, als die verbunden wird</translation>
    </message>
    <message>
        <source>from ~/.pgpass, if present</source>
        <translation>aus ~/.pgpass, falls vorhanden</translation>
    </message>
    <message>
        <source>Kept in memory only and never stored</source>
        <translation>Nur im Speicher gehalten, nie gespeichert</translation>
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
        <source>Missing values come from PG* variables, ~/.pgpass and libpq’s defaults. Keys that Prisma adds to DATABASE_URL are ignored.</source>
        <translation>Fehlende Werte kommen aus PG*-Variablen, ~/.pgpass und den Vorgaben von libpq. Schlüssel, die Prisma an DATABASE_URL hängt, werden ignoriert.</translation>
    </message>
    <message>
        <source>Section of the connection service file</source>
        <translation>Abschnitt der Servicedatei</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>S&amp;ervice</translation>
    </message>
    <message>
        <source>No services were found. Services are defined in ~/.pg_service.conf: a line [name], followed by key=value lines.</source>
        <translation>Keine Services gefunden. Services werden in ~/.pg_service.conf definiert: eine Zeile [name], danach Zeilen key=value.</translation>
    </message>
    <message>
        <source>From ~/.pg_service.conf and the system’s service file.</source>
        <translation>Aus ~/.pg_service.conf und der Servicedatei des Systems.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>TLS mode; verify-full also verifies the server’s host name</source>
        <translation>TLS-Modus; verify-full prüft auch den Hostnamen des Servers</translation>
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
        <translation>Service</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Connect once, read the limits and disconnect; the pools are not moved</source>
        <translation>Einmal verbinden, die Limits lesen und trennen; die Pools bleiben, wo sie sind</translation>
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
        <source>✓ PostgreSQL %1. %2 of %3 connections are usable; others use %4.</source>
        <translation>✓ PostgreSQL %1. %2 von %3 Verbindungen sind nutzbar; andere nutzen %4.</translation>
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
        <translation>Abfra&amp;gen protokollieren</translation>
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
        <source>Show only events whose line contains all of these words</source>
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
        <source>Show only events of at least this severity</source>
        <translation>Nur Ereignisse mit mindestens diesem Schweregrad zeigen</translation>
    </message>
    <message>
        <source>Minimum severity</source>
        <translation>Mindestschweregrad</translation>
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
        <source>Query logging can be switched while traffic runs, like ENABLE_QUERY_LOGGING in an application. The log has a limited size; further lines are only counted.</source>
        <translation>Das Abfrageprotokoll lässt sich bei laufender Last umschalten, wie ENABLE_QUERY_LOGGING in einer Anwendung. Das Protokoll ist begrenzt; weitere Zeilen werden nur gezählt.</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>Das Protokoll leeren</translation>
    </message>
    <message>
        <source>All pools</source>
        <translation>Alle Pools</translation>
    </message>
    <message>
        <source>%1 lines dropped</source>
        <translation>%1 Zeilen verworfen</translation>
    </message>
    <message>
        <source>Only the &amp;selected pool</source>
        <translation>Nur den &amp;gewählten Pool</translation>
    </message>
    <message>
        <source>Include literals and &amp;parameters</source>
        <translation>Literale und &amp;Parameter einschließen</translation>
    </message>
    <message>
        <source>Every request</source>
        <translation>Jede Anfrage</translation>
    </message>
    <message>
        <source>One in %L1 requests</source>
        <translation>Eine von %L1 Anfragen</translation>
    </message>
    <message>
        <source>Statements that contain a password are always logged without them</source>
        <translation>Anweisungen mit einem Passwort werden immer ohne sie protokolliert</translation>
    </message>
    <message>
        <source>Log requests with their pool, slot and time</source>
        <translation>Anfragen mit Pool, Slot und Zeit protokollieren</translation>
    </message>
    <message>
        <source>Which queries are logged, and in which detail</source>
        <translation>Welche Abfragen in welcher Ausführlichkeit protokolliert werden</translation>
    </message>
    <message>
        <source>Options of the query log</source>
        <translation>Optionen des Abfrageprotokolls</translation>
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
        <source>Copy the displayed file to the clipboard</source>
        <translation>Die angezeigte Datei in die Zwischenablage kopieren</translation>
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
        <source>Close without saving</source>
        <translation>Schließen, ohne zu speichern</translation>
    </message>
    <message>
        <source>Export the plan</source>
        <translation>Plan exportieren</translation>
    </message>
    <message>
        <source>target folder</source>
        <translation>Zielordner</translation>
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
        <source>%1 is already up to date.</source>
        <translation>%1 ist bereits aktuell.</translation>
    </message>
    <message numerus="yes">
        <source>%1 written with %n file(s).</source>
        <translation>
            <numerusform>%1 mit %n Datei geschrieben.</numerusform>
            <numerusform>%1 mit %n Dateien geschrieben.</numerusform>
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
        <source>%n file(s) already up to date.</source>
        <translation>
            <numerusform>%n Datei ist bereits aktuell.</numerusform>
            <numerusform>Alle %n Dateien sind bereits aktuell.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 The first lines of the files will say this.</source>
        <translation>%1 Die ersten Zeilen der Dateien werden das nennen.</translation>
    </message>
    <message>
        <source>Save &amp;all anyway</source>
        <translation>&amp;Trotzdem speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) on disk would be replaced. The changes are shown above; their tabs are marked ±.</source>
        <translation>
            <numerusform>%n Datei auf der Festplatte würde ersetzt. Die Änderungen stehen oben; ihr Reiter trägt ±.</numerusform>
            <numerusform>%n Dateien auf der Festplatte würden ersetzt. Die Änderungen stehen oben; ihre Reiter tragen ±.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Replace %n file(s)</source>
        <translation>
            <numerusform>%n Datei &amp;ersetzen</numerusform>
            <numerusform>%n Dateien &amp;ersetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>As &amp;zip</source>
        <translation>Als &amp;Zip</translation>
    </message>
    <message>
        <source>Choose the target folder or zip file</source>
        <translation>Den Zielordner oder die Zip-Datei wählen</translation>
    </message>
    <message>
        <source>Write the files to the folder or zip file</source>
        <translation>Die Dateien in den Ordner oder die Zip-Datei schreiben</translation>
    </message>
    <message>
        <source>Target folder, or a zip file if the name ends in .zip; it is created if it does not exist</source>
        <translation>Zielordner, oder eine Zip-Datei, wenn der Name auf .zip endet; Fehlendes wird angelegt</translation>
    </message>
    <message>
        <source>Write all files to one zip file instead of a folder</source>
        <translation>Alle Dateien in eine Zip-Datei statt in einen Ordner schreiben</translation>
    </message>
    <message>
        <source>Zip file</source>
        <translation>Zip-Datei</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip-Archive (*.zip)</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the zip would change. The changes are shown above; their tabs are marked ±.</source>
        <translation>
            <numerusform>%n Datei im Zip würde sich ändern. Die Änderungen stehen oben; ihr Reiter trägt ±.</numerusform>
            <numerusform>%n Dateien im Zip würden sich ändern. Die Änderungen stehen oben; ihre Reiter tragen ±.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the zip would be lost: %1.</source>
        <translation>
            <numerusform>%n Datei im Zip ginge verloren: %1.</numerusform>
            <numerusform>%n Dateien im Zip gingen verloren: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Replace the zip</source>
        <translation>Zip e&amp;rsetzen</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Wird abgebrochen …</translation>
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
        <source>Target of the export. Each format matches one version of the program that reads it; its limitations are listed on the right and in the file. Check several formats (Space) to export them together: each gets a folder of its own.</source>
        <translation>Ziel des Exports. Jedes Format passt zu einer Version des Programms, das es liest; seine Einschränkungen stehen rechts und in der Datei. Mehrere Formate ankreuzen (Leertaste), um sie zusammen zu exportieren: Jedes erhält einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>&amp;Uncheck all</source>
        <translation>Alle &amp;abwählen</translation>
    </message>
    <message>
        <source>Export only the format selected in the list</source>
        <translation>Nur das in der Liste gewählte Format exportieren</translation>
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
        <source>Write the figures of the current traffic</source>
        <translation>Werte der laufenden Last schreiben</translation>
    </message>
    <message>
        <source>Host, port, database and role of the connected server; otherwise placeholders in capitals</source>
        <translation>Host, Port, Datenbank und Rolle des verbundenen Servers; sonst Platzhalter in Großbuchstaben</translation>
    </message>
    <message>
        <source>The pools are not on a server of yours, so the address is written as placeholders in capitals</source>
        <translation>Es ist kein eigener Server verbunden; die Adresse wird als Platzhalter in Großbuchstaben geschrieben</translation>
    </message>
    <message>
        <source>Files with the password are readable by their owner only; otherwise CHANGE_ME is written</source>
        <translation>Dateien mit dem Passwort sind nur für ihren Eigentümer lesbar; sonst wird CHANGE_ME geschrieben</translation>
    </message>
    <message>
        <source>No password was given, so CHANGE_ME is written</source>
        <translation>Es wurde kein Passwort angegeben; geschrieben wird CHANGE_ME</translation>
    </message>
    <message>
        <source>Rate and p99 since the last reset, in the first lines; reset the figures after a change of the plan</source>
        <translation>Rate und p99 seit dem letzten Zurücksetzen, in den ersten Zeilen; nach einer Änderung des Plans zurücksetzen</translation>
    </message>
    <message>
        <source>Options of %1</source>
        <translation>Optionen: %1</translation>
    </message>
    <message>
        <source>This format is not checked in the list</source>
        <translation>Dieses Format ist in der Liste nicht angekreuzt</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportPreview</name>
    <message>
        <source>&amp;File</source>
        <translation>Date&amp;i</translation>
    </message>
    <message>
        <source>The file as it will be written</source>
        <translation>Die Datei, wie sie geschrieben wird</translation>
    </message>
    <message>
        <source>C&amp;hanges</source>
        <translation>Ä&amp;nderungen</translation>
    </message>
    <message>
        <source>Changes to the existing file</source>
        <translation>Änderungen an der vorhandenen Datei</translation>
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
        <source>will be written</source>
        <translation>wird geschrieben</translation>
    </message>
    <message>
        <source>up to date on disk</source>
        <translation>auf der Festplatte aktuell</translation>
    </message>
    <message>
        <source>replaces the file on disk: +%1 −%2 lines</source>
        <translation>ersetzt die Datei auf der Festplatte: +%1 −%2 Zeilen</translation>
    </message>
    <message>
        <source>contains the password, readable by its owner only (0600)</source>
        <translation>enthält das Passwort, nur für den Eigentümer lesbar (0600)</translation>
    </message>
    <message>
        <source>up to date in the zip</source>
        <translation>im Zip aktuell</translation>
    </message>
    <message>
        <source>replaces the file in the zip: +%1 −%2 lines</source>
        <translation>ersetzt die Datei im Zip: +%1 −%2 Zeilen</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportReport</name>
    <message>
        <source>Not supported</source>
        <translation>Nicht unterstützt</translation>
    </message>
    <message>
        <source>Different meaning</source>
        <translation>Andere Bedeutung</translation>
    </message>
    <message>
        <source>Chosen default</source>
        <translation>Gewählte Vorgabe</translation>
    </message>
    <message>
        <source>Limitations of the target</source>
        <translation>Einschränkungen des Ziels</translation>
    </message>
    <message>
        <source>Differences between the exported files and the plan: settings that the target does not support, settings with a different meaning there, and defaults chosen where the plan has no value. The first lines of the file list them too.</source>
        <translation>Unterschiede zwischen den exportierten Dateien und dem Plan: Einstellungen, die das Ziel nicht unterstützt, Einstellungen mit dort anderer Bedeutung und gewählte Vorgaben, wo der Plan keinen Wert hat. Sie stehen auch in den ersten Zeilen der Datei.</translation>
    </message>
    <message>
        <source>The target expresses the whole plan.</source>
        <translation>Das Ziel drückt den ganzen Plan aus.</translation>
    </message>
</context>
<context>
    <name>poolwart::ExportStamp</name>
    <message>
        <source>Connections of the plan in the whole fleet, compared with the connections of the server</source>
        <translation>Verbindungen des Plans in der ganzen Flotte im Vergleich zu den Verbindungen des Servers</translation>
    </message>
</context>
<context>
    <name>poolwart::FileNotice</name>
    <message>
        <source>Reading “%1” …</source>
        <translation>„%1“ wird gelesen …</translation>
    </message>
    <message>
        <source>Writing “%1” …</source>
        <translation>„%1“ wird geschrieben …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>poolwart::FirstRunPage</name>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a server for the pools</source>
        <translation>Einen Server für die Pools wählen</translation>
    </message>
    <message>
        <source>&amp;Try it here</source>
        <translation>Hier a&amp;usprobieren</translation>
    </message>
    <message>
        <source>Poolwart creates a private PostgreSQL server and stops it at exit. Your own servers are not touched.</source>
        <translation>Poolwart legt einen privaten PostgreSQL-Server an und stoppt ihn beim Beenden. Eigene Server bleiben unberührt.</translation>
    </message>
    <message>
        <source>&amp;Connect to my server</source>
        <translation>Mit meinem Server &amp;verbinden</translation>
    </message>
    <message>
        <source>By URI, service or host. The traffic that you choose runs on that server.</source>
        <translation>Per URI, Service oder Host. Die gewählte Last läuft auf diesem Server.</translation>
    </message>
    <message>
        <source>&amp;Open a plan</source>
        <translation>Plan öff&amp;nen</translation>
    </message>
    <message>
        <source>Try the pools of a plan or run file on the sandbox. You can also drop the file here.</source>
        <translation>Die Pools einer Plan- oder Laufdatei in der Sandbox ausprobieren. Die Datei lässt sich auch hierher ziehen.</translation>
    </message>
    <message>
        <source>Stop connecting</source>
        <translation>Das Verbinden abbrechen</translation>
    </message>
    <message>
        <source>Connect to %1, from %2</source>
        <translation>Mit %1 verbinden, aus %2</translation>
    </message>
    <message>
        <source>Server from the environment variables</source>
        <translation>Server aus den Umgebungsvariablen</translation>
    </message>
</context>
<context>
    <name>poolwart::HeadlessRun</name>
    <message>
        <source>No slot of any pool could be opened.</source>
        <translation>Kein Slot irgendeines Pools ließ sich öffnen.</translation>
    </message>
    <message>
        <source>The server was unreachable at the end of the run; no pool has a connection left.</source>
        <translation>Am Ende des Laufs war der Server nicht erreichbar; kein Pool hat noch eine Verbindung.</translation>
    </message>
    <message>
        <source>opening: %1 of %2 slots</source>
        <translation>Öffnen: %1 von %2 Slots</translation>
    </message>
    <message>
        <source>warming up: %1 s of %2</source>
        <translation>Aufwärmen: %1 s von %2</translation>
    </message>
    <message>
        <source>measuring: %1 s of %2, %3 requests, %4 waiting</source>
        <translation>Messung: %1 s von %2, %3 Anfragen, %4 wartend</translation>
    </message>
    <message>
        <source>shutting down: %1 requests running</source>
        <translation>Herunterfahren: %1 laufende Anfragen</translation>
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
        <source>Use %1.</source>
        <translation>%1 verwenden.</translation>
    </message>
    <message>
        <source>The run continues without that log.</source>
        <translation>Der Lauf geht ohne dieses Protokoll weiter.</translation>
    </message>
    <message>
        <source>%1: running requests are cut now.</source>
        <translation>%1: Laufende Anfragen werden jetzt abgebrochen.</translation>
    </message>
    <message>
        <source>%1: the run ends here and is recorded; running requests may take up to %2.</source>
        <translation>%1: Der Lauf endet hier und wird aufgezeichnet; laufende Anfragen haben noch bis zu %2 Zeit.</translation>
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
        <source>%1 of %2 slots are open; the traffic starts when all are open, or after %3</source>
        <translation>%1 von %2 Slots sind offen; die Last beginnt, wenn alle offen sind, spätestens nach %3</translation>
    </message>
    <message>
        <source>the measurement begins with %1 of %2 slots of %3 open. %4</source>
        <translation>die Messung beginnt mit %1 von %2 offenen Slots in %3. %4</translation>
    </message>
    <message>
        <source>The traffic was stopped: %1 of %2 requests failed within two seconds, most of them with %3.</source>
        <translation>Die Last wurde gestoppt: %1 von %2 Anfragen sind innerhalb von zwei Sekunden fehlgeschlagen, die meisten mit %3.</translation>
    </message>
    <message>
        <source>Correct the workload, or use --continue-anyway to run it nevertheless.</source>
        <translation>Die Arbeitslast berichtigen oder mit --continue-anyway trotzdem weiterlaufen lassen.</translation>
    </message>
    <message>
        <source>Its sessions are read-only. Add --allow-writes if the server&apos;s data may be changed.</source>
        <translation>Ihre Sitzungen sind schreibgeschützt. Mit --allow-writes dürfen die Daten des Servers geändert werden.</translation>
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
        <source>Distribution of response times</source>
        <translation>Verteilung der Antwortzeiten</translation>
    </message>
    <message>
        <source>Each column is a period of time, each row a range of response times (eight rows per decade); the colour shows the number of requests. Two stripes show two kinds of requests; a slope that ends suddenly shows a stall that delayed all waiting requests. Overall percentiles hide both. Left and Right choose a period, Up and Down a range.</source>
        <translation>Jede Spalte ist ein Zeitabschnitt, jede Zeile ein Bereich von Antwortzeiten (acht Zeilen je Dekade); die Farbe zeigt die Zahl der Anfragen. Zwei Streifen zeigen zwei Arten von Anfragen; eine Schräge, die plötzlich endet, zeigt einen Stillstand, der alle wartenden Anfragen verzögerte. Perzentile über alles verbergen beides. Links und Rechts wählen einen Zeitabschnitt, Auf und Ab einen Bereich.</translation>
    </message>
    <message>
        <source>&amp;Response time, from the intended start</source>
        <translation>&amp;Antwortzeit, ab dem vorgesehenen Start</translation>
    </message>
    <message>
        <source>Ser&amp;vice time, from sending</source>
        <translation>La&amp;ufzeit, ab dem Senden</translation>
    </message>
    <message>
        <source>Distribution of service times</source>
        <translation>Verteilung der Laufzeiten</translation>
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
        <source>The distribution of response times appears here while traffic runs.</source>
        <translation>Die Verteilung der Antwortzeiten erscheint hier, während Last läuft.</translation>
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
        <source>Changes to the plan</source>
        <translation>Änderungen am Plan</translation>
    </message>
    <message>
        <source>Each setting of the plan that differs in the file. Pools are matched by name: pools that stay keep their connections, others are opened or drained. Undo restores the previous plan.</source>
        <translation>Jede Einstellung des Plans, die in der Datei anders ist. Pools werden nach Namen zugeordnet: Pools, die bleiben, behalten ihre Verbindungen, andere werden geöffnet oder laufen aus. Rückgängig stellt den bisherigen Plan wieder her.</translation>
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
        <source>Use this plan from now on; Undo restores the previous one</source>
        <translation>Diesen Plan ab jetzt verwenden; Rückgängig stellt den bisherigen wieder her</translation>
    </message>
    <message>
        <source>The largest plan of the same shape that fits the server</source>
        <translation>Der größte Plan derselben Form, der auf den Server passt</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>&amp;Alles kopieren</translation>
    </message>
    <message>
        <source>Copy the whole report, one line per remark</source>
        <translation>Den ganzen Bericht kopieren, eine Zeile je Anmerkung</translation>
    </message>
    <message>
        <source>The file contains the current plan: nothing would change.</source>
        <translation>Die Datei enthält den aktuellen Plan: Es würde sich nichts ändern.</translation>
    </message>
    <message>
        <source>Changes to the current plan:</source>
        <translation>Änderungen am aktuellen Plan:</translation>
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
        <source>%1 (removed)</source>
        <translation>%1 (entfernt)</translation>
    </message>
</context>
<context>
    <name>poolwart::ImportReport</name>
    <message>
        <source>Parts of “%1” that the plan does not contain unchanged, and values that the file does not set:</source>
        <translation>Teile von „%1“, die nicht unverändert im Plan stehen, und Werte, die die Datei nicht setzt:</translation>
    </message>
    <message>
        <source>Remarks of the import</source>
        <translation>Anmerkungen des Imports</translation>
    </message>
    <message>
        <source>Each line or setting of the file that was not taken over unchanged: left out, not understood, taken with a different meaning, not part of a plan, or assumed because the file does not set it.</source>
        <translation>Jede Zeile oder Einstellung der Datei, die nicht unverändert übernommen wurde: ausgelassen, nicht verstanden, mit anderer Bedeutung übernommen, nicht Teil eines Plans oder angenommen, weil die Datei sie nicht setzt.</translation>
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
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
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
        <source>Percentiles of the last full second. 99 of 100 requests took no longer than p99, counted from the intended start and therefore including waiting. Service time is the server&apos;s part; the shaded area between the two is the time spent waiting for a connection.</source>
        <translation>Perzentile der letzten vollen Sekunde. 99 von 100 Anfragen dauerten höchstens p99, gezählt ab dem vorgesehenen Start und daher mit Wartezeit. Laufzeit ist der Anteil des Servers; die schraffierte Fläche dazwischen ist die Wartezeit auf eine Verbindung.</translation>
    </message>
    <message>
        <source>service p99</source>
        <translation>Laufzeit p99</translation>
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
        <source>Response and service times</source>
        <translation>Antwortzeiten und Laufzeiten</translation>
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
        <source>All requests since the last reset, up to 99.999 %</source>
        <translation>Alle Anfragen seit dem letzten Zurücksetzen, bis 99,999 %</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Percentiles over time; the chart’s menu chooses the time span</source>
        <translation>Perzentile über die Zeit; das Menü des Diagramms wählt den Zeitraum</translation>
    </message>
    <message>
        <source>Distribution of response times over time</source>
        <translation>Verteilung der Antwortzeiten über die Zeit</translation>
    </message>
</context>
<context>
    <name>poolwart::LevelMeter</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>The server&apos;s connections, up to max_connections. Coloured: in use by a request, by pool. Grey: open and idle, then those of other programs. Empty: free. Hatched: reserved and not available to ordinary roles. A plan fits if the empty part is large enough.</source>
        <translation>Die Verbindungen des Servers, bis max_connections. Farbig: von einer Anfrage benutzt, je Pool. Grau: offen und im Leerlauf, dann die anderer Programme. Leer: frei. Schraffiert: reserviert und für gewöhnliche Rollen nicht verfügbar. Ein Plan passt, wenn der leere Teil groß genug ist.</translation>
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
        <source>%1 above the connection limit</source>
        <translation>%1 über dem Verbindungslimit</translation>
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
        <source>The server’s connections appear here when a server is connected</source>
        <translation>Die Verbindungen des Servers erscheinen hier, sobald ein Server verbunden ist</translation>
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
        <source>%n other connection(s), %1 of them used by Poolwart&apos;s monitor</source>
        <translation>
            <numerusform>%n andere Verbindung, davon %1 vom Monitor von Poolwart</numerusform>
            <numerusform>%n andere Verbindungen, davon %1 vom Monitor von Poolwart</numerusform>
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
        <source>%n connection(s) above the connection limit of the role or database</source>
        <translation>
            <numerusform>%n Verbindung über dem Verbindungslimit der Rolle oder Datenbank</numerusform>
            <numerusform>%n Verbindungen über dem Verbindungslimit der Rolle oder Datenbank</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) reserved and not available to ordinary roles</source>
        <translation>
            <numerusform>%n Verbindung reserviert und für gewöhnliche Rollen nicht verfügbar</numerusform>
            <numerusform>%n Verbindungen reserviert und für gewöhnliche Rollen nicht verfügbar</numerusform>
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
        <source>The connections in use of each pool appear here when a server is connected.</source>
        <translation>Die benutzten Verbindungen jedes Pools erscheinen hier, sobald ein Server verbunden ist.</translation>
    </message>
    <message>
        <source>max in use</source>
        <translation>max. in Benutzung</translation>
    </message>
    <message>
        <source>Connections in use by requests, stacked by pool. Committed: all connections that the pools may open. Usable: all connections available to an ordinary role. Hatched, up to max_connections: reserved. The menu chooses the time span, up to a day; in a long time span each point is a mean, with a line for the maximum.</source>
        <translation>Von Anfragen benutzte Verbindungen, nach Pool gestapelt. Zugesagt: alle Verbindungen, die die Pools öffnen dürfen. Nutzbar: alle Verbindungen, die eine gewöhnliche Rolle haben kann. Schraffiert, bis max_connections: reserviert. Das Menü wählt den Zeitraum, bis zu einem Tag; bei langem Zeitraum ist jeder Punkt ein Mittelwert, mit einer Linie für das Maximum.</translation>
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
        <translation>Die Pools auslaufen lassen, alle Verbindungen schließen und beenden</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>Open the manual page for the focused part of the window</source>
        <translation>Die Handbuchseite zum fokussierten Teil des Fensters öffnen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>All keyboard shortcuts of this window</source>
        <translation>Alle Tastenkürzel dieses Fensters</translation>
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
        <source>“%1” is open, but no server is connected.</source>
        <translation>„%1“ ist geöffnet, aber kein Server verbunden.</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
    <message>
        <source>The traffic was stopped because the pools moved to %1. Start it again if that server may receive this load.</source>
        <translation>Die Last wurde gestoppt, weil die Pools zu %1 umgezogen sind. Erneut starten, wenn dieser Server diese Last erhalten darf.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>The changes are kept and restored at the next start.</source>
        <translation>Die Änderungen werden aufbewahrt und beim nächsten Start wiederhergestellt.</translation>
    </message>
    <message>
        <source>“%1” has unsaved changes.</source>
        <translation>„%1“ hat ungespeicherte Änderungen.</translation>
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
        <source>Largest plan that fits</source>
        <translation>Größter passender Plan</translation>
    </message>
</context>
<context>
    <name>poolwart::ManualView</name>
    <message>
        <source>Page of the manual</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>poolwart::ManualWindow</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Show only pages that contain these words (Ctrl+F)</source>
        <translation>Nur Seiten zeigen, die diese Wörter enthalten (Strg+F)</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Handbuch durchsuchen</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>%1 – Poolwart manual</source>
        <translation>%1 – Handbuch zu Poolwart</translation>
    </message>
</context>
<context>
    <name>poolwart::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Message of the server</source>
        <translation>Meldung des Servers</translation>
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
        <source>Share of the requests that is spread over the pools; the rest uses the default pool</source>
        <translation>Anteil der Anfragen, der auf die Pools verteilt wird; der Rest nutzt den Standardpool</translation>
    </message>
    <message>
        <source>Migration share</source>
        <translation>Migrationsanteil</translation>
    </message>
    <message>
        <source>Code written for one pool keeps using the first pool until it is changed. The migration share is the share of requests from code that was already changed: 0 % before the migration, 100 % after it. Increase it slowly to see when the default pool stops being the bottleneck.</source>
        <translation>Code, der für einen Pool geschrieben wurde, nutzt den ersten Pool, bis er geändert wird. Der Migrationsanteil ist der Anteil der Anfragen aus bereits geändertem Code: 0 % vor der Migration, 100 % danach. Langsam erhöht zeigt er, ab wann der Standardpool nicht mehr der Engpass ist.</translation>
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
        <source>All requests since the last reset. At 99 % the curve shows the time that 99 of 100 requests did not exceed; each further nine has the same width, so that rare slow requests are visible. Response time counts from the intended start, service time is the server&apos;s part; the area between them is shaded. A curve ends where there are too few requests.</source>
        <translation>Alle Anfragen seit dem letzten Zurücksetzen. Bei 99 % zeigt die Kurve die Zeit, die 99 von 100 Anfragen nicht überschritten; jede weitere Neun ist gleich breit, damit seltene langsame Anfragen sichtbar sind. Antwortzeit zählt ab dem vorgesehenen Start, Laufzeit ist der Anteil des Servers; die Fläche dazwischen ist schattiert. Eine Kurve endet, wo es zu wenige Anfragen gibt.</translation>
    </message>
    <message>
        <source>response</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>service</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
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
        <source>Select a run to see its curve, or two runs to compare them.</source>
        <translation>Einen Lauf auswählen, um seine Kurve zu sehen, oder zwei, um sie zu vergleichen.</translation>
    </message>
</context>
<context>
    <name>poolwart::PlanActions</name>
    <message>
        <source>&amp;New plan</source>
        <translation>&amp;Neuer Plan</translation>
    </message>
    <message>
        <source>Start with five pools of twelve slots</source>
        <translation>Mit fünf Pools zu je zwölf Slots beginnen</translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a plan file, or the plan of a run file</source>
        <translation>Eine Plandatei oder den Plan einer Laufdatei öffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save the plan; it never contains passwords</source>
        <translation>Den Plan speichern; er enthält nie Passwörter</translation>
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
        <source>Write the plan as configuration files for your deployment</source>
        <translation>Den Plan als Konfigurationsdateien für Ihre Anwendung schreiben</translation>
    </message>
    <message>
        <source>Writes the plan as configuration files of an application, a pooler or a framework, lists the limitations of that target, and adds the connection budget to the files.</source>
        <translation>Schreibt den Plan als Konfigurationsdateien einer Anwendung, eines Poolers oder eines Frameworks, nennt die Einschränkungen dieses Ziels und vermerkt das Verbindungsbudget in den Dateien.</translation>
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
        <source>One pool of 25 slots for all requests</source>
        <translation>Ein Pool mit 25 Slots für alle Anfragen</translation>
    </message>
    <message>
        <source>&amp;5 × 12: round robin</source>
        <translation>&amp;5 × 12: Round Robin</translation>
    </message>
    <message>
        <source>Five pools of twelve slots with requests spread over them</source>
        <translation>Fünf Pools zu je zwölf Slots, auf die Anfragen verteilt werden</translation>
    </message>
    <message>
        <source>&amp;70 × 5: many small pools</source>
        <translation>&amp;70 × 5: viele kleine Pools</translation>
    </message>
    <message>
        <source>Seventy pools of five slots: 350 connections</source>
        <translation>Siebzig Pools zu je fünf Slots: 350 Verbindungen</translation>
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
        <source>Create a plan from the configuration of an application or a pooler</source>
        <translation>Aus der Konfiguration einer Anwendung oder eines Poolers einen Plan machen</translation>
    </message>
    <message>
        <source>Reads the pools of a configuration file, a .env file, a list of database URLs, or a program that opens pools with literal settings, and reports each line that it does not understand. You can also drop a file on the window.</source>
        <translation>Liest die Pools aus einer Konfigurationsdatei, einer .env-Datei, einer Liste von Datenbank-URLs oder einem Programm, das Pools mit literalen Einstellungen öffnet, und meldet jede Zeile, die es nicht versteht. Eine Datei lässt sich auch auf das Fenster ziehen.</translation>
    </message>
    <message>
        <source>Import a configuration</source>
        <translation>Konfiguration importieren</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This is the plan of the run “%1”. Saving asks for a new name and leaves the run file unchanged.</source>
        <translation>Das ist der Plan des Laufs „%1“. Beim Speichern wird ein neuer Name erfragt; die Laufdatei bleibt unverändert.</translation>
    </message>
    <message>
        <source>“%1” had unsaved changes. Undo restores them.</source>
        <translation>„%1“ hatte ungespeicherte Änderungen. Rückgängig stellt sie wieder her.</translation>
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
        <translation>„%1“ vom %2 war beim Beenden von Poolwart nicht gespeichert.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>“%1” was read.</source>
        <translation>„%1“ wurde gelesen.</translation>
    </message>
    <message>
        <source>“%1” of %2 was not saved when Poolwart ended, and has been restored.</source>
        <translation>„%1“ vom %2 war beim Beenden von Poolwart nicht gespeichert und wurde wiederhergestellt.</translation>
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
        <source>Restore the unsaved plan</source>
        <translation>Ungespeicherten Plan wiederherstellen</translation>
    </message>
</context>
<context>
    <name>poolwart::PolicyCombo</name>
    <message>
        <source>Policy that chooses the pool of the next request</source>
        <translation>Verteilung, die den Pool der nächsten Anfrage wählt</translation>
    </message>
    <message>
        <source>Routing policy</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Policy: %1</source>
        <translation>Verteilung: %1</translation>
    </message>
    <message>
        <source>Round robin uses each pool in turn without checking its load: one slow pool collects a queue while others have free slots. Least loaded checks all pools; power of two checks two pools drawn at random, which is almost as good and cheaper in a fleet. Weighted uses each pool in proportion to its weight in the plan. By class reserves the pools that classes of the workload name for those classes and uses the others in turn. A class with a pool of its own uses that pool under every policy; while that pool is not in the plan, or is draining, the policy decides.</source>
        <translation>Round Robin nutzt jeden Pool der Reihe nach, ohne seine Last zu prüfen: Ein langsamer Pool sammelt eine Warteschlange, während andere freie Slots haben. Geringste Last prüft alle Pools, Bester von zweien zwei zufällig gezogene; das ist fast so gut und in einer Flotte billiger. Gewichtet nutzt jeden Pool im Verhältnis seines Gewichts im Plan. Nach Klasse reserviert die Pools, die Klassen der Arbeitslast nennen, für diese Klassen und nutzt die anderen der Reihe nach. Eine Klasse mit eigenem Pool nutzt ihn bei jeder Verteilung; solange dieser Pool nicht im Plan ist oder ausläuft, entscheidet die Verteilung.</translation>
    </message>
</context>
<context>
    <name>poolwart::PoolSelectionActions</name>
    <message>
        <source>&amp;Add pool</source>
        <translation>Pool &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Add a pool with the settings of the last pool</source>
        <translation>Einen Pool mit den Einstellungen des letzten Pools hinzufügen</translation>
    </message>
    <message>
        <source>The new pool opens its connections at once and then receives its share of the traffic. Its slots must fit the connection budget.</source>
        <translation>Der neue Pool öffnet sofort seine Verbindungen und erhält dann seinen Anteil der Last. Seine Slots müssen ins Verbindungsbudget passen.</translation>
    </message>
    <message>
        <source>Add a copy of each selected pool</source>
        <translation>Von jedem gewählten Pool eine Kopie hinzufügen</translation>
    </message>
    <message>
        <source>Drain the selected pools and remove them from the plan</source>
        <translation>Die gewählten Pools auslaufen lassen und aus dem Plan entfernen</translation>
    </message>
    <message>
        <source>A removed pool accepts no new requests, serves the waiting ones, closes its connections when they become idle, and then disappears. No request fails because of it. Undo restores the pool.</source>
        <translation>Ein entfernter Pool nimmt keine neuen Anfragen an, bedient die wartenden, schließt seine Verbindungen, sobald sie frei werden, und verschwindet dann. Keine Anfrage scheitert daran. Rückgängig stellt den Pool wieder her.</translation>
    </message>
    <message>
        <source>&amp;Drain</source>
        <translation>Aus&amp;laufen lassen</translation>
    </message>
    <message>
        <source>Let the selected pools serve their requests and close, but keep them in the plan</source>
        <translation>Die gewählten Pools ihre Anfragen bedienen und schließen lassen, aber im Plan behalten</translation>
    </message>
    <message>
        <source>Draining removes a pool from routing without interrupting a request: it serves its accepted requests and closes its connections. Resume opens it again.</source>
        <translation>Auslaufen nimmt einen Pool aus der Verteilung, ohne eine Anfrage zu unterbrechen: Er bedient seine angenommenen Anfragen und schließt seine Verbindungen. Fortsetzen öffnet ihn wieder.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Use no slot of the selected pools; their requests wait</source>
        <translation>Keinen Slot der gewählten Pools benutzen; ihre Anfragen warten</translation>
    </message>
    <message>
        <source>A paused pool accepts requests, but each waits until its acquire timeout. Pause a pool to see how a stuck pool affects the others.</source>
        <translation>Ein angehaltener Pool nimmt Anfragen an, aber jede wartet bis zu ihrem Acquire-Timeout. So zeigt sich, wie ein blockierter Pool die anderen beeinflusst.</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
    <message>
        <source>Resume the selected pools after a pause or drain</source>
        <translation>Die gewählten Pools nach dem Anhalten oder Auslaufen fortsetzen</translation>
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
        <source>Each row is one pool. Edit name, slots and settings in place: Enter or F2 opens a cell, Enter applies, Esc reverts. If several pools are selected, an edit changes all of them. A value that exceeds the connection budget stays marked in its cell until it is changed or reverted with Esc.</source>
        <translation>Jede Zeile ist ein Pool. Name, Slots und Einstellungen lassen sich direkt ändern: Enter oder F2 öffnet eine Zelle, Enter übernimmt, Esc verwirft. Sind mehrere Pools gewählt, gilt eine Änderung für alle. Ein Wert, der das Verbindungsbudget überschreitet, bleibt markiert in seiner Zelle, bis er geändert oder mit Esc verworfen wird.</translation>
    </message>
    <message>
        <source>Sort in plan order</source>
        <translation>In der Reihenfolge des Plans sortieren</translation>
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
            <numerusform>%n Slot verwenden</numerusform>
            <numerusform>%n Slots verwenden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::RateShapeControl</name>
    <message>
        <source>Fixed think time</source>
        <translation>Feste Denkzeit</translation>
    </message>
    <message>
        <source>Mean think time</source>
        <translation>Mittlere Denkzeit</translation>
    </message>
    <message>
        <source>Whether the think time is fixed or exponentially distributed with this mean</source>
        <translation>Ob die Denkzeit fest ist oder exponentiell verteilt mit diesem Mittelwert</translation>
    </message>
    <message>
        <source>Kind of think time</source>
        <translation>Art der Denkzeit</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
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
        <source>How the rate changes from its first value</source>
        <translation>Wie sich die Rate von ihrem ersten Wert aus ändert</translation>
    </message>
    <message>
        <source>Shape of the rate</source>
        <translation>Form der Rate</translation>
    </message>
    <message>
        <source>A ramp changes linearly to another rate and stays there. Steps hold one rate after another. Bursts end each period with a higher rate. A shape starts with the traffic and again when it is changed; it shows at which load requests begin to wait.</source>
        <translation>Eine Rampe führt linear zu einer anderen Rate und bleibt dort. Stufen halten eine Rate nach der anderen. Schübe beenden jede Periode mit einer höheren Rate. Eine Form beginnt mit der Last und erneut, wenn sie geändert wird; sie zeigt, bei welcher Last Anfragen zu warten beginnen.</translation>
    </message>
    <message>
        <source>Value %1 of the shape</source>
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
        <source>Answered with an error, or lost with the connection</source>
        <translation>Mit Fehler beantwortet oder mit der Verbindung verloren</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeitüberschreitung</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>The queue was full, or no pool accepted requests</source>
        <translation>Die Warteschlange war voll, oder kein Pool nahm Anfragen an</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled by a user or at shutdown</source>
        <translation>Von einem Benutzer oder beim Herunterfahren abgebrochen</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>Due, but not sent because too many requests were outstanding</source>
        <translation>Fällig, aber nicht gesendet, weil zu viele Anfragen ausstanden</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>Sent and not yet answered</source>
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
        <source>Each offered request is counted in exactly one of the other lines, so offered is the sum of all of them, whatever fails.</source>
        <translation>Jede angebotene Anfrage zählt in genau einer der anderen Zeilen; „angeboten“ ist also deren Summe, was auch scheitert.</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>Keine Fehler</translation>
    </message>
    <message>
        <source>Waited for a slot until the acquire timeout, or missed the deadline of its class</source>
        <translation>Wartete bis zum Acquire-Timeout auf einen Slot oder verpasste die Frist ihrer Klasse</translation>
    </message>
    <message>
        <source>waiting for retry</source>
        <translation>wartet auf Wiederholung</translation>
    </message>
    <message>
        <source>Failed; will be sent again after its backoff</source>
        <translation>Fehlgeschlagen; wird nach einer Pause erneut gesendet</translation>
    </message>
    <message>
        <source>Errors by SQLSTATE and class, each with its first message</source>
        <translation>Fehler nach SQLSTATE und Klasse, jeweils mit der ersten Meldung</translation>
    </message>
    <message>
        <source>Blocked wait (another pool had a free slot): %1</source>
        <translation>Blockierte Wartezeit (ein anderer Pool hatte einen freien Slot): %1</translation>
    </message>
    <message>
        <source>Retries: %1, refused by the budget: %2</source>
        <translation>Wiederholungen: %1, vom Budget abgelehnt: %2</translation>
    </message>
</context>
<context>
    <name>poolwart::RunArchive</name>
    <message>
        <source>The folder for runs, “%1”, cannot be created.</source>
        <translation>Der Ordner für Läufe, „%1“, lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Replaying a run needs pools that are connected to a server.</source>
        <translation>Um einen Lauf wiederzugeben, müssen die Pools mit einem Server verbunden sein.</translation>
    </message>
    <message>
        <source>Connect to a server or start the sandbox.</source>
        <translation>Mit einem Server verbinden oder die Sandbox starten.</translation>
    </message>
    <message>
        <source>Other traffic is running.</source>
        <translation>Andere Last läuft.</translation>
    </message>
    <message>
        <source>Stop the traffic, then replay the run.</source>
        <translation>Die Last stoppen, dann den Lauf wiedergeben.</translation>
    </message>
</context>
<context>
    <name>poolwart::RunCourseChart</name>
    <message>
        <source>Completed per second</source>
        <translation>Erledigt je Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>The selected runs over time, each from its start, superimposed. Dashed vertical lines mark the changes in the earliest run: traffic, size of a pool, note.</source>
        <translation>Die gewählten Läufe über die Zeit, jeder ab seinem Beginn, übereinander. Gestrichelte Senkrechte markieren die Änderungen im frühesten Lauf: Last, Größe eines Pools, Notiz.</translation>
    </message>
    <message>
        <source>%1 after the start</source>
        <translation>%1 nach Beginn</translation>
    </message>
    <message>
        <source>%1: at most %2</source>
        <translation>%1: höchstens %2</translation>
    </message>
    <message>
        <source>Select one or more runs to see them over time.</source>
        <translation>Einen oder mehrere Läufe auswählen, um sie über die Zeit zu sehen.</translation>
    </message>
</context>
<context>
    <name>poolwart::RunDetails</name>
    <message>
        <source>Figures of the selected runs</source>
        <translation>Kennzahlen der ausgewählten Läufe</translation>
    </message>
    <message>
        <source>The ratio is the new run’s figure divided by the base run’s. The interval is a 95 % confidence interval of the ratio of the medians over the runs’ seconds. If it contains 1, the difference is not statistically significant.</source>
        <translation>Das Verhältnis ist der Wert des neuen Laufs geteilt durch den des Basislaufs. Das Intervall ist ein 95-%-Konfidenzintervall für das Verhältnis der Mediane über die Sekunden der Läufe. Enthält es die 1, ist der Unterschied statistisch nicht signifikant.</translation>
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
        <translation>Basis</translation>
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
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
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
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Perzentile</translation>
    </message>
    <message>
        <source>Generator %1: %2</source>
        <translation>Lastgenerator %1: %2</translation>
    </message>
    <message>
        <source>%1: generator %2: %3</source>
        <translation>%1: Lastgenerator %2: %3</translation>
    </message>
    <message>
        <source>%1. Generator %2.</source>
        <translation>%1. Lastgenerator %2.</translation>
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
        <translation>%1 (unterbrochen)</translation>
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
        <translation>Last</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
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
        <translation>Lastgenerator</translation>
    </message>
</context>
<context>
    <name>poolwart::RunsPage</name>
    <message>
        <source>Poolwart records a run from the start of the traffic to its stop and lists it here.</source>
        <translation>Poolwart zeichnet einen Lauf vom Start der Last bis zu ihrem Stopp auf und führt ihn hier auf.</translation>
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
        <translation>Die Last vom Start bis zum Stopp aufzeichnen, Sekunde für Sekunde</translation>
    </message>
    <message>
        <source>Poolwart writes each run while it lasts, so that a crash loses at most one second. The folder keeps the latest 200 runs, at most 512 MiB; runs with notes or tags are never deleted automatically.</source>
        <translation>Poolwart schreibt jeden Lauf, während er läuft; ein Absturz kostet daher höchstens eine Sekunde. Der Ordner behält die letzten 200 Läufe, höchstens 512 MiB; Läufe mit Notizen oder Schlagwörtern werden nie automatisch gelöscht.</translation>
    </message>
    <message>
        <source>Copy a run file into this list; you can also drop it here</source>
        <translation>Eine Laufdatei in diese Liste kopieren; sie lässt sich auch hierher ziehen</translation>
    </message>
    <message>
        <source>Show the folder of the recorded runs</source>
        <translation>Den Ordner der aufgezeichneten Läufe zeigen</translation>
    </message>
    <message>
        <source>Delete the selected runs; they can be restored</source>
        <translation>Die ausgewählten Läufe löschen; sie lassen sich wiederherstellen</translation>
    </message>
    <message>
        <source>The run was deleted.</source>
        <translation>Der Lauf wurde gelöscht.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Import run</source>
        <translation>Lauf importieren</translation>
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
        <translation>Anfragen für die Wiedergabe aufzeichnen</translation>
    </message>
    <message>
        <source>Record the due time of each request, so that the run can be replayed</source>
        <translation>Die Fälligkeit jeder Anfrage aufzeichnen, damit sich der Lauf wiedergeben lässt</translation>
    </message>
    <message>
        <source>The file of each run started from now on also records the due time and kind of each request, some bytes per request, up to 2,000,000 requests.</source>
        <translation>Die Datei jedes ab jetzt gestarteten Laufs enthält auch Fälligkeit und Art jeder Anfrage, einige Byte je Anfrage, bis zu 2.000.000 Anfragen.</translation>
    </message>
    <message>
        <source>Send the requests of the selected run again at their recorded times, with the current plan</source>
        <translation>Die Anfragen des gewählten Laufs zu ihren aufgezeichneten Zeiten erneut senden, mit dem aktuellen Plan</translation>
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
        <translation>Anwenden und Sandbox neu s&amp;tarten</translation>
    </message>
    <message>
        <source>max_connections of the sandbox</source>
        <translation>max_connections der Sandbox</translation>
    </message>
    <message>
        <source>The server allocates memory for each connection when it starts. A change therefore needs a restart, and a larger number costs memory.</source>
        <translation>Der Server reserviert beim Start Speicher für jede Verbindung. Eine Änderung braucht daher einen Neustart, und eine größere Zahl kostet Speicher.</translation>
    </message>
    <message>
        <source>superuser_reserved_connections of the sandbox</source>
        <translation>superuser_reserved_connections der Sandbox</translation>
    </message>
    <message>
        <source>The last connections are reserved for superusers, so that an administrator can still log in when applications use all others.</source>
        <translation>Die letzten Verbindungen sind für Superuser reserviert, damit sich ein Administrator noch anmelden kann, wenn Anwendungen alle anderen belegen.</translation>
    </message>
    <message>
        <source>Restart the sandbox with these settings; the pools reconnect automatically</source>
        <translation>Die Sandbox mit diesen Einstellungen neu starten; die Pools verbinden sich automatisch wieder</translation>
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
        <source>The plan fits, with %n slot(s) left.</source>
        <translation>
            <numerusform>Der Plan passt, %n Slot bleibt übrig.</numerusform>
            <numerusform>Der Plan passt, %n Slots bleiben übrig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The plan needs %n more slot(s) than these settings allow.</source>
        <translation>
            <numerusform>Der Plan braucht %n Slot mehr, als diese Einstellungen erlauben.</numerusform>
            <numerusform>Der Plan braucht %n Slots mehr, als diese Einstellungen erlauben.</numerusform>
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
        <source>Go back to the statement in use</source>
        <translation>Zur verwendeten Anweisung zurückkehren</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Insert an example statement for the sandbox’s tables into the editor</source>
        <translation>Eine Beispielanweisung für die Tabellen der Sandbox in den Editor einfügen</translation>
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
        <translation>Einen Slot 50 ms belegen</translation>
    </message>
    <message>
        <source>Hold a slot for 3 s</source>
        <translation>Einen Slot 3 s belegen</translation>
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
        <source>SQL statements, with variables as in pgbench</source>
        <translation>SQL-Anweisungen, mit Variablen wie in pgbench</translation>
    </message>
    <message>
        <source>The work of each request on its slot, as a pgbench script: one or more statements, each ended by a semicolon. A line such as \set aid random(1, 100000) draws a new number for each request, and :aid is replaced by it. The extended and prepared protocols send it as a parameter; the simple protocol writes it into the text.</source>
        <translation>Die Arbeit jeder Anfrage auf ihrem Slot, als pgbench-Skript: eine oder mehrere Anweisungen, jede mit einem Semikolon beendet. Eine Zeile wie \set aid random(1, 100000) zieht für jede Anfrage eine neue Zahl, und :aid wird durch sie ersetzt. Das erweiterte und das vorbereitete Protokoll senden sie als Parameter, das einfache schreibt sie in den Text.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Elements of a script: variables, distributions, pauses, conditions</source>
        <translation>Elemente eines Skripts: Variablen, Verteilungen, Pausen, Bedingungen</translation>
    </message>
    <message>
        <source>&lt;p&gt;SQL statements, each ended by a semicolon, and meta-commands, as in pgbench. The whole script runs on one slot for each request.&lt;/p&gt;&lt;table cellspacing=&quot;4&quot;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\set x random(1, 100)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;uniform distribution&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_zipfian(1, 100, 1.1)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;few numbers often, most rarely&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_exponential(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;small numbers most often&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_gaussian(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;numbers in the middle most often&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sequence n 1 1000&lt;/code&gt;&lt;/td&gt;&lt;td&gt;counts across all requests&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sleep 2 ms&lt;/code&gt;&lt;/td&gt;&lt;td&gt;a pause that holds the slot&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\if&lt;/code&gt; … &lt;code&gt;\endif&lt;/code&gt;&lt;/td&gt;&lt;td&gt;conditional part&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\gset&lt;/code&gt;&lt;/td&gt;&lt;td&gt;stores the result row in variables&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;:x&lt;/code&gt;&lt;/td&gt;&lt;td&gt;value of the variable, as a parameter&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</source>
        <translation>&lt;p&gt;SQL-Anweisungen, jede mit einem Semikolon beendet, und Metabefehle wie in pgbench. Das ganze Skript läuft je Anfrage auf einem Slot.&lt;/p&gt;&lt;table cellspacing=&quot;4&quot;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\set x random(1, 100)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;Gleichverteilung&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_zipfian(1, 100, 1.1)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;wenige Zahlen oft, die meisten selten&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_exponential(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;kleine Zahlen am häufigsten&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;random_gaussian(1, 100, 5)&lt;/code&gt;&lt;/td&gt;&lt;td&gt;mittlere Zahlen am häufigsten&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sequence n 1 1000&lt;/code&gt;&lt;/td&gt;&lt;td&gt;zählt über alle Anfragen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\sleep 2 ms&lt;/code&gt;&lt;/td&gt;&lt;td&gt;eine Pause, die den Slot belegt&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\if&lt;/code&gt; … &lt;code&gt;\endif&lt;/code&gt;&lt;/td&gt;&lt;td&gt;bedingter Teil&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;\gset&lt;/code&gt;&lt;/td&gt;&lt;td&gt;speichert die Ergebniszeile in Variablen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;:x&lt;/code&gt;&lt;/td&gt;&lt;td&gt;Wert der Variablen, als Parameter&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</translation>
    </message>
</context>
<context>
    <name>poolwart::ScriptTableModel</name>
    <message>
        <source>script %1</source>
        <translation>Skript %1</translation>
    </message>
    <message>
        <source>Name of the script in figures and files</source>
        <translation>Name des Skripts in Auswertungen und Dateien</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>How often the script is drawn, relative to the other scripts of its class; 0: never</source>
        <translation>Wie oft es gezogen wird, im Verhältnis zu den anderen Skripten seiner Klasse; 0: nie</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Class of its requests; a class has its own share, deadline and route</source>
        <translation>Klasse seiner Anfragen; eine Klasse hat eigenen Anteil, eigene Frist und eigenen Ziel-Pool</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Requests completed since the last reset</source>
        <translation>Seit dem letzten Zurücksetzen erledigte Anfragen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>99 of 100 requests were faster, counted from the intended start</source>
        <translation>99 von 100 Anfragen waren schneller, gezählt ab dem vorgesehenen Start</translation>
    </message>
    <message>
        <source>Response p99</source>
        <translation>Antwortzeit p99</translation>
    </message>
    <message>
        <source>Requests that failed, timed out or were rejected</source>
        <translation>Anfragen, die fehlschlugen, in eine Zeitüberschreitung liefen oder abgewiesen wurden</translation>
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
        <translation>&amp;Sandbox verwenden</translation>
    </message>
    <message>
        <source>Move the pools to a private PostgreSQL server that Poolwart runs</source>
        <translation>Die Pools auf einen privaten PostgreSQL-Server umziehen, den Poolwart betreibt</translation>
    </message>
    <message>
        <source>The sandbox is a PostgreSQL server of Poolwart’s own, in your data directory and reachable from this machine only. You can change its max_connections on the Server page. Poolwart stops it at exit.</source>
        <translation>Die Sandbox ist ein PostgreSQL-Server von Poolwart, im Datenverzeichnis des Benutzers und nur von diesem Rechner erreichbar. Ihre max_connections lassen sich auf der Seite Server ändern. Poolwart stoppt sie beim Beenden.</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>Drain and close all pools; the plan is kept</source>
        <translation>Alle Pools auslaufen lassen und schließen; der Plan bleibt erhalten</translation>
    </message>
    <message>
        <source>Serve &amp;metrics on %1</source>
        <translation>&amp;Metriken auf %1 anbieten</translation>
    </message>
    <message>
        <source>Let a Prometheus on this machine read the figures</source>
        <translation>Prometheus auf diesem Rechner die Werte lesen lassen</translation>
    </message>
    <message>
        <source>Prometheus can read the figures of all pools at http://127.0.0.1:9187/metrics, as text or OpenMetrics, with HikariCP’s metric names where they exist. Only programs on this machine have access; there is no password.</source>
        <translation>Prometheus kann die Werte aller Pools unter http://127.0.0.1:9187/metrics lesen, als Text oder OpenMetrics, mit den Metriknamen von HikariCP, soweit es sie gibt. Nur Programme auf diesem Rechner haben Zugriff; ein Passwort gibt es nicht.</translation>
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
        <source>Number of client backends from pg_stat_activity, read every second over a separate connection. Each idle session uses a connection; idle in transaction also holds back vacuum and may hold locks.</source>
        <translation>Zahl der Client-Backends aus pg_stat_activity, jede Sekunde über eine eigene Verbindung gelesen. Jede Sitzung im Leerlauf belegt eine Verbindung; „idle in transaction“ hält zudem Vacuum auf und womöglich Sperren.</translation>
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
        <source>Transactions of the whole database per second, of this run and of others</source>
        <translation>Transaktionen der ganzen Datenbank je Sekunde, dieses Laufs und anderer</translation>
    </message>
    <message>
        <source>No server connected</source>
        <translation>Kein Server verbunden</translation>
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
        <source>This role cannot see other sessions. Grant it pg_read_all_stats.</source>
        <translation>Diese Rolle sieht andere Sitzungen nicht. Ihr pg_read_all_stats gewähren.</translation>
    </message>
    <message>
        <source>%1, behind %2</source>
        <translation>%1, hinter %2</translation>
    </message>
    <message>
        <source>“Ours” counts the pooler’s server connections last lent to a slot. The pooler keeps them after a run and does not report which slot uses which.</source>
        <translation>„Unsere“ zählt die Serververbindungen des Poolers, die zuletzt an einen Slot vergeben waren. Der Pooler behält sie nach einem Lauf und meldet nicht, welcher Slot welche nutzt.</translation>
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
        <translation>Sandbox-Server wird gestartet …</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Restarting the sandbox server with max_connections %1 …</source>
        <translation>Sandbox-Server wird mit max_connections %1 neu gestartet …</translation>
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
        <source>Action or key</source>
        <translation>Aktion oder Taste</translation>
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
        <source>Cancel the running requests and cut connections that do not answer</source>
        <translation>Die laufenden Anfragen abbrechen und Verbindungen trennen, die nicht antworten</translation>
    </message>
    <message>
        <source>%1 in use, %2 waiting, %3 open</source>
        <translation>%1 in Benutzung, %2 wartend, %3 offen</translation>
    </message>
    <message>
        <source>Closing now …</source>
        <translation>Wird jetzt geschlossen …</translation>
    </message>
    <message>
        <source>Closing: no new requests; accepted requests are being finished …</source>
        <translation>Schließen: keine neuen Anfragen; angenommene werden zu Ende bedient …</translation>
    </message>
    <message>
        <source>Closing: the deadline has passed; running statements are being cancelled …</source>
        <translation>Schließen: Die Frist ist abgelaufen; laufende Anweisungen werden abgebrochen …</translation>
    </message>
    <message>
        <source>Closing the connections …</source>
        <translation>Die Verbindungen werden geschlossen …</translation>
    </message>
    <message>
        <source>Waiting for the server to confirm that no backend remains …</source>
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
        <source>Cancel the statement of this slot</source>
        <translation>Die Anweisung dieses Slots abbrechen</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Schl&amp;ießen</translation>
    </message>
    <message>
        <source>Close this connection after its request; it stays closed</source>
        <translation>Diese Verbindung nach ihrer Anfrage schließen; sie bleibt geschlossen</translation>
    </message>
    <message>
        <source>Reo&amp;pen</source>
        <translation>Neu ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Replace this connection by a new one</source>
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
        <source>Server state</source>
        <translation>Zustand laut Server</translation>
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
        <translation>kein</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>Kein Slot</translation>
    </message>
    <message>
        <source>unknown behind a pooler</source>
        <translation>hinter einem Pooler unbekannt</translation>
    </message>
    <message>
        <source>unknown</source>
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
        <source>Each square is one slot, that is one connection of the pool. Filled: in use by a request. Framed: idle. Hatched: being opened or closed. Dotted: no connection. A sign marks a slot that cannot connect. The arrow keys select a slot; its details are shown below.</source>
        <translation>Jedes Quadrat ist ein Slot, also eine Verbindung des Pools. Gefüllt: von einer Anfrage benutzt. Umrandet: im Leerlauf. Schraffiert: wird geöffnet oder geschlossen. Gepunktet: keine Verbindung. Ein Zeichen markiert einen Slot, der nicht verbinden kann. Die Pfeiltasten wählen einen Slot; seine Einzelheiten stehen darunter.</translation>
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
        <source>Server state</source>
        <translation>Zustand laut Server</translation>
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
        <source>unknown behind a pooler</source>
        <translation>hinter einem Pooler unbekannt</translation>
    </message>
    <message>
        <source>The pooler lends the slot a server connection on demand, and possibly another one the next time.</source>
        <translation>Der Pooler vergibt dem Slot bei Bedarf eine Serververbindung und beim nächsten Mal womöglich eine andere.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>poolwart::StatusLine</name>
    <message>
        <source>Health of the load generator</source>
        <translation>Zustand des Lastgenerators</translation>
    </message>
    <message>
        <source>Requests completed per second, over the last second</source>
        <translation>Erledigte Anfragen je Sekunde, über die letzte Sekunde</translation>
    </message>
    <message>
        <source>Completed requests of all pools; failed, rejected and timed out requests are not counted.</source>
        <translation>Erledigte Anfragen aller Pools; fehlgeschlagene, abgewiesene und solche mit Zeitüberschreitung zählen nicht.</translation>
    </message>
    <message>
        <source>Connections of this run seen by the server, of the connections that an ordinary role can use</source>
        <translation>Vom Server gesehene Verbindungen dieses Laufs, von denen, die eine gewöhnliche Rolle nutzen kann</translation>
    </message>
    <message>
        <source>Usable is max_connections minus the reserved connections, at most the limits of the role and the database. The number of connections comes from pg_stat_activity.</source>
        <translation>Nutzbar ist max_connections abzüglich der reservierten Verbindungen, höchstens die Limits von Rolle und Datenbank. Die Zahl der Verbindungen stammt aus pg_stat_activity.</translation>
    </message>
    <message>
        <source>Whether the display is live or paused; Space switches</source>
        <translation>Ob die Anzeige live oder angehalten ist; die Leertaste schaltet um</translation>
    </message>
    <message>
        <source>generator %1</source>
        <translation>Lastgenerator %1</translation>
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
        <source>server not reachable</source>
        <translation>Server nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 of %2 usable</source>
        <translation>%1 von %2 nutzbaren</translation>
    </message>
    <message>
        <source>paused for %1</source>
        <translation>seit %1 angehalten</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>A late or overloaded load generator distorts the figures. Lag is the delay between the due time of a request and its sending, in an open loop; the engine’s share is relative to one core. Good: the figures are those of the server. Degraded: the load generator may have influenced them. Invalid: the load generator was overloaded, so the figures are unreliable. The tooltip and the run file give the reason.</source>
        <translation>Ein verspäteter oder überlasteter Lastgenerator verfälscht die Werte. Verzug ist die Zeit zwischen der Fälligkeit einer Anfrage und ihrem Senden, im offenen Kreis; der Anteil der Engine bezieht sich auf einen Kern. Gut: Die Werte sind die des Servers. Eingeschränkt: Der Lastgenerator kann sie beeinflusst haben. Ungültig: Der Lastgenerator war überlastet, die Werte sind unzuverlässig. Tooltip und Laufdatei nennen den Grund.</translation>
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
        <source>Requests completed per second, stacked by pool. Each value is an average over the last second, or over the period per point that the title shows. Failed: requests that ended with an error, timed out or were rejected. The menu chooses the time span, up to a day.</source>
        <translation>Erledigte Anfragen je Sekunde, nach Pool gestapelt. Jeder Wert ist ein Mittel über die letzte Sekunde oder über den Zeitraum je Punkt, den der Titel zeigt. Fehlgeschlagen: Anfragen, die mit einem Fehler endeten, in eine Zeitüberschreitung liefen oder abgewiesen wurden. Das Menü wählt den Zeitraum, bis zu einem Tag.</translation>
    </message>
</context>
<context>
    <name>poolwart::TrafficActions</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start the traffic, or continue after a pause</source>
        <translation>Die Last starten oder nach einer Pause fortsetzen</translation>
    </message>
    <message>
        <source>Sends requests through the pools as set on the Traffic page: from clients that each wait for their answer, or at a rate per second that does not depend on the answers. All settings can be changed while the traffic runs.</source>
        <translation>Sendet Anfragen durch die Pools, wie auf der Seite Last eingestellt: von Clients, die je auf ihre Antwort warten, oder mit einer Rate je Sekunde, die nicht von den Antworten abhängt. Alle Einstellungen lassen sich bei laufender Last ändern.</translation>
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
        <source>No new requests are sent until Start. Running requests are finished, and the pools keep their connections.</source>
        <translation>Bis zum Starten werden keine neuen Anfragen gesendet. Laufende Anfragen werden zu Ende bedient, und die Pools behalten ihre Verbindungen.</translation>
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
        <source>Ends the run: running requests are finished. The figures stay until they are reset or the traffic is started again.</source>
        <translation>Beendet den Lauf: Laufende Anfragen werden zu Ende bedient. Die Werte bleiben, bis sie zurückgesetzt werden oder die Last neu startet.</translation>
    </message>
    <message>
        <source>&amp;Reset the figures</source>
        <translation>&amp;Werte zurücksetzen</translation>
    </message>
    <message>
        <source>Reset counters and percentiles</source>
        <translation>Zähler und Perzentile zurücksetzen</translation>
    </message>
    <message>
        <source>Resets all counters, peaks and percentiles, for example after a warm-up. Connections and traffic are not affected.</source>
        <translation>Setzt alle Zähler, Spitzen und Perzentile zurück, etwa nach dem Aufwärmen. Verbindungen und Last sind nicht betroffen.</translation>
    </message>
    <message>
        <source>The traffic was stopped: %1 of the requests failed, %2 per second, most of them with %3: %4</source>
        <translation>Die Last wurde gestoppt: %1 der Anfragen sind fehlgeschlagen, %2 je Sekunde, die meisten mit %3: %4</translation>
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
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Migration share</source>
        <translation>Migrationsanteil</translation>
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
        <source>Server of the pools: %1</source>
        <translation>Server der Pools: %1</translation>
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
        <source>Time between an answer and the client’s next request</source>
        <translation>Zeit zwischen einer Antwort und der nächsten Anfrage des Clients</translation>
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
        <source>How statements are sent: as text, with separate parameters, or prepared once per connection</source>
        <translation>Wie Anweisungen gesendet werden: als Text, mit getrennten Parametern oder einmal je Verbindung vorbereitet</translation>
    </message>
    <message>
        <source>Simple sends the text, and the server parses and plans it each time. Extended sends the parameters separately. Prepared parses once per connection and then only executes; a pooler in transaction mode must support it.</source>
        <translation>Einfach sendet den Text, und der Server parst und plant ihn jedes Mal. Erweitert sendet die Parameter getrennt. Vorbereitet parst einmal je Verbindung und führt danach nur aus; ein Pooler im Transaktionsmodus muss das unterstützen.</translation>
    </message>
    <message>
        <source>Arrivals</source>
        <translation>Anfragen</translation>
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
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Polic&amp;y</source>
        <translation>V&amp;erteilung</translation>
    </message>
    <message>
        <source>&amp;Migration share</source>
        <translation>&amp;Migrationsanteil</translation>
    </message>
    <message>
        <source>Requests by outcome</source>
        <translation>Anfragen nach Ergebnis</translation>
    </message>
    <message>
        <source>%1 Its sessions on %2 are read-only until you allow writes.</source>
        <translation>%1 Auf %2 sind die Sitzungen schreibgeschützt, bis das Schreiben erlaubt wird.</translation>
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
        <source>%1 The traffic was stopped until you allow writes on %2.</source>
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
        <source>Undo the last edit of the plan, or a refused input</source>
        <translation>Die letzte Änderung am Plan oder eine abgelehnte Eingabe rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Redo the edit that was undone</source>
        <translation>Die rückgängig gemachte Änderung wiederholen</translation>
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
        <source>&amp;Pause the display</source>
        <translation>Anzeige an&amp;halten</translation>
    </message>
    <message>
        <source>Stop updating the display; sampling continues</source>
        <translation>Die Anzeige nicht mehr aktualisieren; die Messung läuft weiter</translation>
    </message>
    <message>
        <source>Stops updating figures and charts, so that they can be read and copied. Traffic and sampling continue, and the charts are complete afterwards. The status bar shows the duration of the pause.</source>
        <translation>Hält Werte und Diagramme an, damit sie sich lesen und kopieren lassen. Last und Messung laufen weiter, und die Diagramme sind danach wieder vollständig. Die Statuszeile zeigt die Dauer der Pause.</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>Layout &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Restore the default positions of the docks</source>
        <translation>Die Docks an ihre Standardpositionen zurücksetzen</translation>
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
        <source>Use the desktop’s setting</source>
        <translation>Einstellung des Desktops verwenden</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Dark text on a light background</source>
        <translation>Dunkler Text auf hellem Grund</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Light text on a dark background</source>
        <translation>Heller Text auf dunklem Grund</translation>
    </message>
</context>
<context>
    <name>poolwart::WorkloadPanel</name>
    <message>
        <source>Built-in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>Use a built-in workload: from pgbench, or a mix that holds slots for a known time</source>
        <translation>Eine eingebaute Arbeitslast verwenden: aus pgbench, oder eine Mischung, die Slots eine bekannte Zeit lang belegt</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Use a workload file or a pgbench script</source>
        <translation>Eine Arbeitslastdatei oder ein pgbench-Skript verwenden</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Save this workload and all its scripts in one file</source>
        <translation>Diese Arbeitslast mit allen Skripten in einer Datei speichern</translation>
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
        <source>Allow this workload to write on this server until Poolwart quits</source>
        <translation>Dieser Arbeitslast das Schreiben auf diesem Server erlauben, bis Poolwart endet</translation>
    </message>
    <message>
        <source>Each request draws a class according to the shares, and then a script of that class according to the weights. Double-click, F2 or typing edits a cell; Enter applies at once, also while traffic runs. The selected script is edited below.</source>
        <translation>Jede Anfrage zieht eine Klasse nach den Anteilen und dann ein Skript dieser Klasse nach den Gewichten. Doppelklick, F2 oder Tippen bearbeitet eine Zelle; Enter übernimmt sofort, auch bei laufender Last. Das gewählte Skript wird unten bearbeitet.</translation>
    </message>
    <message>
        <source>A class is a kind of request: short ones, long ones, those of a cache. A request that misses the deadline of its class is cancelled and counted as timed out. A class with a route uses that pool under every policy.</source>
        <translation>Eine Klasse ist eine Art von Anfragen: kurze, lange, die eines Caches. Eine Anfrage, die die Frist ihrer Klasse verpasst, wird abgebrochen und zählt als Zeitüberschreitung. Eine Klasse mit Ziel-Pool nutzt ihn bei jeder Verteilung.</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>unbenannt</translation>
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
        <source>%1 Writing is not allowed here: the sessions are read-only.</source>
        <translation>%1 Schreiben ist hier nicht erlaubt: Die Sitzungen sind schreibgeschützt.</translation>
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
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
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
        <source>Open workload</source>
        <translation>Arbeitslast öffnen</translation>
    </message>
    <message>
        <source>Workloads and scripts (*.json *.sql);;All files (*)</source>
        <translation>Arbeitslasten und Skripte (*.json *.sql);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save workload</source>
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
        <source>The server will reject it.</source>
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
        <source>Connections compared with the budget, the spread of the load, and waiting requests</source>
        <translation>Verbindungen im Vergleich zum Budget, Verteilung der Last und wartende Anfragen</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Throughput and latency</source>
        <translation>Durchsatz und Latenz</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Workload, load and routing</source>
        <translation>Arbeitslast, Last und Verteilung</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Limits, connections and sessions of the server</source>
        <translation>Limits, Verbindungen und Sitzungen des Servers</translation>
    </message>
    <message>
        <source>Show or hide the slots of the selected pool</source>
        <translation>Die Slots des gewählten Pools zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show or hide the event log</source>
        <translation>Das Ereignisprotokoll zeigen oder verbergen</translation>
    </message>
    <message>
        <source>F&amp;ilter the events</source>
        <translation>Ereignisse &amp;filtern</translation>
    </message>
    <message>
        <source>Go to the filter of the event log</source>
        <translation>Zum Filter des Ereignisprotokolls gehen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Recorded runs: open, annotate, compare</source>
        <translation>Aufgezeichnete Läufe: öffnen, kommentieren, vergleichen</translation>
    </message>
</context>
</TS>
