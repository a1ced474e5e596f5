// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's controls say of the arrivals is what the session has, and each chart says it too.
#include "model/tables/format.h"
#include "tests/ui/windowfixture.h"
#include "ui/charts/charts/latencychart.h"
#include "ui/charts/charts/runcoursechart.h"
#include "ui/controls/rateshapeview.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestArrivals : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;

    static Arrivals arrivals(const WindowFixture &fixture) { return fixture.session.traffic().arrivals; }

    static void choose(QComboBox *combo, int index)
    {
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index); // as a click does
    }

    static void type(QDoubleSpinBox *box, const QString &text)
    {
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void eachShapeIsSetByItsFiguresAndDrawn()
    {
        WindowFixture fixture;
        QWidget *page = fixture.find<QWidget>("trafficPage");
        auto *mode = page->findChild<QComboBox *>(u"arrivalsMode"_s);
        auto *shape = fixture.find<QComboBox>("rateShape");
        QDoubleSpinBox *figures[] = {fixture.find<QDoubleSpinBox>("shapeFigure0"), fixture.find<QDoubleSpinBox>("shapeFigure1"),
                                     fixture.find<QDoubleSpinBox>("shapeFigure2")};
        choose(mode, 1); // an even rate of 1,000

        choose(shape, 1);
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{.poisson = false, .shape = RateRamp{.toPerSecond = 2'000}}));
        type(figures[0], u"5000"_s);
        type(figures[1], u"1.5"_s);
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{.poisson = false, .shape = RateRamp{.toPerSecond = 5'000, .over = 1500ms}}));
        QVERIFY(figures[2]->isHidden());

        choose(shape, 2);
        type(figures[0], u"-100"_s);
        type(figures[2], u"7"_s);
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{.poisson = false, .shape = RateSteps{.increment = -100, .count = 7}}));

        choose(shape, 3);
        type(figures[2], u"0.2"_s);
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{.poisson = false, .shape = RateBursts{.peakPerSecond = 5'000, .length = 200ms}}));
        auto *view = fixture.find<RateShapeView>("rateShapeView");
        QCOMPARE(view->accessibleName(), arrivalsName(arrivals(fixture)));
        QVERIFY(!view->isHidden());

        choose(mode, 2); // the shape stays with its spacing
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{.shape = RateBursts{.peakPerSecond = 5'000, .length = 200ms}}));
        choose(shape, 0);
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{}));
        QVERIFY(figures[0]->isHidden());
    }

    void aShapeThatCannotBeIsRefusedAndTheOldOneShownAgain()
    {
        WindowFixture fixture;
        QVERIFY(fixture.session
                    .setTraffic({.arrivals = OpenLoop{.ratePerSecond = 100, .shape = RateBursts{}}, .workload = soleWorkload("SELECT 1")})
                    .ok());
        auto *length = fixture.find<QDoubleSpinBox>("shapeFigure2");
        type(length, u"10"_s); // as long as the period
        QCOMPARE(length->value(), 1.0);
        QCOMPARE(arrivals(fixture), Arrivals(OpenLoop{.ratePerSecond = 100, .shape = RateBursts{}}));
    }

    void clientsThinkAlwaysTheSameOrExponentially()
    {
        WindowFixture fixture;
        auto *thinking = fixture.find<QComboBox>("thinking");
        QVERIFY(!thinking->isHidden());
        QVERIFY(fixture.find<QComboBox>("rateShape")->isHidden());
        auto closed = std::get<ClosedLoop>(arrivals(fixture));
        choose(thinking, 1);
        closed.thinksExponentially = true;
        QCOMPARE(arrivals(fixture), Arrivals(closed));
    }

    void eachChartSaysWhatDrivesTheTraffic()
    {
        WindowFixture fixture;
        for (const Arrivals &next : {Arrivals(OpenLoop{.ratePerSecond = 250}), Arrivals(ClosedLoop{.clients = 7})}) {
            QVERIFY(fixture.session.setTraffic({.arrivals = next, .workload = soleWorkload("SELECT 1")}).ok());
            const auto labels = fixture.window.findChildren<QLabel *>(u"chartLoad"_s);
            QVERIFY(labels.size() >= 3);
            for (const QLabel *label : labels) {
                if (!qobject_cast<RunCourseChart *>(label->parentWidget())) // of recorded runs
                    QCOMPARE(label->text(), arrivalsName(next));
            }
        }
    }
};

QTEST_MAIN(TestArrivals)
#include "tst_arrivals.moc"
