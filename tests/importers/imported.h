// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/durationtext.h"
#include "model/exporters/framework/planformatting.h"
#include "model/importers/framework/importer.h"

#include <QString>
#include <QStringList>

// What an import makes of a text, in words.
namespace poolwart {

inline std::string timeText(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? formatDuration(*time) : std::string("none");
}

// "main 10 min 10 acquire 30s connect 10s idle 10m lifetime 30m statement none", one line a pool; or the message of a refusal.
inline QString poolsOf(const Outcome<ImportResult> &read)
{
    if (!read)
        return QString::fromStdString(read.error().message);
    QStringList pools;
    for (const PoolPlan &pool : read->plan.pools) {
        const std::string text = pool.name + ' ' + std::to_string(pool.slots) + " min " + std::to_string(minimumIdleOf(pool)) + " acquire "
                               + timeText(pool.acquireTimeout) + " connect " + timeText(pool.connectTimeout) + " idle "
                               + timeText(pool.idleTimeout) + " lifetime " + timeText(pool.maxLifetime) + " statement "
                               + timeText(pool.statementTimeout);
        pools.append(QString::fromStdString(text));
    }
    return pools.join(u'\n');
}

// "main 10", one word pair a pool.
inline QString slotsOf(const Outcome<ImportResult> &read)
{
    if (!read)
        return QString::fromStdString(read.error().message);
    QStringList pools;
    for (const PoolPlan &pool : read->plan.pools)
        pools.append(QString::fromStdString(pool.name + ' ' + std::to_string(pool.slots)));
    return pools.join(QStringLiteral(", "));
}

// "dbname=shop host=pg1".
inline QString targetOf(const Outcome<ImportResult> &read)
{
    QStringList words;
    for (const auto &[keyword, value] : read ? read->target : TargetKeywords())
        words.append(QString::fromStdString(keyword + '=' + value));
    return words.join(u' ');
}

// "3 pool left out" of each remark of the kind that has a line.
inline QStringList remarksOf(const Outcome<ImportResult> &read, ImportRemark::Kind kind)
{
    QStringList remarks;
    for (const ImportRemark &remark : read ? read->remarks : std::vector<ImportRemark>()) {
        if (remark.line > 0 && remark.kind == kind)
            remarks.append(QString::number(remark.line) + u' ' + QString::fromStdString(remark.setting));
    }
    return remarks;
}

} // namespace poolwart
