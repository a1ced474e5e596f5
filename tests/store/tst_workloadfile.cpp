// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/workloadfile.h"
#include "model/workload/builtinworkloads.h"
#include "tests/support/tool.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestWorkloadFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const QString &name) const { return m_folder.filePath(name).toStdString(); }

    Outcome<Workload> parsed(const QByteArray &json) const
    {
        return workloadFromJson(QJsonDocument::fromJson(json).object(), m_folder.path().toStdString());
    }

private Q_SLOTS:
    void everyBuiltInWorkloadIsValidAndReadsBackAsItWasWritten()
    {
        for (const BuiltInWorkload &builtIn : builtInWorkloads()) {
            const Done written = writeWorkloadFile(builtIn.workload, path(u"workload.json"_s));
            QVERIFY2(written.ok(), written.ok() ? "" : written.error().message.c_str());
            const auto read = readWorkloadFile(path(u"workload.json"_s));
            QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
            QCOMPARE(*read, builtIn.workload);
        }
    }

    void aBuiltInWorkloadIsFoundByABeginningThatFitsNoOther()
    {
        QCOMPARE(builtInWorkload("tpcb-like")->id, std::string_view("tpcb-like"));
        QCOMPARE(builtInWorkload("sel")->id, std::string_view("select-only"));
        QVERIFY(!builtInWorkload("s"));
        QVERIFY(!builtInWorkload(""));
        QVERIFY(!builtInWorkload("tpcc"));
    }

    void onlyThoseOfPgbenchThatChangeAccountsWrite()
    {
        for (const BuiltInWorkload &builtIn : builtInWorkloads())
            QCOMPARE(writingScript(builtIn.workload).has_value(), builtIn.id == "tpcb-like" || builtIn.id == "simple-update");
    }

    void aScriptMayBeAFileBesideTheWorkload()
    {
        writeTestFile(m_folder.filePath(u"sql/page.sql"_s), "SELECT 1;\n");
        writeTestFile(
            m_folder.filePath(u"mix.json"_s),
            R"({"format": "poolwart-workload", "version": 1, "scripts": [{"file": "sql/page.sql", "weight": 3}, {"name": "b", "text": "SELECT 2"}]})");
        const auto read = readWorkloadFile(path(u"mix.json"_s));
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
        QCOMPARE(read->scripts, (std::vector<WorkloadScript>{{.name = "page", .text = "SELECT 1;\n", .weight = 3, .className = {}},
                                                             {.name = "b", .text = "SELECT 2", .weight = 1, .className = {}}}));
    }

    void aByteOrderMarkIsNoPartOfAScriptOrItsData()
    {
        const QString script = m_folder.filePath(u"marked.sql"_s);
        writeTestFile(script, "\xef\xbb\xbf\\csv marked.csv sequential id\r\nSELECT :id;\r\n");
        writeTestFile(m_folder.filePath(u"marked.csv"_s), "\xef\xbb\xbfid\r\n7\r\n");
        const auto read = readScriptFile(script.toStdString());
        QVERIFY(read.ok());
        Workload workload = soleWorkload(read->text);
        QVERIFY(readData(workload, m_folder.path().toStdString()).ok());
        const Done valid = validate(workload);
        QVERIFY2(valid.ok(), valid.ok() ? "" : valid.error().message.c_str());
        QVERIFY(!writingScript(workload));
    }

    void whatIsWrongIsRefusedWithItsPath_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *title, const char *fields, const char *message) {
            QTest::addRow("%s", title) << QByteArray(fields) << QByteArray(message);
        };
        row("no scripts", R"("version": 1)", "scripts: this field is missing.");
        row("an empty list", R"("version": 1, "scripts": [])", "workload: there is no script.");
        row("no version", R"("scripts": [{"text": "SELECT 1"}])", "version: this field is missing.");
        row("a later version", R"("version": 2, "scripts": [{"text": "SELECT 1"}])",
            "version: the file has version 2, but this program reads version 1.");
        row("an unknown field", R"("version": 1, "scripts": [{"text": "SELECT 1", "wieght": 2}])",
            "scripts[0].wieght: this field is unknown.");
        row("an unknown field of a class", R"("version": 1, "classes": [{"name": "a", "dead": 2}], "scripts": [{"text": "SELECT 1"}])",
            "classes[0].dead: this field is unknown.");
        row("a wrong type", R"("version": 1, "scripts": [{"text": "SELECT 1", "weight": "2"}])",
            "scripts[0].weight: expected a whole number, got \"2\".");
        row("a weight below zero", R"("version": 1, "scripts": [{"text": "SELECT 1", "weight": -1}])",
            "scripts[0].weight: -1 is outside 0 to 1000000.");
        row("no weight at all", R"("version": 1, "scripts": [{"text": "SELECT 1", "weight": 0}])",
            "scripts: all weights or shares are 0, so no script would run.");
        row("neither text nor file", R"("version": 1, "scripts": [{"name": "a"}])",
            "scripts[0].text: a script needs either a text or a file.");
        row("text and file", R"("version": 1, "scripts": [{"text": "SELECT 1", "file": "a.sql"}])",
            "scripts[0].file: a script needs either a text or a file.");
        row("an unknown class", R"("version": 1, "scripts": [{"text": "SELECT 1", "class": "x"}])",
            "scripts[0].class: the workload has no class “x”.");
        row("a class twice", R"("version": 1, "classes": [{"name": "a"}, {"name": "a"}], "scripts": [{"text": "SELECT 1"}])",
            "classes[0].name: there is another class “a”.");
        row("a deadline of nothing", R"("version": 1, "classes": [{"name": "a", "deadline": "0ms"}], "scripts": [{"text": "SELECT 1"}])",
            "classes[0].deadline: 0s is outside 1ms to 24h.");
        row("a fault in the second script",
            R"("version": 1, "scripts": [{"text": "SELECT 1"}, {"name": "b", "text": "SELECT 1;\nSELECT :x"}])",
            "scripts[1] “b”: Script, line 2: the variable “:x” is not set.");
        row("a scale of zero", R"("version": 1, "scale": 0, "scripts": [{"text": "SELECT 1"}])", "scale: 0 is outside 1 to 1000000.");
    }
    void whatIsWrongIsRefusedWithItsPath()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, message);
        const auto read = parsed("{\"format\": \"poolwart-workload\", " + fields + '}');
        QVERIFY(!read.ok());
        QCOMPARE(QByteArray::fromStdString(read.error().message), message);
    }

    void aPlanFileIsNoWorkload()
    {
        QCOMPARE(parsed(R"({"format": "poolwart-plan", "version": 1})").error().message,
                 std::string("format: this is not a workload: expected “poolwart-workload”, got “poolwart-plan”."));
    }

    void whatCouldNotBeReadIsNotWritten()
    {
        const QString file = m_folder.filePath(u"kept.json"_s);
        writeTestFile(file, "before");
        QVERIFY(!writeWorkloadFile(soleWorkload("SELECT :x"), file.toStdString()).ok());
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("before"));
    }
};

QTEST_GUILESS_MAIN(TestWorkloadFile)
#include "tst_workloadfile.moc"
