// SPDX-License-Identifier: GPL-3.0-or-later
// On a screen that is smaller than the window needs nothing is cut off: it scrolls.
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"
#include "ui/controls/pagescroller.h"

#include <QScrollBar>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestSmallScreen : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init() { TestSurroundings::failOnWarning(); }

    // 1280 × 800 pixels at a scale of 2.
    void theWindowFitsAScreenOf640By400()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(5, 2));
        fixture.window.resize(640, 400);
        QCOMPARE(fixture.window.size(), QSize(640, 400));
    }

    void eachPageScrollsToAllThatItHolds_data()
    {
        QTest::addColumn<int>("page");
        for (const int page : {1, 2, 3, 4, 5})
            QTest::addRow("page %d", page) << page;
    }

    void eachPageScrollsToAllThatItHolds()
    {
        QFETCH(const int, page);
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(5, 2));
        fixture.window.resize(640, 400);
        fixture.trigger(qPrintable(u"page%1"_s.arg(page)));
        const auto scrollers = fixture.window.findChildren<PageScroller *>();
        QVERIFY(scrollers.size() >= 7);
        for (const PageScroller *scroller : scrollers) {
            if (!scroller->isVisible())
                continue;
            const QSize needed = scroller->widget()->minimumSizeHint();
            EVENTUALLY(scroller->widget()->width() >= needed.width() && scroller->widget()->height() >= needed.height());
            EVENTUALLY_EQUAL(scroller->horizontalScrollBar()->isVisible(), scroller->widget()->width() > scroller->viewport()->width());
            EVENTUALLY_EQUAL(scroller->verticalScrollBar()->isVisible(), scroller->widget()->height() > scroller->viewport()->height());
        }
    }

    void onAnUsualScreenNoPageScrolls()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(5, 2));
        for (int page = 1; page <= 5; ++page) {
            fixture.trigger(qPrintable(u"page%1"_s.arg(page)));
            for (const PageScroller *scroller : fixture.window.findChildren<PageScroller *>()) {
                EVENTUALLY2(!scroller->horizontalScrollBar()->isVisible() && !scroller->verticalScrollBar()->isVisible(),
                            qPrintable(u"page %1, %2: %3"_s.arg(page)
                                           .arg(scroller->widget()->objectName())
                                           .arg(scroller->widget()->minimumSizeHint().height())));
            }
        }
    }
};

QTEST_MAIN(TestSmallScreen)
#include "tst_smallscreen.moc"
