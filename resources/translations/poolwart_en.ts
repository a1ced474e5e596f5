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
    <name>SummaryText</name>
    <message numerus="yes">
        <source>%n client(s), %1</source>
        <translation>
            <numerusform>%n client, %1</numerusform>
            <numerusform>%n clients, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backend(s) left</source>
        <translation>
            <numerusform>%n backend left</numerusform>
            <numerusform>%n backends left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5</source>
        <translation>
            <numerusform>PostgreSQL %1 · %n pool, %2 of %3 usable slots · %4 · %5</numerusform>
            <numerusform>PostgreSQL %1 · %n pools, %2 of %3 usable slots · %4 · %5</numerusform>
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
        <source>%n other connection(s), %1 of them Poolwart&apos;s own monitor</source>
        <translation>
            <numerusform>%n other connection, %1 of them Poolwart&apos;s own monitor</numerusform>
            <numerusform>%n other connections, %1 of them Poolwart&apos;s own monitor</numerusform>
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
        <source>%n connection(s) that the limit of our role or database keeps from us</source>
        <translation>
            <numerusform>%n connection that the limit of our role or database keeps from us</numerusform>
            <numerusform>%n connections that the limit of our role or database keeps from us</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) reserved: no ordinary role can have them</source>
        <translation>
            <numerusform>%n connection reserved: no ordinary role can have them</numerusform>
            <numerusform>%n connections reserved: no ordinary role can have them</numerusform>
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
</TS>
