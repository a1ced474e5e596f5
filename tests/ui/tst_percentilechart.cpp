// SPDX-License-Identifier: GPL-3.0-or-later
// The curve of percentiles says which time and how many requests it is of.
#include "tests/ui/surroundings.h"
#include "ui/charts/charts/percentilechart.h"

#include <QLabel>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

SecondFigures second(int number, int requests, TimePoint measuredSince)
{
    SecondFigures figures;
    figures.from = TimePoint((number - 1) * 1s);
    figures.to = TimePoint(number * 1s);
    figures.measuredSince = measuredSince;
    for (int i = 0; i < requests; ++i) {
        figures.response.record(2ms);
        figures.service.record(1ms);
    }
    return figures;
}

} // namespace

class TestPercentileChart : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void theCurveNamesItsTimeAndBeginsAnewWithTheFigures()
    {
        PercentileChart chart(nullptr);
        chart.setOrigin(std::chrono::system_clock::time_point(std::chrono::hours(24 * 365 * 50))); // some midnight UTC
        const auto *load = chart.findChild<QLabel *>(u"chartLoad"_s);
        QCOMPARE(load->text(), QString());
        History history;
        history.add(second(1, 0, {}));
        history.add(second(2, 700, {}));
        history.add(second(3, 500, {}));
        chart.refresh({}, history);
        QVERIFY2(load->text().contains(u"00:01 to "_s) && load->text().endsWith(u":00:03, 2 s, 1,200 requests"_s),
                 qPrintable(load->text()));
        history.add(second(9, 5, TimePoint(8s))); // a reset, or another workload
        chart.refresh({}, history);
        QVERIFY2(load->text().endsWith(u":00:09, 1 s, 5 requests"_s), qPrintable(load->text()));
    }
};

QTEST_MAIN(TestPercentileChart)
#include "tst_percentilechart.moc"
