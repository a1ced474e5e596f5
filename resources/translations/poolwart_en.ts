<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>CheckText</name>
    <message numerus="yes">
        <source>The plan is valid: %1 slots in %n pool(s), %2.</source>
        <translation>
            <numerusform>The plan is valid: %1 slots in %n pool, %2.</numerusform>
            <numerusform>The plan is valid: %1 slots in %n pools, %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FittingOffer</name>
    <message numerus="yes">
        <source>Use %n connection(s)</source>
        <translation>
            <numerusform>Use %n connection</numerusform>
            <numerusform>Use %n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s) × %1</source>
        <translation>
            <numerusform>%n pool × %1</numerusform>
            <numerusform>%n pools × %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s), %1 slots</source>
        <translation>
            <numerusform>%n pool, %1 slots</numerusform>
            <numerusform>%n pools, %1 slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryText</name>
    <message numerus="yes">
        <source>%n backend(s) left</source>
        <translation>
            <numerusform>%n backend left</numerusform>
            <numerusform>%n backends left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Simulated server, %1 · %n pool(s), %2 slots · %3 · %4</source>
        <translation>
            <numerusform>Simulated server, %1 · %n pool, %2 slots · %3 · %4</numerusform>
            <numerusform>Simulated server, %1 · %n pools, %2 slots · %3 · %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5, %6</source>
        <translation>
            <numerusform>PostgreSQL %1 · %n pool, %2 of %3 usable slots · %4 · %5, %6</numerusform>
            <numerusform>PostgreSQL %1 · %n pools, %2 of %3 usable slots · %4 · %5, %6</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) of the pooler left</source>
        <translation>
            <numerusform>%n client of the pooler left</numerusform>
            <numerusform>%n clients of the pooler left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>core</name>
    <message numerus="yes">
        <source>%n client(s), closed loop</source>
        <translation>
            <numerusform>%n client, closed loop</numerusform>
            <numerusform>%n clients, closed loop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ApplicationPanel</name>
    <message numerus="yes">
        <source>%n connection(s) in all</source>
        <translation>
            <numerusform>%n connection in all</numerusform>
            <numerusform>%n connections in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ExportDialog</name>
    <message numerus="yes">
        <source>%n file(s) on disk would be replaced. The changes are shown above; their tabs are marked ±.</source>
        <translation>
            <numerusform>%n file on disk would be replaced. The changes are shown above; their tabs are marked ±.</numerusform>
            <numerusform>%n files on disk would be replaced. The changes are shown above; their tabs are marked ±.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Replace %n file(s)</source>
        <translation>
            <numerusform>&amp;Replace %n file</numerusform>
            <numerusform>&amp;Replace %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>%n file written to %1.</numerusform>
            <numerusform>%n files written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) already up to date.</source>
        <translation>
            <numerusform>%n file already up to date.</numerusform>
            <numerusform>%n files already up to date.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the zip would change. The changes are shown above; their tabs are marked ±.</source>
        <translation>
            <numerusform>%n file in the zip would change. The changes are shown above; their tabs are marked ±.</numerusform>
            <numerusform>%n files in the zip would change. The changes are shown above; their tabs are marked ±.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the zip would be lost: %1.</source>
        <translation>
            <numerusform>%n file in the zip would be lost: %1.</numerusform>
            <numerusform>%n files in the zip would be lost: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 written with %n file(s).</source>
        <translation>
            <numerusform>%1 written with %n file.</numerusform>
            <numerusform>%1 written with %n files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ExportFormatList</name>
    <message numerus="yes">
        <source>%n format(s) exported: %1</source>
        <translation>
            <numerusform>%n format exported: %1</numerusform>
            <numerusform>%n formats exported: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::HeadlessRun</name>
    <message numerus="yes">
        <source>%n more of this kind, the last: %1</source>
        <translation>
            <numerusform>%n more of this kind: %1</numerusform>
            <numerusform>%n more of this kind, the last: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::LevelMeter</name>
    <message numerus="yes">
        <source>%1: %n connection(s) in use</source>
        <translation>
            <numerusform>%1: %n connection in use</numerusform>
            <numerusform>%1: %n connections in use</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open connection(s) of the pools, idle</source>
        <translation>
            <numerusform>%n open connection of the pools, idle</numerusform>
            <numerusform>%n open connections of the pools, idle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other connection(s), %1 of them used by Poolwart&apos;s monitor</source>
        <translation>
            <numerusform>%n other connection, %1 of them used by Poolwart&apos;s monitor</numerusform>
            <numerusform>%n other connections, %1 of them used by Poolwart&apos;s monitor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free connection(s) of %1 usable</source>
        <translation>
            <numerusform>%n free connection of %1 usable</numerusform>
            <numerusform>%n free connections of %1 usable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) above the connection limit of the role or database</source>
        <translation>
            <numerusform>%n connection above the connection limit of the role or database</numerusform>
            <numerusform>%n connections above the connection limit of the role or database</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) reserved and not available to ordinary roles</source>
        <translation>
            <numerusform>%n connection reserved and not available to ordinary roles</numerusform>
            <numerusform>%n connections reserved and not available to ordinary roles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::PoolSelectionActions</name>
    <message numerus="yes">
        <source>Duplicate %n pool(s)</source>
        <translation>
            <numerusform>Duplicate %n pool</numerusform>
            <numerusform>Duplicate %n pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n pool(s)</source>
        <translation>
            <numerusform>Remove %n pool</numerusform>
            <numerusform>Remove %n pools</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::PoolTableModel</name>
    <message numerus="yes">
        <source>%n pools</source>
        <translation>
            <numerusform>%n pool</numerusform>
            <numerusform>%n pools</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::PoolsPage</name>
    <message numerus="yes">
        <source>Use %n slot(s)</source>
        <translation>
            <numerusform>Use %n slot</numerusform>
            <numerusform>Use %n slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::RunDetails</name>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::SandboxPanel</name>
    <message numerus="yes">
        <source>The plan fits, with %n slot(s) left.</source>
        <translation>
            <numerusform>The plan fits, with %n slot left.</numerusform>
            <numerusform>The plan fits, with %n slots left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The plan needs %n more slot(s) than these settings allow.</source>
        <translation>
            <numerusform>The plan needs %n more slot than these settings allow.</numerusform>
            <numerusform>The plan needs %n more slots than these settings allow.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolwart::ScriptEditor</name>
    <message numerus="yes">
        <source>In use, %n parameter(s)</source>
        <translation>
            <numerusform>In use, %n parameter</numerusform>
            <numerusform>In use, %n parameters</numerusform>
        </translation>
    </message>
</context>
</TS>
