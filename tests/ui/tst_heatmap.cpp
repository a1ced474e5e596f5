// SPDX-License-Identifier: GPL-3.0-or-later
// The heat map counts what was measured, in colours that everybody can put in order, and reads it out to mouse and keys.
#include "tests/support/eventually.h"
#include "tests/ui/chartcourse.h"
#include "tests/ui/surroundings.h"
#include "ui/charts/charts/heatmapchart.h"
#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/charttablemodel.h"
#include "ui/charts/framework/chartview.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QClipboard>
#include <QTableView>

#include <algorithm>
#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Seconds of a run: so many requests of 2 ms, and one of 900 ms; the server's part is half.
SecondFigures second(int number, int requests)
{
    SecondFigures figures;
    figures.from = TimePoint((number - 1) * 1s);
    figures.to = TimePoint(number * 1s);
    for (int i = 0; i < requests; ++i) {
        figures.response.record(2ms);
        figures.service.record(1ms);
    }
    if (requests > 0) {
        figures.response.record(900ms);
        figures.service.record(450ms);
    }
    return figures;
}

struct Shown
{
    HeatMapChart chart{nullptr};
    Snapshot snapshot;
    History history;

    Shown()
    {
        chart.setOrigin(std::chrono::system_clock::time_point(1'785'000'000s));
        chart.resize(900, 420);
        chart.show();
    }

    void add(const SecondFigures &figures)
    {
        history.add(figures);
        ++snapshot.sequence;
        snapshot.at = figures.to;
        chart.refresh(snapshot, history);
    }

    ChartView *view() { return chart.findChild<ChartView *>(); }
    const ChartReadout &readout() { return *view()->decor().readout; }
    const ChartColumn &columnOf(double value) const
    {
        return *std::ranges::find_if(chart.data().columns, [=](const ChartColumn &column) { return value <= column.band->to; });
    }
    // Where a moment and a time that a request took are in the picture.
    QPoint placeOf(double seconds, double value)
    {
        const ChartGeometry geometry = view()->geometryOfPlot();
        return {int(std::lround(geometry.x(seconds))), int(std::lround(geometry.y(value)))};
    }
};

// With blanks that may break.
QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ');
}

class PaintCounter : public QObject
{
public:
    explicit PaintCounter(QWidget *watched) { watched->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
    int count = 0;
};

double luminance(const QColor &colour)
{
    const auto linear = [](float part) { return part <= 0.04045F ? part / 12.92F : std::pow((part + 0.055F) / 1.055F, 2.4F); };
    return 0.2126 * double(linear(colour.redF())) + 0.7152 * double(linear(colour.greenF())) + 0.0722 * double(linear(colour.blueF()));
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first / second, second / first);
}

} // namespace

class TestHeatMap : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }
    void cleanup() { applyTheme(Theme::Light); }

    void eachSecondIsAColumnOfCountsByTime()
    {
        Shown map;
        map.add(second(1, 40));
        map.add(second(2, 0));
        map.add(second(3, 7));
        QCOMPARE(map.columnOf(2).values, (std::vector<double>{40, 0, 7}));
        QCOMPARE(map.columnOf(900).values, (std::vector<double>{1, 0, 1}));
        QCOMPARE(map.chart.data().columns.front().band->from, 1.0);
        QVERIFY(std::abs(map.chart.data().columns.back().band->to - 1000) < 1e-6);
        QCOMPARE(map.chart.data().columns.size(), std::size_t(3 * bandsPerDecade));
        QCOMPARE(map.view()->decor().cells.size(), 4u); // nothing is drawn for none
    }

    void onlyTheLastMinuteIsShown()
    {
        Shown map;
        for (int number = 1; number <= 90; ++number)
            map.add(second(number, 5));
        QCOMPARE(map.chart.data().size(), 60u);
        QCOMPARE(map.chart.data().times.front(), TimePoint(31s));
    }

    void longerSpansHaveMergedColumns()
    {
        Shown map;
        for (int number = 1; number <= 90; ++number)
            map.add(second(number, 5));
        map.chart.setSpan(HistorySpan::TenMinutes);
        map.add(second(91, 5));
        QCOMPARE(map.chart.data().size(), 31u); // thirty of three seconds, and one that has begun
        QCOMPARE(map.columnOf(2).values.front(), 15.0);
        QCOMPARE(map.columnOf(2).last(), 5.0);
        QCOMPARE(map.view()->decor().along.from, -600.0);
        QTest::keyClick(map.view(), Qt::Key_Home);
        QCOMPARE(plain(map.readout().heading.section(u" · "_s, 1)), u"over 3 s"_s);
    }

    // Ten refreshes a second come for one new column.
    void betweenSecondsThePictureStands()
    {
        Shown map;
        map.add(second(1, 5));
        QVERIFY(QTest::qWaitForWindowExposed(&map.chart, hangMs));
        QCoreApplication::processEvents();
        PaintCounter paints(map.view()->viewport());
        ++map.snapshot.sequence;
        map.chart.refresh(map.snapshot, map.history);
        QCoreApplication::processEvents();
        QCOMPARE(paints.count, 0);
        map.add(second(2, 5));
        EVENTUALLY_EQUAL(paints.count, 1);
    }

    void serviceTimesAreSeenInstead()
    {
        Shown map;
        map.add(second(1, 40));
        auto *service = map.chart.findChild<QAction *>(u"heatMapOfService"_s);
        service->trigger();
        map.add(second(2, 40));
        QVERIFY(service->isChecked());
        QVERIFY(!map.chart.findChild<QAction *>(u"heatMapOfResponse"_s)->isChecked());
        QCOMPARE(map.chart.title(), u"Distribution of service times"_s);
        QCOMPARE(map.columnOf(450).values, (std::vector<double>{1, 1}));
        QCOMPARE(map.columnOf(1).values, (std::vector<double>{40, 40}));
        QVERIFY(map.chart.csv().contains("service up to 1000 ms [requests]"));
    }

    void whatIsPaintedIsTheColourOfTheCount()
    {
        Shown map;
        for (int number = 1; number <= 60; ++number)
            map.add(second(number, number == 60 ? 0 : 350));
        const QImage image = map.view()->viewport()->grab().toImage();
        const HeatScale &scale = map.chart.scale();
        QCOMPARE(scale.levels(), (std::vector<double>{1, 3, 10, 30, 100, 300}));
        QCOMPARE(image.pixelColor(map.placeOf(-30.5, 1.9)), scale.colour(5, map.chart.palette()));
        QCOMPARE(image.pixelColor(map.placeOf(-30.5, 850)), scale.colour(0, map.chart.palette()));
        const QColor nothing = image.pixelColor(map.placeOf(-30.5, 40));
        QVERIFY(nothing != scale.colour(0, map.chart.palette()));
        QCOMPARE(image.pixelColor(map.placeOf(-0.5, 1.9)), nothing);
    }

    void theLegendNamesTheCountFromWhichEachColourStands()
    {
        Shown map;
        map.add(second(1, 35));
        QStringList names;
        for (const ChartKey &key : map.view()->decor().legend)
            names << key.name;
        QCOMPARE(names, (QStringList{u"requests, from"_s, u"1"_s, u"3"_s, u"10"_s, u"30"_s}));
        QCOMPARE(map.view()->decor().legend[4].colour, map.chart.scale().colour(3, map.chart.palette()));
    }

    // Lightness alone tells the levels apart: what no kind of colour blindness takes away, nor a grey print.
    void theColoursAreInOrderOfLightness_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<double>("largest");
        for (const bool isDark : {false, true}) {
            for (const double largest : {9.0, 500.0, 20'000.0, 4e6})
                QTest::addRow("%s, up to %g", isDark ? "dark" : "light", largest) << isDark << largest;
        }
    }

    void theColoursAreInOrderOfLightness()
    {
        QFETCH(const bool, isDark);
        QFETCH(const double, largest);
        applyTheme(isDark ? Theme::Dark : Theme::Light);
        const QPalette palette = QApplication::palette();
        QCOMPARE(isDarkPalette(palette), isDark);
        const HeatScale scale(largest);
        QVERIFY(scale.levels().size() <= 9);
        QColor before = palette.color(QPalette::Base);
        for (std::size_t level = 0; level < scale.levels().size(); ++level) {
            const QColor colour = scale.colour(level, palette);
            QVERIFY2(contrast(colour, before) > 1.15, qPrintable(u"level %1: %2 beside %3"_s.arg(level).arg(colour.name(), before.name())));
            QVERIFY(isDark ? luminance(colour) > luminance(before) : luminance(colour) < luminance(before));
            before = colour;
        }
    }

    void theScaleStandsStillWhileCountsVaryALittle()
    {
        const HeatScale scale(500);
        QCOMPARE(HeatScale(999, scale), scale);
        QCOMPARE(HeatScale(150, scale), scale);
        QVERIFY(HeatScale(1'000, scale) != scale);
        QVERIFY(HeatScale(90, scale) != scale);
        QCOMPARE(HeatScale(500).levelOf(299), 4u);
        QCOMPARE(HeatScale(500).levelOf(300), 5u);
    }

    void theMouseReadsOutAFieldWithItsShare()
    {
        Shown map;
        for (int number = 1; number <= 10; ++number)
            map.add(second(number, 3 * number));
        QVERIFY(QTest::qWaitForWindowExposed(&map.chart, hangMs));
        QTest::mouseMove(map.view()->viewport(), map.placeOf(-9.5, 300));
        QTest::mouseMove(map.view()->viewport(), map.placeOf(-4.5, 1.9)); // the sixth second
        EVENTUALLY(map.view()->decor().readout.has_value());
        const ChartReadout &readout = map.readout();
        QCOMPARE(readout.rows.size(), 3u);
        QCOMPARE(plain(readout.rows[0].key.name), u"1.78 ms – 2.37 ms"_s);
        QCOMPARE(readout.rows[0].value, u"18 (94.7 %)"_s);
        QCOMPARE(readout.rows[1].value, u"1 (5.26 %)"_s);
        QCOMPARE(readout.rows[2].value, u"19"_s);
        QVERIFY(readout.cell && readout.cell->from < 2 && readout.cell->to > 2);
    }

    void theKeysGoFromFieldToFieldAndSayIt()
    {
        Shown map;
        for (int number = 1; number <= 10; ++number)
            map.add(second(number, 3 * number));
        QTest::keyClick(map.view(), Qt::Key_Up); // the slowest of the newest second
        QCOMPARE(map.readout().rows[0].value, u"1 (3.23 %)"_s);
        QTest::keyClick(map.view(), Qt::Key_Left);
        QCOMPARE(map.readout().rows[0].value, u"1 (3.57 %)"_s);
        QTest::keyClick(map.view(), Qt::Key_Down);
        QCOMPARE(map.readout().rows[0].value, u"0 (0 %)"_s);
        QCOMPARE(map.readout().rows[1].value, u"1 (3.57 %)"_s);
        QVERIFY2(map.view()->accessibleDescription().contains(u"slower 1 (3.57 %)"_s), qPrintable(map.view()->accessibleDescription()));
        QTest::keyClick(map.view(), Qt::Key_Escape);
        QVERIFY(!map.view()->decor().readout);
    }

    void tableAndFilesHaveTheSameCounts()
    {
        Shown map;
        map.add(second(1, 40));
        map.add(second(2, 7));
        map.chart.setTableShown(true);
        const QAbstractItemModel *model = map.chart.findChild<QTableView *>()->model();
        const auto column = int(&map.columnOf(2) - map.chart.data().columns.data()) + 1;
        QCOMPARE(model->index(0, column).data(ChartTableModel::ValueRole).toDouble(), 7.0);
        QCOMPARE(model->index(1, column).data(ChartTableModel::ValueRole).toDouble(), 40.0);
        QCOMPARE(plain(model->headerData(column, Qt::Horizontal).toString()), u"1.78 ms – 2.37 ms\nrequests"_s);
        map.chart.copyCsv();
        const QList<QByteArray> lines = QGuiApplication::clipboard()->text().toUtf8().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[2].split(',')[column + 1], "7");
        QVERIFY(!map.chart.image().isNull());
    }

    void withoutRequestsItSaysWhatWillBeThere()
    {
        Shown map;
        map.add(second(1, 0));
        QVERIFY(map.chart.data().isEmpty());
        QCOMPARE(map.view()->decor().emptyText, u"The distribution of response times appears here while traffic runs."_s);
    }

    void theExtremesHaveARowEach()
    {
        Shown map;
        SecondFigures figures = second(1, 0);
        figures.response.record(3us);
        figures.response.record(20min);
        map.add(figures);
        QCOMPARE(plain(map.chart.data().columns.front().name), u"up to 10.0 µs"_s);
        QCOMPARE(plain(map.chart.data().columns.back().name), u"over 100 s"_s);
        QCOMPARE(map.chart.data().columns.front().values, std::vector<double>{1});
        QCOMPARE(map.chart.data().columns.back().values, std::vector<double>{1});
    }
};

QTEST_MAIN(TestHeatMap)
#include "tst_heatmap.moc"
