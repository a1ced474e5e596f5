// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/sqlstate.h"
#include "model/figures/errorfigures.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestErrorFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsAreCountedBySqlStateAndClassWithTheFirstTextOfEach()
    {
        ErrorFigures errors;
        errors.count("40001", "short", "first", TimePoint(1s));
        errors.count("22012", "", "zero", TimePoint(2s));
        errors.count("40001", "short", "second", TimePoint(3s));
        errors.count("40001", "long", "third", TimePoint(4s));
        errors.endSecond();
        errors.count("22012", "", "zero", TimePoint(5s));
        const std::vector<ErrorFigure> expected{
            {.sqlState = "22012", .count = 2, .recentPerSecond = 1, .firstText = "zero", .firstAt = TimePoint(2s)},
            {.sqlState = "40001", .className = "long", .count = 1, .recentPerSecond = 1, .firstText = "third", .firstAt = TimePoint(4s)},
            {.sqlState = "40001", .className = "short", .count = 2, .recentPerSecond = 2, .firstText = "first", .firstAt = TimePoint(1s)},
        };
        QVERIFY(errors.figures() == expected);
        errors.reset();
        QVERIFY(errors.figures().empty());
    }

    void aFloodOfSqlStatesIsBoundedAndCounted()
    {
        ErrorFigures errors;
        for (int i = 0; i < 1'000; ++i)
            errors.count(std::to_string(10'000 + i), "", "text", TimePoint{});
        std::uint64_t sum = 0;
        for (const ErrorFigure &error : errors.figures())
            sum += error.count;
        QCOMPARE(sum, std::uint64_t(1'000));
        QCOMPARE(errors.figures().size(), ErrorFigures::maxKinds + 1);
        QCOMPARE(errors.figures().back().sqlState, std::string("other"));
    }

    void theCommonConditionsHaveTheirNames()
    {
        QCOMPARE(conditionName("40001"), std::string_view("serialization_failure"));
        QCOMPARE(conditionName("42P01"), std::string_view("undefined_table"));
        QCOMPARE(conditionName("ZZ999"), std::string_view());
    }
};

QTEST_GUILESS_MAIN(TestErrorFigures)
#include "tst_errorfigures.moc"
