// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts show is what was measured: the same figures in the picture, in the table and in the files.
#include "tests/support/eventually.h"
#include "tests/ui/chartcourse.h"
#include "tests/ui/surroundings.h"
#include "ui/charts/charts/latencychart.h"
#include "ui/charts/charts/loadchart.h"
#include "ui/charts/charts/throughputchart.h"
#include "ui/charts/framework/charttablemodel.h"
#include "ui/charts/framework/chartview.h"
#include "ui/charts/framework/poolcolours.h"

#include <QAction>
#include <QLabel>
#include <QTableView>

#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto origin = std::chrono::system_clock::time_point(1'785'000'000s);

// A chart that is seen, fed by hand.
template <class Chart>
struct Shown
{
    Chart chart{nullptr};

    explicit Shown(const ChartCourse &course)
    {
        chart.setOrigin(origin);
        chart.resize(900, 420);
        chart.show();
        feed(course);
    }

    void feed(const ChartCourse &course) { chart.refresh(course.snapshot, course.history); }
    const ChartColumn &column(QStringView key) const { return *chart.data().find(key); }
    ChartView *view() { return chart.template findChild<ChartView *>(); }
};

int pixelsOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour;
    }
    return count;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestChartsHistory : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    QTemporaryDir m_folder;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void theLoadIsThatOfThePoolsAndTheLinesAreTheServers()
    {
        ChartCourse course;
        course.run(100);
        const Shown<LoadChart> load(course);
        for (std::size_t i = 0; i < load.chart.data().size(); ++i) {
            double sum = 0;
            for (int pool = 1; pool <= 5; ++pool)
                sum += load.column(u"in use pool-%1"_s.arg(pool)).values[i];
            QCOMPARE(sum, load.column(u"in use").values[i]);
        }
        int inUse = 0;
        for (const PoolSnapshot &pool : course.snapshot.pools)
            inUse += pool.inUse;
        QCOMPARE(load.column(u"in use").last(), inUse);
        QCOMPARE(load.column(u"committed").last(), 60);
        QCOMPARE(load.column(u"usable").last(), 97);
        QCOMPARE(load.column(u"max_connections").last(), 100);
    }

    void throughputIsWhatWasServedOverTheTimeThatPassed()
    {
        ChartCourse course;
        course.run(100);
        const std::uint64_t before = course.snapshot.requests.completed;
        course.run(10); // a second
        const Shown<ThroughputChart> throughput(course);
        const double expected = static_cast<double>(course.snapshot.requests.completed - before);
        QVERIFY2(std::abs(throughput.column(u"completed").last() - expected) < expected * 0.001,
                 qPrintable(u"%1 instead of %2"_s.arg(throughput.column(u"completed").last()).arg(expected)));
        QCOMPARE(throughput.column(u"failed").largest(), 0);
    }

    void latencyShowsResponseAndServiceInMilliseconds()
    {
        ChartCourse course;
        course.run(100);
        const Shown<LatencyChart> latency(course);
        const double p99 = std::chrono::duration<double, std::milli>(course.snapshot.recentResponse.p99).count();
        const double service = std::chrono::duration<double, std::milli>(course.snapshot.recentService.p99).count();
        QCOMPARE(latency.column(u"response p99").last(), p99);
        QCOMPARE(latency.column(u"service p99").last(), service);
    }

    void withoutRequestsThereIsNoLatency()
    {
        ChartCourse course;
        course.hasRequests = false;
        course.run(50);
        const Shown<LatencyChart> latency(course);
        QVERIFY(std::isnan(latency.column(u"response p99").last()));
    }

    void otherArrivalsAreMarkedWhereTheyBegan()
    {
        ChartCourse course;
        course.run(100);
        const TimePoint first = course.snapshot.at;
        course.history.mark({.at = first, .arrivals = OpenLoop{.ratePerSecond = 100}});
        course.run(5); // a slider that is dragged: half a second later
        course.history.mark({.at = course.snapshot.at, .arrivals = OpenLoop{.ratePerSecond = 2'000}});
        course.run(95);
        course.history.mark({.at = course.snapshot.at, .arrivals = ClosedLoop{.clients = 3}});
        course.run(50);
        Shown<LatencyChart> latency(course);
        const std::vector<ChartMark> &marks = latency.view()->decor().marks;
        QCOMPARE(marks.size(), 2U);
        QCOMPARE(marks[0].text, u"2,000/s, open loop, Poisson"_s);
        QCOMPARE(marks[0].seconds, -15.0);
        QCOMPARE(marks[1].text, u"3 client(s), closed loop"_s);
        QCOMPARE(marks[1].seconds, -5.0);

        course.run(600); // a minute later they are out of sight, unless one looks farther back
        latency.feed(course);
        QVERIFY(latency.view()->decor().marks.empty());
        latency.chart.setSpan(HistorySpan::TenMinutes);
        latency.feed(course);
        QCOMPARE(latency.view()->decor().marks.size(), 2U);
    }

    void aLongerSpanHasMergedPointsAndSaysSo()
    {
        ChartCourse course;
        course.run(3'000); // five minutes
        Shown<LoadChart> load(course);
        auto *loads = load.chart.template findChild<QLabel *>(u"chartLoad"_s);
        QCOMPARE(loads->text(), QString());
        load.chart.template findChild<QAction *>(u"span1"_s)->trigger();
        load.feed(course);
        QCOMPARE(load.chart.span(), HistorySpan::TenMinutes);
        QCOMPARE(loads->text(), u"each point 1\u00a0s"_s);
        QCOMPARE(load.chart.data().size(), 299U);
        QCOMPARE(load.view()->decor().along.from, -600.0);
        QVERIFY(load.view()->decor().gaps.empty()); // seconds that follow each other are no gap
        const ChartColumn &most = load.column(u"most in use");
        for (std::size_t i = 0; i < load.chart.data().size(); ++i)
            QVERIFY(most.values[i] >= load.column(u"in use").values[i] - 1e-9);
        QTest::keyClick(load.view(), Qt::Key_End);
        QVERIFY2(load.view()->decor().readout->heading.endsWith(u"· over 1\u00a0s"_s), qPrintable(load.view()->decor().readout->heading));
        load.chart.template findChild<QAction *>(u"span0"_s)->trigger();
        load.feed(course);
        QCOMPARE(load.chart.data().size(), 600U);
        QCOMPARE(loads->text(), QString());
    }

    void theTableHasEachSampleNewestFirst()
    {
        ChartCourse course;
        course.run(40);
        Shown<LoadChart> load(course);
        load.chart.setTableShown(true);
        const QAbstractItemModel *model = load.chart.findChild<QTableView *>()->model();
        const ChartData &data = load.chart.data();
        QCOMPARE(model->rowCount(), int(data.size()));
        QCOMPARE(model->columnCount(), int(data.columns.size()) + 1);
        for (std::size_t sample = 0; sample < data.size(); ++sample) {
            for (std::size_t column = 0; column < data.columns.size(); ++column) {
                const auto index = model->index(int(data.size() - 1 - sample), int(column) + 1);
                QCOMPARE(index.data(ChartTableModel::ValueRole).toDouble(), data.columns[column].values[sample]);
            }
        }
    }

    void theCsvHasEachSampleWithItsTimeAndUnits()
    {
        ChartCourse course(2);
        course.run(30);
        const Shown<LoadChart> load(course);
        const QList<QByteArray> lines = load.chart.csv().trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(load.chart.data().size()) + 1);
        const QList<QByteArray> header = lines.first().split(',');
        const qsizetype pool = header.indexOf("in use pool-2 [connections]");
        QVERIFY2(pool > 0, lines.first().constData());
        const QList<QByteArray> last = lines.last().split(',');
        QCOMPARE(last[pool].toDouble(), load.column(u"in use pool-2").last());
        const auto moment = origin + std::chrono::duration_cast<std::chrono::milliseconds>(course.snapshot.at.time_since_epoch());
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count();
        QCOMPARE(QDateTime::fromString(QString::fromLatin1(last[0]), Qt::ISODateWithMs).toMSecsSinceEpoch(), ms);
    }

    void theFilesAreWhatTheChartSays()
    {
        ChartCourse course;
        course.run(50);
        Shown<LoadChart> load(course);
        load.chart.saveCsv(m_folder.filePath(u"load.csv"_s));
        load.chart.savePng(m_folder.filePath(u"load.png"_s));
        EVENTUALLY_EQUAL(read(m_folder.filePath(u"load.csv"_s)), load.chart.csv());
        EVENTUALLY_EQUAL(QImage(m_folder.filePath(u"load.png"_s)).size(), load.chart.image().size());
        QVERIFY(pixelsOf(QImage(m_folder.filePath(u"load.png"_s)), poolColour(PoolId(3), load.chart.palette())) > 100);
    }

    void aFileThatCannotBeWrittenIsAnErrorWithItsName()
    {
        ChartCourse course;
        course.run(10);
        Shown<LoadChart> load(course);
        QSignalSpy failed(&load.chart, &ChartFrame::failed);
        load.chart.saveCsv(m_folder.filePath(u"there/is/no/such.csv"_s));
        EVENTUALLY_EQUAL(failed.size(), 1);
        const auto error = failed[0][0].value<Error>();
        QCOMPARE(error.kind, ErrorKind::Io);
        QVERIFY(QString::fromStdString(error.message).contains(u"such.csv"_s));
    }

    void aFrozenChartStandsStillAndCatchesUpAfterwards()
    {
        ChartCourse course;
        course.run(50);
        Shown<ThroughputChart> throughput(course);
        const TimePoint before = throughput.chart.data().times.back();
        throughput.chart.setFrozen(true);
        course.run(20);
        throughput.feed(course);
        QCOMPARE(throughput.chart.data().times.back(), before);
        throughput.chart.setFrozen(false);
        throughput.feed(course);
        QCOMPARE(throughput.chart.data().times.back(), before + 2s);
    }

    void theKeysMoveTheCrosshairFromSampleToSample()
    {
        ChartCourse course;
        course.run(50);
        Shown<LoadChart> load(course);
        QSignalSpy moved(&load.chart, &ChartFrame::crosshairMoved);
        const std::vector<TimePoint> &times = load.chart.data().times;
        QTest::keyClick(load.view(), Qt::Key_Home);
        QCOMPARE(moved.last()[0].value<std::optional<TimePoint>>(), times.front());
        QTest::keyClick(load.view(), Qt::Key_Right);
        QCOMPARE(moved.last()[0].value<std::optional<TimePoint>>(), times[1]);
        QTest::keyClick(load.view(), Qt::Key_End);
        QCOMPARE(moved.last()[0].value<std::optional<TimePoint>>(), times.back());
        QTest::keyClick(load.view(), Qt::Key_Escape);
        QCOMPARE(moved.last()[0].value<std::optional<TimePoint>>(), std::nullopt);
    }

    void aRemovedPoolStaysInThePastAndTheOthersKeepTheirColours()
    {
        ChartCourse course(3);
        course.run(200);
        Shown<LoadChart> load(course);
        course.removePool(2);
        course.run(200);
        load.feed(course);
        const ChartColumn &removed = load.column(u"in use pool-2");
        QVERIFY(removed.largest() > 0);
        QVERIFY(std::isnan(removed.last()) || removed.last() == 0);
        const QImage image = load.chart.grab().toImage();
        for (const quint32 pool : {1u, 2u, 3u})
            QVERIFY(pixelsOf(image, poolColour(PoolId(pool), load.chart.palette())) > 100);
        QVERIFY(poolColour(PoolId(1), {}) != poolColour(PoolId(2), {}));
    }

    void aMissingStretchIsAGapAndNotALine()
    {
        ChartCourse course;
        course.run(50);
        course.tick(6s);
        course.run(50);
        const Shown<LoadChart> load(course);
        using Gaps = std::vector<std::pair<std::size_t, std::size_t>>;
        QCOMPARE(gapsOf(load.chart.data()), (Gaps{{49, 50}}));
    }

    void withoutAServerTheChartSaysWhatWillBeThere()
    {
        Shown<LoadChart> load{ChartCourse(1)};
        QVERIFY(load.chart.data().isEmpty());
        QVERIFY(!load.chart.accessibleDescription().isEmpty() || !load.view()->accessibleDescription().isEmpty());
    }

    void aHundredPoolsAreDrawnToo()
    {
        ChartCourse course(100, 3);
        course.server.limits.maxConnections = 400;
        course.run(100);
        Shown<LoadChart> load(course);
        QCOMPARE(load.column(u"committed").last(), 300);
        QVERIFY(!load.chart.grab().isNull());
    }
};

QTEST_MAIN(TestChartsHistory)
#include "tst_charts_history.moc"
