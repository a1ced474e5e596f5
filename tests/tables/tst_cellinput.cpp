// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/poolcolumn.h"

#include <QLocale>
#include <QtTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(PoolColumn)

class TestCellInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatIsShownCanBeTypedBack_data()
    {
        QTest::addColumn<int>("column");
        for (int column = 0; column < poolColumns; ++column) {
            if (isSetting(PoolColumn(column)))
                QTest::addRow("%d", column) << column;
        }
    }
    void whatIsShownCanBeTypedBack()
    {
        QFETCH(int, column);
        PoolPlan full{.id = PoolId(1), .name = "shop", .slots = 1'000, .minimumIdle = 3, .queueLimit = 50};
        PoolPlan bare = full;
        bare.minimumIdle.reset();
        bare.idleTimeout.reset();
        bare.maxLifetime.reset();
        bare.statementTimeout.reset();
        bare.queueLimit.reset();
        for (const PoolPlan &pool : {full, bare}) {
            for (const QString &typed : {settingText(pool, PoolColumn(column)), settingInput(pool, PoolColumn(column))}) {
                const Outcome<PoolPlan> back = withSetting(pool, PoolColumn(column), typed);
                QVERIFY2(back.ok(), qPrintable(typed));
                QCOMPARE(*back, pool);
            }
        }
    }

    void timesAreTakenWithAndWithoutSpaces()
    {
        const PoolPlan pool;
        for (const QString &typed : {u"90s"_s, u" 90 s "_s, u"90\u00a0s"_s, u"90000ms"_s})
            QCOMPARE(withSetting(pool, PoolColumn::AcquireTimeout, typed)->acquireTimeout, 90s);
        QCOMPARE(withSetting(pool, PoolColumn::IdleTimeout, u"5 min"_s)->idleTimeout, 5min);
        QCOMPARE(withSetting(pool, PoolColumn::IdleTimeout, u"None"_s)->idleTimeout, std::nullopt);
        QCOMPARE(withSetting(pool, PoolColumn::IdleTimeout, u""_s)->idleTimeout, std::nullopt);
    }

    void numbersAreTakenWithGroupSeparators()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(withSetting({}, PoolColumn::QueueLimit, u"1,000"_s)->queueLimit, 1'000);
    }

    void nonsenseIsRefusedWithAReason_data()
    {
        QTest::addColumn<PoolColumn>("column");
        QTest::addColumn<QString>("typed");
        QTest::addRow("words for slots") << PoolColumn::Slots << u"twelve"_s;
        QTest::addRow("nothing for slots") << PoolColumn::Slots << u""_s;
        QTest::addRow("a half for slots") << PoolColumn::Slots << u"1.5"_s;
        QTest::addRow("more than an int") << PoolColumn::Slots << u"1000000000000"_s;
        QTest::addRow("a time without unit") << PoolColumn::AcquireTimeout << u"20"_s;
        QTest::addRow("no acquire timeout") << PoolColumn::AcquireTimeout << u"none"_s;
        QTest::addRow("an unknown unit") << PoolColumn::MaxLifetime << u"3 fortnights"_s;
    }
    void nonsenseIsRefusedWithAReason()
    {
        QFETCH(PoolColumn, column);
        QFETCH(QString, typed);
        const Outcome<PoolPlan> refused = withSetting({}, column, typed);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY(!refused.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(TestCellInput)
#include "tst_cellinput.moc"
