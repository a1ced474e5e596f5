// SPDX-License-Identifier: GPL-3.0-or-later
// That no test asserts how fast a machine is: what must happen is awaited as tests/support/eventually.h does it, with the one
// bound that only a hang can miss. Every offence is named. The benchmarks and the screenshots measure and pose; they assert nothing.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    QString pattern;
    QString instead;
};

const std::vector<Rule> &rulesOfTests()
{
    static const std::vector<Rule> rules{
        {u"QTRY_"_s, u"EVENTUALLY(…) or EVENTUALLY_EQUAL(…, …)"_s},
        {u"\\bqWaitFor\\("_s, u"eventually(…)"_s},
        {u"\\b(qWait|qSleep|sleep_for|sleep_until|usleep|nanosleep)\\((?!0\\))"_s, u"an event that is awaited"_s},
        {u"\\bqWaitForWindow\\w+\\((?!.*hangMs)"_s, u"… with hangMs"_s},
        {u"\\bwaitFor(Finished|Started|ReadyRead|BytesWritten|Connected|Disconnected|Encrypted)\\((?!(program)?[hH]angMs\\))"_s,
         u"… with hangMs"_s},
        {u"\\b(wait_for|wait_until)\\((?!.*[hH]ang)"_s, u"… with hangMs"_s},
        {u"\\bWaitLimit::in\\(\\d"_s, u"… with hangMs"_s},
        {u"\\belapsed\\(\\)\\s*<"_s, u"the outcome, a count, the order of events"_s},
        {u"[\\w')]\\s*>=?\\s*[\\w.>-]*\\belapsed\\(\\)(?!\\s*/)"_s, u"the outcome, a count, the order of events"_s},
        {u"\\bhasExpired\\("_s, u"eventually(…)"_s},
    };
    return rules;
}

// Of the programs that read what was exported, in their languages.
const std::vector<Rule> &rulesOfConsumers()
{
    static const std::vector<Rule> rules{
        {u"\\bpg_sleep\\((?!3600)"_s, u"the test’s gate (tests/exporters/shopserver.h)"_s},
        {u"\\b(setTimeout|Thread\\.sleep|time\\.sleep|time\\.Sleep|asyncio\\.sleep)\\("_s, u"an answer that the test awaits"_s},
    };
    return rules;
}

// What is wrong in the text, line by line; a spy's own wait() is known by the spy's name.
QStringList offences(const QString &file, const QString &text, std::vector<Rule> rules)
{
    static const QRegularExpression spy(u"\\bQSignalSpy\\s+(\\w+)"_s);
    for (auto found = spy.globalMatch(text); found.hasNext();)
        rules.push_back({u"\\b"_s + found.next().captured(1) + u"\\.wait\\("_s, u"EVENTUALLY on its count"_s});
    QStringList list;
    const QStringList lines = text.split(u'\n');
    for (const Rule &rule : rules) {
        const QRegularExpression pattern(rule.pattern);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines[i].contains(pattern))
                list.append(u"%1:%2: %3 — instead: %4"_s.arg(file).arg(i + 1).arg(lines[i].trimmed(), rule.instead));
        }
    }
    return list;
}

bool isExcepted(const QString &file)
{
    static const QStringList all{u"support/eventually.h"_s, u"app/tst_waits.cpp"_s, u"ui/screenshots.cpp"_s};
    return file.startsWith(u"bench/"_s) || file.startsWith(u"exporters/golden/"_s) || all.contains(file);
}

} // namespace

class TestWaits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noTestDependsOnTheSpeedOfTheMachine()
    {
        const QDir tests(qEnvironmentVariable("POOLWART_SOURCE") + u"/tests"_s);
        QStringList all;
        int files = 0;
        for (QDirIterator found(tests.path(), QDir::Files, QDirIterator::Subdirectories); found.hasNext();) {
            QFile file(found.next());
            const QString name = tests.relativeFilePath(file.fileName());
            const bool isTest = name.endsWith(u".cpp"_s) || name.endsWith(u".h"_s);
            const bool isConsumer = name.startsWith(u"exporters/consumers/"_s);
            if ((!isTest && !isConsumer) || isExcepted(name))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            all += offences(name, QString::fromUtf8(file.readAll()), isTest ? rulesOfTests() : rulesOfConsumers());
            ++files;
        }
        QVERIFY(files > 100);
        QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
    }

    void everyKindOfBoundIsFound_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"QTRY_VERIFY(a);", "QTRY_COMPARE_WITH_TIMEOUT(a, 1, 500);", "QTest::qWaitFor([] { return true; }, 10'000)",
              "QTest::qWait(300);", "std::this_thread::sleep_for(1s);", "process.waitForFinished();", "process->waitForFinished(60'000)",
              "socket.waitForConnected(1'000)", "QTest::qWaitForWindowExposed(&window)", "QVERIFY(timer.elapsed() < 5'000);",
              "QVERIFY(5'000 > timer.elapsed());", "QVERIFY(clock.elapsed() >= 1'500 && clock.elapsed() < 4'000);", "future.wait_for(5s)",
              "connection.wait(WaitLimit::in(10s))", "timer.hasExpired(100)", "QSignalSpy moved(&a, &A::b); moved.wait(100);"})
            QTest::addRow("%s", line) << QString::fromUtf8(line);
    }
    void everyKindOfBoundIsFound()
    {
        QFETCH(const QString, line);
        QCOMPARE(offences(u"x"_s, line, rulesOfTests()).size(), 1);
    }

    void whatNamesTheOneBoundOrNoneIsLeftAlone_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"EVENTUALLY(a);", "process.waitForFinished(hangMs);", "process->waitForFinished(programHangMs)",
                                 "QVERIFY(timer.elapsed() >= 250);", "QTest::qWaitForWindowExposed(&window, hangMs)", "program.wait()",
                                 "connection.wait(WaitLimit::in(patience))", "run.elapsedSeconds >= 2.0",
                                 "EVENTUALLY(stall.elapsed() >= 1'400 && stall.elapsed() >= whole.elapsed() / 2);"})
            QTest::addRow("%s", line) << QString::fromUtf8(line);
    }
    void whatNamesTheOneBoundOrNoneIsLeftAlone()
    {
        QFETCH(const QString, line);
        QCOMPARE(offences(u"x"_s, line, rulesOfTests()), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestWaits)
#include "tst_waits.moc"
