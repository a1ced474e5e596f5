<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>CheckText</name>
    <message>
        <source>The fleet needs %1 connections (%2 instances of %3 processes of %4 slots), but only %5 are to be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each instance may have %1 slots for each of its processes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The plan is valid: %1 slots in %n pool(s), %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instead of a server: one with so many max_connections, which is not asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>superuser_reserved_connections of that server (3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the figures as JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0  the plan is valid, and fits if that was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  bad input: an option or the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  cannot connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4  the plan, run by its whole fleet, needs more connections than there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which plan is to be checked? Name its file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandText</name>
    <message>
        <source>Runs a plan without a window: opens the pools, drives traffic over them, measures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says whether a plan is valid and fits a server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes a plan as the configuration of another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists what export can write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the version and exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands, which need no display; each has its own --help:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0  all that was accepted was served, and every connection closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  bad input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  no display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  something was cancelled or cut at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no command “%1”, and no plan file of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The commands are %1. poolwart --help tells more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A console for PostgreSQL connection pools: reconfigure N pools live, drive traffic over them, watch the load against max_connections, export the configuration.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message>
        <source>--set: “%1” is not of the form key=value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files are written without the budget of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrote %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to write; “poolwart formats” lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FORMAT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A choice of the format, as listed there; may be given several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY=VALUE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder to write to; without it, to standard output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DIR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace files that are there and differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the password of the target in plain text, for the owner&apos;s eyes only (0600), instead of a placeholder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the files and the notes as JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a server, its address and its budget go into the files. What a format cannot say is told on standard error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0  the files are as they should be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  bad input, or a file could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which plan is to be exported? Name its file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which format? Give --format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“poolwart formats” lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unchanged: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormatsText</name>
    <message>
        <source>Print the list as JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not expected here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionText</name>
    <message>
        <source>Show this help and exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 --help lists the options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: “%2” is not a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: %2 is outside %3 to %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: “%2” is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exclude each other; give one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file is expected, not %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>So many pools, without a plan file (5).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots of every pool (12, or as the plan says).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a request waits for a slot (20s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who gets the next request: round-robin, least-loaded, power-of-two, random or single (round-robin).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>POLICY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per cent of the requests that the policy spreads; the rest goes to the first pool (100).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many clients, each sends its next request after its last answer (60).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests a second, whether or not earlier ones are answered, instead of clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SQL statement, with pgbench&apos;s \set lines before it if it has variables (in the sandbox a point SELECT of a random account, elsewhere SELECT 1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simple, extended or prepared (prepared).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROTOCOL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all that is random in the run (1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic before the measuring begins (1s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long is measured (10s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is accepted may take so long at the end; then it is cancelled (10s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--pools makes a plan of its own; it cannot be given with the plan file “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--policy: there is no policy “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policies are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--protocol: there is no protocol “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The protocols are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--out: “%1” is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--out: there is no folder “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--out: the folder “%1” may not be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the run file, JSON, there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUN.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the run file to standard output instead of the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are whole numbers with a unit: 500ms, 20s, 5m, 2h.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0  all that was accepted was served, and every connection closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  bad input: an option, a file, a plan or the statement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  cannot connect, or the server was gone at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  something was cancelled or cut at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4  the plan needs more connections than the server can give</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>passed over in the URL, for they are not PostgreSQL&apos;s: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server, as postgresql://user:password@host:5432/database or as “host=… dbname=…”. What is missing comes from PG* variables and ~/.pgpass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server, as an entry of the service file ~/.pg_service.conf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A private PostgreSQL server of Poolwart&apos;s own, made and stopped by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max_connections of the sandbox (100).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>superuser_reserved_connections of the sandbox (3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--max-connections and --superuser-reserved are for the sandbox; give --sandbox too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SummaryText</name>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acquire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests a second, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n client(s), %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Offered %1 = completed %2 + failed %3 + timed out %4 + rejected %5 + cancelled %6 + dropped %7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generator: %1 of CPU a request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generator: %1 of CPU a request, sends late by %2 at p99, %3 at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backend(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the server could not be asked for backends left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shutdown: %1 drained, %2 cancelled, %3 cut, %4, in %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests a second over %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>The plan needs %1 connections, but only %2 are to be had: %3 usable of max_connections %4, less %5 of others and %6 of the monitor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 slots out of the plan, or raise max_connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 usable slots free (%3 reserved for superusers)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a duration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a whole number with its unit: 500ms, 20s, 5m or 2h.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is outside %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name holds a control character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name has %1 bytes; at most %2 are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is the name of an earlier pool too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The statement returns %1 rows; they are read one by one and thrown away. Add a LIMIT to measure the server and not the transfer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COPY cannot be a test statement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The statement leaves a transaction open; its connection was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as postgresql://user:password@host:5432/database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database URL has no scheme.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database URL begins with “%1://”, which is not PostgreSQL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database URL holds a control character, such as a line break.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A carriage return cannot be written in a .env file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A “$” cannot be written in a .env file so that all readers agree on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value with all three kinds of quotes cannot be written in a .env file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no option “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its options are: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2” is no choice for “%3”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JavaScript and TypeScript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Java</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ruby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment and deployment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolwart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changes meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>node-postgres cannot try TLS and go on without it: “%1” is left out, and the connections are not encrypted. Write sslmode=require where the server has TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>node-postgres takes “%1” for verify-full; uselibpqcompat=true in the URL gives it libpq&apos;s meaning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One field, connectionTimeoutMillis, bounds waiting for a slot and opening one: connecting may take the acquire timeout, %1, instead of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request that waits in vain fails with node-postgres&apos;s “timeout exceeded when trying to connect”; the code P2024 of Prisma 6 does not come any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without jitter: connections that were opened together end together after %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“None” sends nothing: what ALTER ROLE, ALTER DATABASE or the server sets holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>node-postgres&apos;s min only keeps connections from idling out and opens none. The file opens %1 a pool at start; one that is lost later is opened again when it is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>statement_timeout goes out as a startup parameter. PgBouncer refuses it unless ignore_startup_parameters lists it, and then drops it: behind PgBouncer write ALTER ROLE … SET statement_timeout instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole seconds only: %1 is rounded up to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue has no limit here (plan: %1); requests wait until the acquire timeout instead of being rejected at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server keeps %1 bytes of a name: the pools are called %2 and so on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server shows a letter outside ASCII as “?” (until PostgreSQL 15) or as \x and two digits a byte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no export format “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The formats are: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One host only: “%1” of %2 is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the service file says of “%1” is not copied: fill the placeholders in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imports of the generated client: without an extension (bundlers, tsx), or with .js (ECMAScript modules that Node loads itself)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written: all that a new project needs, or the pools alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the pools on SIGTERM and SIGINT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prisma batches the findUnique calls of one tick into one statement, but only within a client. Spread over five clients 6,600 to 7,000 a second were measured where one client gave 19,000 to 31,000 (Prisma 7.10); findFirst, which is not batched, hardly changed. Call getPrisma() once a request and keep its client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused a statement: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question to the server was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the role&apos;s connection limit is reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the pools smaller, or raise the limit: ALTER ROLE … CONNECTION LIMIT n.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the database&apos;s connection limit is reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the pools smaller, or raise the limit: ALTER DATABASE … CONNECTION LIMIT n.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server has no free connection slot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close connections elsewhere, make the pools smaller, or raise max_connections (a restart of the server).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server did not accept the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check user and password; libpq also looks into PGPASSWORD and ~/.pgpass (which must not be readable by others).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the host name is unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling of the host and the name service of this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check host and port, and whether a firewall drops the packets; or raise the connect timeout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no server listens there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the server runs, its port, and listen_addresses or unix_socket_directories.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server does not let this user in from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a line to the server&apos;s pg_hba.conf and reload it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server lets in only the operating system user of the same name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect as that user, over TCP with a password, or change pg_hba.conf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server is starting up or shutting down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no encrypted connection could be agreed on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check sslmode and sslrootcert against what the server offers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server does not know this database or role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the names; without a database libpq takes one named as the user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot connect to %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot connect to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details hold the server&apos;s own words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection parameter “%1” holds a semicolon, which Qt&apos;s driver cannot pass on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the parameter into the connection service file and connect by service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session on %1 could not be set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt&apos;s PostgreSQL driver is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package libqt6sql6-psql.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The monitor is not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backend with process %1 any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backends of another role may be ended by members of that role or of pg_signal_backend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is older than PostgreSQL 10, which is the oldest that can be watched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not know our role or database any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The monitor was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” did not end within %2 s and was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max_connections must be from 1 to %1; it is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>superuser_reserved_connections must be less than max_connections (%1); it is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of accounts must be from 1 to %1; it is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No PostgreSQL server is installed here that the sandbox could run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package postgresql, or connect to a server that runs elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1, which made the sandbox, is no longer installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking over the sandbox server that an earlier console left…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a private PostgreSQL server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the free space and the permissions of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox server did not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading %1 accounts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox server does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarting the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox&apos;s folder %1 cannot be made or written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions and the free space there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox in %1 is in use by another console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other console, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 for the server&apos;s socket cannot be made, or is not ours alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as postgresql://user:password@host:5432/database or as host=… port=… dbname=… user=…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a connection parameter of PostgreSQL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the address of a Prisma proxy, not of a PostgreSQL server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection text cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“sslpassword” is not taken from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it into the connection service file and connect by service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port is not a number from 1 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection service “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services stand in ~/.pg_service.conf or in the file that PGSERVICEFILE names, as [name] with key=value lines below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DATABASE_URL: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PG* variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server was named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use --sandbox for a private server, --target URI, --service NAME, or set DATABASE_URL or libpq&apos;s PG* variables (PGHOST, PGDATABASE, …).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected to %1, PostgreSQL %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox server was restarted with max_connections %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has more than %2 MiB; that is no plan and no run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not valid JSON: line %2, column %3: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends too early; it may have been cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not UTF-8 text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” holds no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was there before is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is expected here, not %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this field is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is beyond any limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a duration such as &quot;20s&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no time in microseconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are more than the %2 that are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fields here are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no policy “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policies are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file is of version %1; this program reads version %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer Poolwart wrote it; open it with that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no version %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no plan: “poolwart-plan” is expected, not “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is refused: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no run: “poolwart-run” is expected, not “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no moment in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no protocol “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opened in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acquire timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue full, request rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>statement failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>statement cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pool added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pool paused; its requests wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pool resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pool drains; no new requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pool drained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pool removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>traffic started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>traffic paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>traffic stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>traffic changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (and %1 more like it)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max_connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the server was started with; a change needs its restart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reserved for superusers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>superuser_reserved_connections: the way in for you when all else is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reserved for pg_use_reserved_connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reserved_connections, PostgreSQL 16 and later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above the limit of the role or database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ALTER ROLE or ALTER DATABASE … CONNECTION LIMIT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an ordinary role can have of this server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other sessions, at peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client backends that are not of this run, the most seen at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolwart’s own monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection that reads these figures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plan with more slots than this is refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slots of the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All slots of all pools, in use or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots that could still be added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leaving, %1 open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draining, %1 open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 cannot connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening, %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default pool: what is not spread goes here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed, %2 rejected, %3 openings failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting now, %2 at most so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, default pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the pool; the star marks the default pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections that the pool may have open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots lent to a request now, and over the last 30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open connections that wait for work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests in the pool’s queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most slots in use at once since the figures began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Served/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests completed per second, over the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acquire p99</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time from asking for a slot to having it: 99 of 100 were faster in the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that waited for a slot until the acquire timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed and rejected requests, and openings that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the pool takes requests and has its connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimum idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections kept open without work; “all”: the pool is opened at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that may wait; one more is rejected at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acquire timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a request may wait for a slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long opening a connection may take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle connections above the minimum are closed after this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max lifetime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection older than this is replaced when it comes free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statement timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server cancels a statement that runs longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retiring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backing off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round robin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power of two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each pool in turn, whatever its load.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool with the smallest share of slots in use or asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The less loaded of two pools drawn at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any pool, all with the same chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All requests go to the default pool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no slot within %1 ms (total %2, in use %3, idle %4, waiting %5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; last connect failure: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statement, line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write \set NAME random(LEAST, MOST) with whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the range of “%1” is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is more after the end of the statement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one statement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no SQL statement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the variable “:%1” is not set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a line: \set %1 random(1, 100)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clients: %1 is outside %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>think time: %1 is outside %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate: it must be above 0 and at most %1 requests a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>statement: it has %1 bytes; at most %2 are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>statement: it holds a NUL byte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is there and has more than 16 MiB: it is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is there, but cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is there and is no ordinary file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “%1” there are other files of the same names: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written. Choose another folder, or say that they are to be overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that you may write to. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolwart::BackendTableModel</name>
    <message>
        <source>Backend pid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolwart::EventLogModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolwart::HeadlessRun</name>
    <message>
        <source>No slot of any pool could be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server was gone at the end of the run; no pool has a connection left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening: %1 of %2 slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warming up: %1 s of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring: %1 s of %2, %3 requests, %4 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shutting down: %1 requests under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the traffic began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request failed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolwart::PoolTableModel</name>
    <message numerus="yes">
        <source>%n pools</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolwart::Session</name>
    <message>
        <source>Connecting to %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the sandbox server …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarting the sandbox server with max_connections %1 …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolwart::SlotTableModel</name>
    <message>
        <source>held closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend pid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statement age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
