// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <chrono>

namespace poolwart {

// Rows of one column "seed" for a random test: some that never change and one that is new in each run. The row's name is
// the seed; POOLWART_SEED in the environment runs that one alone.
inline void addSeeds(int fixed)
{
    QTest::addColumn<quint64>("seed");
    const auto add = [](quint64 seed) { QTest::addRow("seed %llu", qulonglong(seed)) << seed; };
    if (const quint64 wanted = qEnvironmentVariable("POOLWART_SEED").toULongLong()) {
        add(wanted);
        return;
    }
    for (int seed = 1; seed <= fixed; ++seed)
        add(static_cast<quint64>(seed));
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    add(static_cast<quint64>(std::chrono::duration_cast<std::chrono::microseconds>(now).count()));
}

} // namespace poolwart
