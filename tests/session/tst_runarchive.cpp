// SPDX-License-Identifier: GPL-3.0-or-later
// What the window records of the traffic: each workload a run of its own, a replay as long as what it replays.
#include "model/run/arrivalscodec.h"
#include "model/session/runarchive.h"
#include "model/session/session.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRunArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = std::make_unique<Session>();
        m_archive = std::make_unique<RunArchive>(m_session.get(), m_folder->path());
        QVERIFY(m_session->replacePlan(patientPlan(2, 3)).ok());
        m_session->connectTo(m_server->target());
        EVENTUALLY_EQUAL(m_session->state(), Session::State::Connected);
    }
    void cleanup()
    {
        m_archive.reset();
        m_session.reset();
        m_folder.reset();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);
    }

    void anotherWorkloadIsAnotherRun()
    {
        setScript("SELECT 1");
        m_session->startTraffic();
        EVENTUALLY(m_session->snapshot().requests.completed > 100);
        EVENTUALLY(m_session->isRecording());
        setScript("SELECT 2");
        EVENTUALLY(m_session->snapshot().statement == "SELECT 2" && m_session->snapshot().requests.completed > 100);
        const std::uint64_t seenOfTheSecond = m_session->snapshot().requests.completed;
        m_session->stopTraffic();
        EVENTUALLY_EQUAL(runFiles().size(), qsizetype(2));
        const std::vector<RunRecord> runs{record(0), record(1)};
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(runs[i].traffic.workload.scripts.front().text, "SELECT " + std::to_string(i + 1));
            QCOMPARE(runs[i].requests.offered, runs[i].requests.ended());
            QVERIFY(runs[i].lapses.empty());
            QVERIFY(runs[i].elapsedSeconds > 0);
        }
        QVERIFY(runs[0].requests.completed > 100);
        QVERIFY(runs[1].requests.completed >= seenOfTheSecond);
    }

    void requestsFromBeforeTheWindowLooksAgainAreInTheRun()
    {
        setScript("SELECT 1");
        m_session->startTraffic();
        m_server->execute("SELECT pg_sleep(2.5)"); // meanwhile the session does not look: a GUI thread that is held up
        EVENTUALLY(m_session->isRecording() && m_session->snapshot().requests.completed > 100);
        m_session->stopTraffic();
        EVENTUALLY_EQUAL(runFiles().size(), qsizetype(1));
        QCOMPARE(record(0).requests, m_session->snapshot().requests);
    }

    void requestsThatEndLongAfterTheStopAreInTheRun()
    {
        setScript("SELECT pg_sleep(1.7)"); // ten clients, six slots: four requests begin when the first six end
        m_session->startTraffic();
        EVENTUALLY(m_session->isRecording() && m_session->snapshot().inFlight == 6 && m_session->snapshot().waiting == 4);
        m_session->stopTraffic();
        EVENTUALLY_EQUAL(runFiles().size(), qsizetype(1));
        QCOMPARE(record(0).requests, m_session->snapshot().requests);
        QCOMPARE(record(0).requests.ended(), std::uint64_t(10));
    }

    void aReplayIsNamedAndAsLongAsItsArrivals()
    {
        RunRecord original;
        original.traffic.workload = soleWorkload("SELECT 7");
        std::vector<RecordedArrival> arrivals;
        for (int i = 0; i <= 60; ++i)
            arrivals.push_back({.at = 50ms * i, .kind = {}});
        original.arrivals = RunArrivals{.requests = arrivals.size(), .leftOut = 0, .data = encodeArrivals(arrivals)};
        QVERIFY(m_session->replay(original, "/somewhere/peak.json").ok());
        m_session->startTraffic();
        EVENTUALLY(m_session->snapshot().traffic == TrafficState::Running);
        EVENTUALLY(m_session->snapshot().traffic == TrafficState::Stopped);
        EVENTUALLY_EQUAL(runFiles().size(), qsizetype(1));
        const RunRecord run = record(0);
        QCOMPARE(run.replay, (std::optional(RunReplay{.source = "/somewhere/peak.json", .requests = 61, .leftOut = 0})));
        QCOMPARE(run.requests.offered, std::uint64_t(61));
        QCOMPARE(run.requests.completed, std::uint64_t(61));
        QVERIFY2(run.elapsedSeconds >= 3.0, qPrintable(QString::number(run.elapsedSeconds))); // the last arrival is due after 3 s
    }

    void aReplayIsRefusedFromTheStartOfOtherTraffic()
    {
        QString refusal;
        connect(m_archive.get(), &RunArchive::failed, this, [&](const Error &error) { refusal = QString::fromStdString(error.message); });
        setScript("SELECT 1");
        m_session->startTraffic();
        QVERIFY(m_session->snapshot().traffic == TrafficState::Stopped && m_session->hasTraffic()); // no snapshot has seen it yet
        m_archive->replay(u"run.json"_s);
        QCOMPARE(refusal, u"Other traffic is running."_s);
        EVENTUALLY(m_session->snapshot().traffic == TrafficState::Running);
        m_session->stopTraffic();
        EVENTUALLY(!m_session->hasTraffic());
    }

private:
    void setScript(const std::string &script)
    {
        QVERIFY(m_session->setTraffic({.arrivals = ClosedLoop{.clients = 10}, .workload = soleWorkload(script)}).ok());
    }

    // Those that are stored, the earliest first.
    QStringList runFiles() const { return QDir(m_folder->path()).entryList({u"*.json"_s}, QDir::Files, QDir::Name); }

    RunRecord record(qsizetype number) const
    {
        const auto run = readRunFile(QDir(m_folder->path()).filePath(runFiles().at(number)).toStdString());
        if (!run)
            qFatal("%s", run.error().message.c_str());
        return *run;
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<RunArchive> m_archive;
};

QTEST_GUILESS_MAIN(TestRunArchive)
#include "tst_runarchive.moc"
