// SPDX-License-Identifier: GPL-3.0-or-later
// What traffic does of its own: it stops where most of it fails, and a replay ends with its last arrival.
#include "model/run/arrivalscodec.h"
#include "tests/support/patientplan.h"
#include "tests/ui/windowfixture.h"

#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestOwnMind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init() { TestSurroundings::failOnWarning(); }
    void cleanup() { EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0); }

    void trafficThatFailsStopsWithABannerAndGoesOnWhereItIsWanted()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(1, 3));
        QVERIFY(fixture.session.setTraffic({.arrivals = ClosedLoop{.clients = 3}, .workload = soleWorkload("SELECT * FROM nowhere")}).ok());
        fixture.trigger("startTraffic");
        EVENTUALLY(fixture.message().contains(u"42P01"_s));
        QVERIFY2(fixture.message().contains(u"relation \"nowhere\" does not exist"_s), qPrintable(fixture.message()));
        QCOMPARE(fixture.session.snapshot().traffic, TrafficState::Stopped);
        auto *proceed = fixture.find<QPushButton>("messageActionButton");
        QVERIFY(proceed->isVisible());
        const std::uint64_t before = fixture.session.snapshot().requests.failed;
        proceed->click();
        EVENTUALLY(fixture.session.snapshot().requests.failed > before + 10 && fixture.session.snapshot().traffic == TrafficState::Running);
        QVERIFY(fixture.message().isEmpty());
    }

    void aReplayIsNamedInTheToolbarUntilOtherArrivalsAreChosen()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(1, 3));
        RunRecord original;
        original.traffic.workload = soleWorkload("SELECT 7");
        const std::vector<RecordedArrival> arrivals(5);
        original.arrivals = RunArrivals{.requests = arrivals.size(), .leftOut = 0, .data = encodeArrivals(arrivals)};
        QVERIFY(fixture.session.replay(original, "/runs/peak.json").ok());
        auto *bar = fixture.find<QWidget>("barArrivals");
        auto *mode = bar->findChild<QComboBox *>(u"arrivalsMode"_s);
        auto *value = bar->findChild<QSpinBox *>(u"arrivalsValue"_s);
        QCOMPARE(mode->currentText(), u"replay of peak.json"_s);
        QCOMPARE(value->value(), 5);
        QVERIFY(!value->isEnabled());
        QVERIFY(fixture.session.setArrivals(ClosedLoop{.clients = 4}).ok());
        QCOMPARE(mode->count(), 3);
        QCOMPARE(value->value(), 4);
        QVERIFY(value->isEnabled());
    }

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;
};

QTEST_MAIN(TestOwnMind)
#include "tst_ownmind.moc"
