// SPDX-License-Identifier: GPL-3.0-or-later
// The slider of the migration share in the real window, moved by the mouse and by keys.
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"

#include <QSlider>
#include <QStyleOptionSlider>
#include <QUndoStack>

#include <memory>
#include <set>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct SliderFixture : WindowFixture
{
    std::vector<std::string> routings; // the lines of the log about it

    explicit SliderFixture(const Target &target)
    {
        QObject::connect(&session, &Session::eventsArrived, &window, [this](const std::vector<Event> &events) {
            for (const Event &event : events) {
                if (event.detail.starts_with("The policy is now"))
                    routings.push_back(event.detail);
            }
        });
        connectTo(target, uniformPlan(2, 2));
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window, hangMs);
    }

    QSlider *slider() const { return find<QWidget>("barMigration")->findChild<QSlider *>(); }

    // Where the handle stands, by the style that draws it.
    QPoint handle() const
    {
        QStyleOptionSlider option;
        option.initFrom(slider());
        option.orientation = Qt::Horizontal;
        option.minimum = slider()->minimum();
        option.maximum = slider()->maximum();
        option.sliderPosition = slider()->sliderPosition();
        option.sliderValue = slider()->value();
        return slider()->style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider()).center();
    }

    // The shares that held on the way.
    std::vector<int> drag(int steps, int pixels)
    {
        std::vector<int> shares;
        QPoint at = handle();
        QTest::mousePress(slider(), Qt::LeftButton, {}, at);
        for (int step = 0; step < steps; ++step) {
            at.rx() += pixels;
            QTest::mouseMove(slider(), at);
            shares.push_back(session.plan().migrationShare);
        }
        QTest::mouseRelease(slider(), Qt::LeftButton, {}, at);
        return shares;
    }

    int undoSteps() { return session.undoStack()->count(); }
};

} // namespace

class TestMigration : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init() { TestSurroundings::failOnWarning(); }

    void aDragHoldsAtEachTickAndIsOneStepAndOneLine()
    {
        SliderFixture fixture(m_server->target());
        const std::vector<int> shares = fixture.drag(6, -8);
        QVERIFY2(std::set<int>(shares.begin(), shares.end()).size() >= 5, "The plan did not follow the slider");
        const int share = fixture.session.plan().migrationShare;
        QCOMPARE(share, shares.back());
        QCOMPARE(fixture.undoSteps(), 1);
        EVENTUALLY(!fixture.routings.empty()); // those of the ticks would stand before it
        QCOMPARE(fixture.routings,
                 std::vector<std::string>{"The policy is now round-robin, the migration share " + std::to_string(share) + " %."});

        QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.session.plan().migrationShare, 100);
        EVENTUALLY_EQUAL(fixture.routings.size(), std::size_t(2));
        QCOMPARE(fixture.routings.back(), std::string("The policy is now round-robin, the migration share 100 %."));
    }

    void twoDragsAreTwoSteps()
    {
        SliderFixture fixture(m_server->target());
        fixture.drag(3, -8);
        const int share = fixture.session.plan().migrationShare;
        fixture.drag(3, -8);
        QCOMPARE(fixture.undoSteps(), 2);
        QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.session.plan().migrationShare, share);
    }

    void aDragThatEndsWhereItBeganIsNoStep()
    {
        SliderFixture fixture(m_server->target());
        const QPoint at = fixture.handle();
        QTest::mousePress(fixture.slider(), Qt::LeftButton, {}, at);
        QTest::mouseMove(fixture.slider(), at - QPoint(20, 0));
        QVERIFY(fixture.session.plan().migrationShare < 100);
        QTest::mouseMove(fixture.slider(), at);
        QTest::mouseRelease(fixture.slider(), Qt::LeftButton, {}, at);
        QCOMPARE(fixture.session.plan().migrationShare, 100);
        QCOMPARE(fixture.undoSteps(), 0);
    }

    void stepsOfTheKeyboardBecomeOneUntilSomethingElseIsEdited()
    {
        SliderFixture fixture(m_server->target());
        fixture.slider()->setFocus();
        QTest::keyClick(fixture.slider(), Qt::Key_PageDown);
        QTest::keyClick(fixture.slider(), Qt::Key_PageDown);
        QCOMPARE(fixture.session.plan().migrationShare, 80);
        QCOMPARE(fixture.undoSteps(), 1);
        Plan plan = fixture.session.plan();
        plan.pools.front().slots = 3;
        QVERIFY(fixture.session.edit(plan, u"slots"_s).ok());
        QTest::keyClick(fixture.slider(), Qt::Key_PageDown);
        QCOMPARE(fixture.undoSteps(), 3);
        QVERIFY(fixture.session.undo().ok());
        QCOMPARE(fixture.session.plan().migrationShare, 80);
        QCOMPARE(fixture.session.plan().pools.front().slots, 3);
    }
};

QTEST_MAIN(TestMigration)
#include "tst_migration.moc"
