// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of what a pool can be set to: what is in it is checked, stored and shown wherever settings are.
#include "model/core/poolsettings.h"

#include <QTest>

using namespace poolwart;

namespace {

std::string faultOf(const PoolSetting &setting, std::optional<std::int64_t> value)
{
    Plan plan = uniformPlan(2, 12);
    setValue(plan.pools[1], setting, value);
    const Done valid = validate(plan);
    return valid ? std::string() : valid.error().message;
}

} // namespace

class TestPoolSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValueOutsideTheLimitsIsRefusedWithThePathOfTheSetting()
    {
        for (const PoolSetting &setting : poolSettings()) {
            const std::string path = std::string("pools[1].") + setting.id + ": ";
            const std::int64_t most = setting.mostOf ? 12 : setting.most;
            for (const std::int64_t value : {setting.least - 1, most + 1})
                QVERIFY2(faultOf(setting, value).starts_with(path), setting.id);
            for (const std::int64_t value : {setting.least, most})
                QVERIFY2(faultOf(setting, value).empty(), setting.id);
        }
    }

    void whatIsSetIsWhatIsRead()
    {
        for (const PoolSetting &setting : poolSettings()) {
            PoolPlan pool;
            setValue(pool, setting, setting.most);
            QCOMPARE(valueOf(pool, setting), std::optional(setting.most));
            QVERIFY(pool != PoolPlan());
            if (!setting.unset)
                continue;
            setValue(pool, setting, std::nullopt);
            QVERIFY(!valueOf(pool, setting));
        }
    }
};

QTEST_APPLESS_MAIN(TestPoolSettings)

#include "tst_poolsettings.moc"
