// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/format.h"

#include <QLocale>
#include <QtTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Arrivals)

namespace {

Event slotEvent(EventKind kind)
{
    Event event;
    event.kind = kind;
    event.pool = PoolId(3);
    event.poolName = "pool-3";
    event.slot = SlotIndex(6);
    return event;
}

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void numbersHaveThreeDigitsButAllOfTheirWholePart_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::addRow("zero is bare") << 0.0 << u"0"_s;
        QTest::addRow("below one") << 0.3124 << u"0.312"_s;
        QTest::addRow("ones") << 3.126 << u"3.13"_s;
        QTest::addRow("tens") << 31.26 << u"31.3"_s;
        QTest::addRow("hundreds") << 312.6 << u"313"_s;
        QTest::addRow("thousands") << 24061.4 << u"24,061"_s;
        QTest::addRow("rounded up to ten") << 9.996 << u"10.0"_s;
        QTest::addRow("rounded up to a hundred") << 99.96 << u"100"_s;
        QTest::addRow("none") << qQNaN() << u"–"_s;
    }
    void numbersHaveThreeDigitsButAllOfTheirWholePart()
    {
        QFETCH(double, value);
        QTEST(formatNumber(value), "text");
    }

    void whatDrivesTheTrafficIsSaidInOneLine_data()
    {
        QTest::addColumn<Arrivals>("arrivals");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text, const Arrivals &arrivals) {
            QTest::addRow("%s", text) << arrivals << QString::fromUtf8(text);
        };
        row("60 client(s), closed loop", ClosedLoop{.clients = 60});
        row("60 client(s), closed loop, think time 10\u00A0ms", ClosedLoop{.clients = 60, .thinkTime = 10ms});
        row("60 client(s), closed loop, mean think time 2\u00A0s", ClosedLoop{.clients = 60, .thinkTime = 2s, .thinksExponentially = true});
        row("2,000/s, open loop, Poisson", OpenLoop{.ratePerSecond = 2000});
        row("0.500/s, open loop, even", OpenLoop{.ratePerSecond = 0.5, .poisson = false});
        row("100 to 2,000/s in 30\u00A0s, open loop, Poisson", OpenLoop{.ratePerSecond = 100, .shape = RateRamp{}});
        row("100 to 2,100/s in 5 steps of 10\u00A0s, open loop, even",
            OpenLoop{.ratePerSecond = 100, .poisson = false, .shape = RateSteps{}});
        row("100/s, 5,000/s for 1\u00A0s in 10\u00A0s, open loop, Poisson", OpenLoop{.ratePerSecond = 100, .shape = RateBursts{}});
    }
    void whatDrivesTheTrafficIsSaidInOneLine()
    {
        QFETCH(Arrivals, arrivals);
        QTEST(arrivalsName(arrivals), "text"); // untranslated, so without a plural
    }

    void timesChooseTheirUnit_data()
    {
        QTest::addColumn<qint64>("nanos");
        QTest::addColumn<QString>("text");
        QTest::addRow("nothing") << qint64(0) << u"0"_s;
        QTest::addRow("microseconds") << qint64(40'000) << u"40.0\u00a0µs"_s;
        QTest::addRow("just below a millisecond") << qint64(999'600) << u"1.00\u00a0ms"_s;
        QTest::addRow("milliseconds") << qint64(3'124'000) << u"3.12\u00a0ms"_s;
        QTest::addRow("seconds") << qint64(20'000'000'000) << u"20.0\u00a0s"_s;
        QTest::addRow("minutes") << qint64(185'000'000'000) << u"3 min 05 s"_s;
        QTest::addRow("hours") << qint64(7'500'000'000'000) << u"2 h 05 min"_s;
    }
    void timesChooseTheirUnit()
    {
        QFETCH(qint64, nanos);
        QTEST(formatTime(Duration(nanos)), "text");
    }

    void numbersFollowTheLocale()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(formatCount(24061), u"24.061"_s);
        QCOMPARE(formatTime(3'124us), u"3,12\u00a0ms"_s);
    }

    void settingsAreExact()
    {
        QCOMPARE(formatSetting(90s), u"90\u00a0s"_s);
        QCOMPARE(formatSetting(5min), u"5\u00a0min"_s);
        QCOMPARE(formatSetting(1'500ms), u"1500\u00a0ms"_s);
        QCOMPARE(formatSetting(std::nullopt), u"none"_s);
    }

    void everyKindOfEventHasALine_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= static_cast<int>(EventKind::Failure); ++kind)
            QTest::addRow("%d", kind) << kind;
    }
    void everyKindOfEventHasALine()
    {
        QFETCH(int, kind);
        Event event = slotEvent(EventKind(kind));
        event.detail = "words";
        event.number = 7;
        QVERIFY(describe(event).size() > 4);
        QVERIFY(!describe(event).contains(u'%'));
        QVERIFY(eventLine(event).contains(u"pool-3 s07"_s));
    }

    void aLineSaysWhereAndHowLong()
    {
        Event event = slotEvent(EventKind::SlotOpened);
        event.took = 3'100us;
        QCOMPARE(describe(event), u"opened in 3.10\u00a0ms"_s);
        QCOMPARE(eventLine(event).mid(12), u"  pool-3 s07  opened in 3.10\u00a0ms"_s);
        event.repeated = 1'204;
        QCOMPARE(describe(event), u"opened in 3.10\u00A0ms (and 1,204 more of this kind)"_s);
    }

    void theServersWordsAreShownAsTheyAre()
    {
        Event event = slotEvent(EventKind::StatementFailed);
        event.detail = "42P01 relation \"%1\" does not exist";
        QCOMPARE(describe(event), u"statement failed: 42P01 relation \"%1\" does not exist"_s);
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
