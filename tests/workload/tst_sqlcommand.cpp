// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqlcommand.h"
#include "model/workload/workload.h"

#include <QtTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestSqlCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aStatementBeginsWithItsFirstWord_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("word");
        QTest::addRow("plain") << QByteArray("SELECT 1") << QByteArray("SELECT");
        QTest::addRow("behind a comment") << QByteArray(" -- a\n /* b */ update t") << QByteArray("update");
        QTest::addRow("in brackets") << QByteArray("(SELECT 1)") << QByteArray();
        QTest::addRow("quoted") << QByteArray("\"select\" 1") << QByteArray();
        QTest::addRow("nothing") << QByteArray("  ") << QByteArray();
    }
    void aStatementBeginsWithItsFirstWord()
    {
        QFETCH(const QByteArray, sql);
        QFETCH(const QByteArray, word);
        QCOMPARE(QByteArray::fromStdString(leadingWord(sql.toStdString())), word);
    }

    void commandsAreKnownInAnyLetters()
    {
        for (const char *known : {"select", "Select", "MERGE", "values", "with", "table"})
            QVERIFY2(isCommandWord(known), known);
        for (const char *unknown : {"SELEC", "", "insertt", "from", "sélect"})
            QVERIFY2(!isCommandWord(unknown), unknown);
    }

    void whatIsNoCommandDoesNotWriteButIsNamed()
    {
        QVERIFY(!writingScript(soleWorkload("SELEC 1")));
        const auto strange = strangeScript(soleWorkload("SELECT 1;\nSELEC 1"));
        QVERIFY(strange);
        QCOMPARE(*strange, "Line 2 of the script is not an SQL command: no command begins with “SELEC”.");
        QVERIFY(!strangeScript(soleWorkload("SELECT 1;\n(VALUES (1))")));
        const auto writing = writingScript(soleWorkload("SELEC 1;\nDELETE FROM t"));
        QVERIFY(writing);
        QCOMPARE(*writing, "The script writes data in line 2.");
    }
};

QTEST_GUILESS_MAIN(TestSqlCommand)
#include "tst_sqlcommand.moc"
