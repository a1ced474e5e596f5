// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/surroundings.h"
#include "ui/charts/framework/poolcolours.h"
#include "ui/charts/framework/sparkline.h"
#include "ui/charts/meter/levelmeter.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include <cmath>
#include <set>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

PoolSnapshot pool(unsigned id, int inUse, int open)
{
    PoolSnapshot pool;
    pool.id = PoolId(id);
    pool.name = "pool-" + std::to_string(id);
    pool.slots = 12;
    pool.open = open;
    pool.idle = open - inUse;
    pool.inUse = inUse;
    return pool;
}

Snapshot snapshotOf(std::vector<PoolSnapshot> pools)
{
    Snapshot snapshot;
    snapshot.pools = std::move(pools);
    return snapshot;
}

ServerSample serverOf(int maxConnections, int superuserReserved, int others)
{
    ServerSample server;
    server.connected = true;
    server.limits.maxConnections = maxConnections;
    server.limits.superuserReserved = superuserReserved;
    server.others = others;
    return server;
}

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Base, QColor(0x1b1e23));
    palette.setColor(QPalette::Window, QColor(0x23272d));
    palette.setColor(QPalette::Text, QColor(0xe4e7eb));
    palette.setColor(QPalette::WindowText, QColor(0xe4e7eb));
    return palette;
}

bool holds(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

QImage spark(std::vector<double> values, int width = 40)
{
    QImage image(width, 20, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintSparkline(&painter, image.rect(), values, Qt::blue);
    return image;
}

int inkedRows(const QImage &image, int x)
{
    int rows = 0;
    for (int y = 0; y < image.height(); ++y)
        rows += image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
    return rows;
}

} // namespace

class TestChartsMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestSurroundings::failOnWarning();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void theFiguresOfTheMeterAddUpToWhatIsUsable()
    {
        ServerSample server = serverOf(100, 3, 4);
        server.monitors = 1;
        const auto levels = meterLevels(snapshotOf({pool(2, 14, 30), pool(1, 20, 30)}), server);
        QVERIFY(levels);
        const MeterLevels expected{.pools = {{PoolId(1), 20}, {PoolId(2), 14}},
                                   .inUse = 34,
                                   .idle = 26,
                                   .others = 5,
                                   .monitors = 1,
                                   .free = 32,
                                   .usable = 97,
                                   .reserved = 3,
                                   .maxConnections = 100};
        QVERIFY(*levels == expected);
    }

    void aRetiringConnectionCountsAsIdleUntilItIsGone()
    {
        PoolSnapshot retiring = pool(1, 2, 5);
        retiring.idle = 1; // two more are retiring
        const auto levels = meterLevels(snapshotOf({retiring}), serverOf(100, 3, 0));
        QVERIFY(levels);
        QCOMPARE(levels->idle, 3);
    }

    void aLimitOfTheRoleBarsTheRestAndTooManyAreOver()
    {
        ServerSample server = serverOf(100, 3, 0);
        server.limits.roleLimit = 20;
        const auto levels = meterLevels(snapshotOf({pool(1, 5, 24)}), server);
        QVERIFY(levels);
        QCOMPARE(levels->barred, 77);
        QCOMPARE(levels->free, 0);
        QCOMPARE(levels->over, 4);
    }

    void withoutAServerThereIsNoLevelAndTheMeterSaysSo()
    {
        LevelMeter meter(nullptr);
        meter.refresh(snapshotOf({pool(1, 5, 24)}), {});
        QVERIFY(!meter.levels());
        QCOMPARE(meter.sentence(), u"The server’s connections appear here when a server is connected"_s);
    }

    void theSentenceIsTheOneADbaWouldWriteAndIsReadOut()
    {
        LevelMeter meter(nullptr);
        meter.refresh(snapshotOf({pool(1, 20, 30), pool(2, 14, 30)}), serverOf(100, 3, 5));
        QCOMPARE(meter.sentence(), u"34 in use · 26 idle · 5 others · 32 free of 97 · 3 reserved"_s);
        QCOMPARE(meter.accessibleDescription(), meter.sentence());
        QCOMPARE(meter.accessibleName(), u"Connections"_s);
    }

    void theBarShowsEachPoolInItsColour()
    {
        LevelMeter meter(nullptr);
        meter.resize(800, 40);
        meter.refresh(snapshotOf({pool(1, 20, 30), pool(4, 14, 30)}), serverOf(100, 3, 5));
        const QImage image = meter.grab().toImage();
        QCOMPARE(image.pixelColor(80, 9), poolColour(PoolId(1), meter.palette()));
        QCOMPARE(image.pixelColor(240, 9), poolColour(PoolId(4), meter.palette()));
    }

    void theMeterFollowsAChangeOfPalette()
    {
        LevelMeter meter(nullptr);
        meter.resize(800, 40);
        meter.refresh(snapshotOf({pool(1, 1, 1)}), serverOf(100, 3, 0));
        meter.setPalette(darkPalette());
        QCOMPARE(meter.grab().toImage().pixelColor(400, 9), QColor(0x1b1e23));
    }

    void aPoolKeepsItsColourForLifeAndTheNinthSharesTheFirstsHueButNotItsSign()
    {
        const QPalette palette;
        std::set<QRgb> hues;
        for (unsigned id = 1; id <= 8; ++id)
            hues.insert(poolColour(PoolId(id), palette).rgb());
        QCOMPARE(hues.size(), std::size_t(8));
        QCOMPARE(poolColour(PoolId(9), palette), poolColour(PoolId(1), palette));
        QVERIFY(poolMarker(PoolId(9), palette, 16).toImage() != poolMarker(PoolId(1), palette, 16).toImage());
        QVERIFY(poolBrush(PoolId(9), palette) != poolBrush(PoolId(1), palette));
    }

    void noColourIsLostOnItsGround_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << QPalette(Qt::white);
        QTest::newRow("dark") << darkPalette();
    }
    void noColourIsLostOnItsGround()
    {
        QFETCH(QPalette, palette);
        const QColor base = palette.color(QPalette::Base);
        for (unsigned id = 1; id <= 8; ++id) {
            const QColor colour = poolColour(PoolId(id), palette);
            const int distance =
                std::abs(colour.red() - base.red()) + std::abs(colour.green() - base.green()) + std::abs(colour.blue() - base.blue());
            QVERIFY2(distance > 120, qPrintable(colour.name()));
        }
    }

    void aMarkerIsPaintedInThePoolsColour()
    {
        const QPalette palette;
        QVERIFY(holds(poolMarker(PoolId(3), palette, 12).toImage(), poolColour(PoolId(3), palette)));
    }

    void aSparklineRisesWithItsFiguresFromZero()
    {
        const QImage image = spark({0, 1, 2, 3, 4});
        QVERIFY(inkedRows(image, 1) < 4);
        QVERIFY(inkedRows(image, 38) > 16);
    }

    void aSparklineLeavesAGapWhereThereIsNoFigure()
    {
        const QImage image = spark({4, 4, std::nan(""), std::nan(""), 4, 4});
        QVERIFY(inkedRows(image, 2) > 0);
        QCOMPARE(inkedRows(image, 20), 0);
        QVERIFY(inkedRows(image, 37) > 0);
    }

    void aThinnedSparklineKeepsThePeak()
    {
        std::vector<double> values(1000, 0.0);
        values[777] = 5;
        const QImage image = spark(values, 20);
        int highest = 0;
        for (int x = 0; x < image.width(); ++x)
            highest = std::max(highest, inkedRows(image, x));
        QVERIFY(highest > 15);
    }

    void aSparklineOfNothingIsEmpty()
    {
        QCOMPARE(inkedRows(spark({}), 10), 0);
        QCOMPARE(inkedRows(spark({3}), 10), 0);
    }
};

QTEST_MAIN(TestChartsMeter)
#include "tst_charts_meter.moc"
