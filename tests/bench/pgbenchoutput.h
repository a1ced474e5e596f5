// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace poolwart {

// One line of what `pgbench -P 1` writes: "progress: 5.0 s, 6123.4 tps, lat 9.8 ms stddev 3.1, 0 failed".
struct PgbenchProgress
{
    double at = 0; // seconds since all its clients were connected
    double perSecond = 0;

    bool operator==(const PgbenchProgress &) const = default;
};

// Nothing for any other line.
inline std::optional<PgbenchProgress> pgbenchProgress(const QByteArray &line)
{
    const QList<QByteArray> words = line.simplified().split(' ');
    if (words.size() < 5 || words[0] != "progress:" || words[2] != "s," || !words[4].startsWith("tps"))
        return std::nullopt;
    bool isTime = false;
    bool isRate = false;
    const PgbenchProgress progress{.at = words[1].toDouble(&isTime), .perSecond = words[3].toDouble(&isRate)};
    return isTime && isRate ? std::optional(progress) : std::nullopt;
}

} // namespace poolwart
