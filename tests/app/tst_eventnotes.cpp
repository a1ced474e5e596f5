// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/eventnotes.h"

#include <QTest>

using namespace poolwart;

namespace {

Event failure(EventKind kind, const char *pool, std::string detail)
{
    return {.kind = kind, .severity = Severity::Error, .poolName = pool, .detail = std::move(detail)};
}

} // namespace

class TestEventNotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFloodOfOneKindHidesNoOther()
    {
        EventNotes notes;
        for (int i = 0; i < 1'000; ++i)
            notes.isToldNow(failure(EventKind::SlotLost, "pool-1", "terminating connection due to administrator command"));
        QVERIFY(notes.isToldNow(failure(EventKind::SlotOpenFailed, "pool-1", "sorry, too many clients already")));
        QVERIFY(notes.isToldNow(failure(EventKind::SlotOpenFailed, "pool-1", "remaining connection slots are reserved")));
    }

    void aKindIsToldOncePerPoolAndTheRestIsCountedWithItsLast()
    {
        EventNotes notes;
        QVERIFY(notes.isToldNow(failure(EventKind::AcquireTimedOut, "pool-1", "12 in use, 3 waiting")));
        QVERIFY(!notes.isToldNow(failure(EventKind::AcquireTimedOut, "pool-1", "12 in use, 44 waiting")));
        QVERIFY(notes.isToldNow(failure(EventKind::AcquireTimedOut, "pool-2", "12 in use, 5 waiting")));
        Event folded = failure(EventKind::AcquireTimedOut, "pool-2", "12 in use, 6 waiting");
        folded.repeated = 10;
        QVERIFY(!notes.isToldNow(folded));
        const auto rest = notes.rest();
        QCOMPARE(rest.size(), std::size_t(1));
        QCOMPARE(rest.front().count, std::uint64_t(12));
        QCOMPARE(rest.front().last.detail, folded.detail);
    }

    void whatWasToldWholeIsNotToldAgain()
    {
        EventNotes notes;
        QVERIFY(notes.isToldNow(failure(EventKind::Warning, "", "The clock was set.")));
        QVERIFY(notes.rest().empty());
    }

    void informationIsNeverTold()
    {
        EventNotes notes;
        Event event = failure(EventKind::SlotOpened, "pool-1", {});
        event.severity = Severity::Info;
        QVERIFY(!notes.isToldNow(event));
        QVERIFY(notes.rest().empty());
    }

    void theLinesAreBoundedHoweverManyTextsThereAre()
    {
        EventNotes notes;
        int lines = 0;
        for (int i = 0; i < 10'000; ++i) {
            const std::string text(static_cast<std::size_t>(i % 500), 'a'); // 500 kinds of text
            lines += notes.isToldNow(failure(EventKind::StatementFailed, i % 2 == 0 ? "pool-1" : "pool-2", text)) ? 1 : 0;
        }
        const auto rest = notes.rest();
        QVERIFY2(lines + static_cast<int>(rest.size()) <= 30, qPrintable(QString::number(lines)));
        std::uint64_t told = static_cast<std::uint64_t>(lines);
        for (const EventNotes::Rest &one : rest)
            told += one.count;
        QCOMPARE(told, std::uint64_t(10'000));
    }
};

QTEST_GUILESS_MAIN(TestEventNotes)
#include "tst_eventnotes.moc"
