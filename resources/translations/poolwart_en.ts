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
    <name>poolwart::PoolTableModel</name>
    <message numerus="yes">
        <source>%n pools</source>
        <translation>
            <numerusform>%n pools</numerusform>
            <numerusform>%n pools</numerusform>
        </translation>
    </message>
</context>
</TS>
