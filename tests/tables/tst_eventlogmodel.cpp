// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/eventfiltermodel.h"
#include "model/tables/eventlogmodel.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

Event notice(const std::string &detail, int pool = 0, Severity severity = Severity::Info)
{
    Event event;
    event.kind = EventKind::Notice;
    event.severity = severity;
    event.detail = detail;
    if (pool > 0) {
        event.pool = PoolId(static_cast<std::uint32_t>(pool));
        event.poolName = "pool-" + std::to_string(pool);
    }
    return event;
}

std::vector<Event> numbered(int first, int last)
{
    std::vector<Event> events;
    for (int number = first; number <= last; ++number)
        events.push_back(notice(std::to_string(number)));
    return events;
}

QStringList shownIn(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines << model.index(row, static_cast<int>(EventColumn::What)).data().toString();
    return lines;
}

} // namespace

class TestEventLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theOldestEventsGoWhenTheLogIsFull()
    {
        EventLogModel log(nullptr, 5);
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.append(numbered(1, 3));
        log.append(numbered(4, 7));
        QCOMPARE(shownIn(log), (QStringList{u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"7"_s}));
        log.append(numbered(8, 20));
        QCOMPARE(shownIn(log), (QStringList{u"16"_s, u"17"_s, u"18"_s, u"19"_s, u"20"_s}));
    }

    void aFrozenLogCatchesUpInOrderAndInBounds()
    {
        EventLogModel log(nullptr, 5);
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.append(numbered(1, 2));
        log.setFrozen(true);
        log.append(numbered(3, 4));
        QCOMPARE(shownIn(log), (QStringList{u"1"_s, u"2"_s}));
        log.setFrozen(false);
        QCOMPARE(shownIn(log), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
        log.setFrozen(true);
        log.append(numbered(5, 30));
        log.setFrozen(false);
        QCOMPARE(shownIn(log), (QStringList{u"26"_s, u"27"_s, u"28"_s, u"29"_s, u"30"_s}));
    }

    void theFilterTakesWordsPoolAndSeverityTogether()
    {
        EventLogModel log;
        EventFilterModel filter;
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&log);
        log.append({notice("server restarts"), notice("opened slot", 1), notice("slot lost", 2, Severity::Error),
                    notice("slow to open", 2, Severity::Warning)});
        filter.setPool(PoolId(2));
        QCOMPARE(shownIn(filter), (QStringList{u"server restarts"_s, u"slot lost"_s, u"slow to open"_s}));
        filter.setLeastSeverity(Severity::Warning);
        QCOMPARE(shownIn(filter), (QStringList{u"slot lost"_s, u"slow to open"_s}));
        filter.setText(u"OPEN  pool-2"_s);
        QCOMPARE(shownIn(filter), QStringList{u"slow to open"_s});
        filter.setPool(std::nullopt);
        filter.setLeastSeverity(Severity::Info);
        filter.setText({});
        QCOMPARE(filter.rowCount(), 4);
    }
};

QTEST_GUILESS_MAIN(TestEventLogModel)
#include "tst_eventlogmodel.moc"
