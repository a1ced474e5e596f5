// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/workload/csvtable.h"
#include "model/workload/scriptrun.h"
#include "model/workload/workload.h"

#include <QTest>

using namespace poolwart;

class TestCsvTable : public QObject
{
    Q_OBJECT

    static std::string messageOf(const Workload &workload)
    {
        const Done valid = validate(workload);
        return valid ? std::string() : valid.error().message;
    }
    static Workload reading(const std::string &script, const std::string &csv = "id,name\n1,a\n2,b\n3,c\n")
    {
        Workload workload = soleWorkload(script);
        workload.data = {{.file = "customers.csv", .text = csv}};
        return workload;
    }
    // The parameters of so many requests, each "id/name".
    static QStringList sent(const Workload &workload, int requests)
    {
        const auto script = Script::parse(workload.scripts.front().text);
        ScriptCounters counters(*script, workload.data);
        ScriptRun run(0);
        Random random(1);
        QStringList all;
        for (int i = 0; i < requests; ++i) {
            run.begin(*script, counters, {});
            while (run.next(random).kind == ScriptStep::Kind::Send) {
                QStringList values;
                for (const char *value : run.parameters())
                    values.append(value ? QString::fromUtf8(value) : QStringLiteral("NULL"));
                all.append(values.join(QLatin1Char('/')));
            }
        }
        return all;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void quotesCommasLinesAndNullsAreReadAsRfc4180SaysIt()
    {
        const auto table = CsvTable::parse("\xef\xbb\xbfid,\"full \"\"name\"\"\",note\r\n1,\"a, b\nc\",\r\n2,,\"\"", "t.csv");
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message.c_str());
        QCOMPARE(table->columns(), (std::vector<std::string>{"id", "full \"name\"", "note"}));
        QCOMPARE(table->rowCount(), std::size_t(2));
        QCOMPARE(table->field(0, 1), std::optional<std::string>("a, b\nc"));
        QCOMPARE(table->field(0, 2), std::optional<std::string>());
        QCOMPARE(table->field(1, 1), std::optional<std::string>());
        QCOMPARE(table->field(1, 2), std::optional<std::string>(""));
    }

    void aWrongFileIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *csv, const char *message) {
            QTest::addRow("%s", message) << QByteArray(csv) << QByteArray(message);
        };
        row("", "“t.csv”, line 1: the header has a column without a name.");
        row("a,a\n1,2\n", "“t.csv”, line 1: the header has the column “a” twice.");
        row("a,b\n", "“t.csv”, line 1: there is no row after the header.");
        row("a,b\n1,2\n1\n", "“t.csv”, line 3: it has 1 fields, the header 2.");
        row("a,b\n\"1\n2\",x\n1,2,3\n", "“t.csv”, line 4: it has 3 fields, the header 2.");
        row("a\n\"1\n2", "“t.csv”, line 2: this quote is not closed.");
        row("a\n1\"2\n", "“t.csv”, line 2: there is a quote in a field that does not begin with one.");
        row("a\n\"1\"2\n", "“t.csv”, line 2: expected a comma or the end of the line after a closing quote.");
    }
    void aWrongFileIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, csv);
        QFETCH(QByteArray, message);
        const auto table = CsvTable::parse(csv.toStdString(), "t.csv");
        QVERIFY(!table.ok());
        QCOMPARE(QByteArray::fromStdString(table.error().message), message);
    }

    void rowsComeOneAfterTheOtherAndFromTheFirstAgain()
    {
        QCOMPARE(sent(reading("\\csv customers.csv sequential id name\nSELECT :id, :name"), 4),
                 (QStringList{QStringLiteral("1/a"), QStringLiteral("2/b"), QStringLiteral("3/c"), QStringLiteral("1/a")}));
        QCOMPARE(sent(reading("\\csv \"customers.csv\" sequential name\nSELECT :name", "id,name\n1,\n"), 1),
                 (QStringList{QStringLiteral("NULL")}));
    }

    void rowsAreDrawnAndTheirColumnsStayTogether()
    {
        const QStringList all = sent(reading("\\csv customers.csv random name id\nSELECT :id, :name"), 300);
        for (const char *each : {"1/a", "2/b", "3/c"}) {
            const auto count = all.count(QLatin1StringView(each));
            QVERIFY2(count > 60 && count < 140, qPrintable(QString::number(count)));
        }
        QCOMPARE(all.size(), 300);
    }

    void whatTheScriptAsksForMustBeThere()
    {
        QCOMPARE(messageOf(reading("\\csv customers.csv random id\nSELECT :id")), std::string());
        QCOMPARE(messageOf(reading("SELECT 1;\n\\csv other.csv random id\nSELECT :id")),
                 std::string("Script, line 2: the file “other.csv” is not part of the workload."));
        QCOMPARE(messageOf(reading("\\csv customers.csv random age\nSELECT :age")),
                 std::string("Script, line 1: “customers.csv” has no column “age”."));
        QCOMPARE(messageOf(reading("\\csv customers.csv shuffled id\nSELECT :id")),
                 std::string("Script, line 1: “\\csv customers.csv shuffled id” is not valid."));
        QCOMPARE(messageOf(reading("\\csv customers.csv random 1d\nSELECT 1")),
                 std::string("Script, line 1: “1d” is not a variable name."));
        QVERIFY(messageOf(reading("SELECT 1", std::string(limits::maxDataBytes + 1, 'x')))
                    .starts_with("data: the CSV files have 1048577 bytes"));
    }
};

QTEST_GUILESS_MAIN(TestCsvTable)
#include "tst_csvtable.moc"
