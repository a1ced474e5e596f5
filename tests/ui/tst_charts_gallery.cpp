// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chartcourse.h"
#include "tests/ui/surroundings.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/levelmeter.h"
#include "ui/charts/loadchart.h"
#include "ui/charts/throughputchart.h"

#include <QDir>
#include <QPainter>
#include <QVBoxLayout>
#include <QtTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto origin = std::chrono::system_clock::time_point(1'785'000'000s);

QPalette lightPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0xf3f4f6));
    palette.setColor(QPalette::Base, QColor(0xffffff));
    palette.setColor(QPalette::Text, QColor(0x1c2127));
    palette.setColor(QPalette::WindowText, QColor(0x1c2127));
    palette.setColor(QPalette::Highlight, QColor(0x2563a8));
    palette.setColor(QPalette::Link, QColor(0x1f5fa8));
    return palette;
}

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x23272d));
    palette.setColor(QPalette::Base, QColor(0x1b1e23));
    palette.setColor(QPalette::AlternateBase, QColor(0x20242a));
    palette.setColor(QPalette::Button, QColor(0x30353d));
    palette.setColor(QPalette::ButtonText, QColor(0xe4e7eb));
    palette.setColor(QPalette::Text, QColor(0xe4e7eb));
    palette.setColor(QPalette::WindowText, QColor(0xe4e7eb));
    palette.setColor(QPalette::Highlight, QColor(0x2f6fb7));
    palette.setColor(QPalette::Link, QColor(0x7ab3ee));
    return palette;
}

// The charts as the window arranges them.
struct Gallery : QWidget
{
    LevelMeter *meter = new LevelMeter(nullptr);
    LoadChart *load = new LoadChart(nullptr);
    ThroughputChart *throughput = new ThroughputChart(nullptr);
    LatencyChart *latency = new LatencyChart(nullptr);

    Gallery()
    {
        auto *column = new QVBoxLayout(this);
        column->addWidget(meter);
        column->addWidget(load, 3);
        column->addWidget(throughput, 2);
        column->addWidget(latency, 2);
        setAutoFillBackground(true);
    }

    void refresh(const ChartCourse &course)
    {
        meter->refresh(course.snapshot, course.server);
        for (ChartFrame *chart : std::initializer_list<ChartFrame *>{load, throughput, latency}) {
            chart->setOrigin(origin);
            chart->refresh(course.snapshot, course.history);
        }
    }
};

} // namespace

// Draws all charts in the states that they must look well in. With POOLWART_GALLERY=folder they are saved as pictures.
class TestChartsGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void everyStateIsDrawn_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("isDark");
        for (const char *state : {"usual", "hundred", "one", "empty", "gap", "crosshair", "table", "narrow", "flat", "log", "frozen"}) {
            QTest::addRow("%s, light", state) << QString::fromLatin1(state) << false;
            QTest::addRow("%s, dark", state) << QString::fromLatin1(state) << true;
        }
    }
    void everyStateIsDrawn()
    {
        QFETCH(QString, state);
        QFETCH(bool, isDark);
        Gallery gallery;
        gallery.setPalette(isDark ? darkPalette() : lightPalette());
        gallery.resize(state == u"narrow" ? QSize(420, 620) : QSize(1000, 860));
        gallery.show();
        gallery.refresh(courseOf(state));
        arrange(gallery, state);
        const QImage image = gallery.grab().toImage();
        QVERIFY(!image.isNull());
        save(image, u"%1-%2"_s.arg(state, isDark ? u"dark"_s : u"light"_s));
        if (state == u"usual" || state == u"hundred")
            save(gallery.load->image(), u"%1-%2-png"_s.arg(state, isDark ? u"dark"_s : u"light"_s));
    }

private:
    static ChartCourse courseOf(const QString &state)
    {
        if (state == u"empty")
            return ChartCourse(5);
        ChartCourse course = state == u"hundred" ? ChartCourse(100, 3) : state == u"one" ? ChartCourse(1, 60) : ChartCourse(5);
        if (state == u"hundred")
            course.server.limits.maxConnections = 400;
        if (state == u"flat")
            course.server.limits.maxConnections = 1000;
        course.run(300);
        if (state == u"gap") {
            course.tick(6s);
            course.removePool(2);
            course.addPool(6, 12);
        }
        course.isFailing = state == u"one" || state == u"usual";
        course.run(40);
        course.isFailing = false;
        course.run(260);
        return course;
    }

    static void arrange(Gallery &gallery, const QString &state)
    {
        if (state == u"crosshair" || state == u"hundred") {
            const auto moment = gallery.load->data().times[state == u"hundred" ? 120 : 420];
            gallery.load->setCrosshair(moment);
            gallery.throughput->setCrosshair(moment);
            gallery.latency->setCrosshair(moment);
        }
        gallery.latency->setLogarithmic(state == u"log");
        for (ChartFrame *chart : std::initializer_list<ChartFrame *>{gallery.load, gallery.throughput, gallery.latency}) {
            chart->setTableShown(state == u"table");
            chart->setFrozen(state == u"frozen");
        }
    }

    static void save(const QImage &image, const QString &name)
    {
        const QString folder = qEnvironmentVariable("POOLWART_GALLERY");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        QVERIFY(image.save(folder + u'/' + name + u".png"_s));
    }
};

QTEST_MAIN(TestChartsGallery)
#include "tst_charts_gallery.moc"
