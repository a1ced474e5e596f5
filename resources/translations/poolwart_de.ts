<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
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
        <source>What to write; “poolwart formats” lists them.</source>
        <translation>Was geschrieben wird; „poolwart formats“ listet alle auf.</translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation>FORMAT</translation>
    </message>
    <message>
        <source>A choice of the format, as listed there; may be given several times.</source>
        <translation>Eine Wahl des Formats, wie dort aufgeführt; auch mehrmals.</translation>
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
        <translation>Zeitlimit erreicht</translation>
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
        <source>%1 requests a second, %2</source>
        <translation>%1 Anfragen je Sekunde, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s), %1</source>
        <translation>
            <numerusform>%n Client, %1</numerusform>
            <numerusform>%n Clients, %1</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5</source>
        <translation>
            <numerusform>PostgreSQL %1 · %n Pool, %2 von %3 nutzbaren Slots · %4 · %5</numerusform>
            <numerusform>PostgreSQL %1 · %n Pools, %2 von %3 nutzbaren Slots · %4 · %5</numerusform>
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
        <source>Whole seconds only: %1 is rounded up to %2.</source>
        <translation>Nur ganze Sekunden: %1 wird auf %2 aufgerundet.</translation>
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
        <translation>Last beendet</translation>
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
        <translation>Zeitlimit erreicht</translation>
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
        <translation>beendet</translation>
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
        <translation>Reihum</translation>
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
</TS>
