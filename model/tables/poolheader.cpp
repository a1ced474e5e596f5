// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/tables/poolcell.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

struct Header
{
    PoolColumn column;
    const char *title;
    const char *toolTip;
};

// Of the columns that are no settings, which are named where all of them are described.
constexpr std::array headers{
    Header{PoolColumn::Name, QT_TRANSLATE_NOOP("core", "Pool"),
           QT_TRANSLATE_NOOP("core", "Name of the pool; the star marks the default pool")},
    Header{PoolColumn::InUse, QT_TRANSLATE_NOOP("core", "In use"),
           QT_TRANSLATE_NOOP("core", "Slots in use by a request, now and over the last 30 s")},
    Header{PoolColumn::Idle, QT_TRANSLATE_NOOP("core", "Idle"), QT_TRANSLATE_NOOP("core", "Open connections without a request")},
    Header{PoolColumn::Waiting, QT_TRANSLATE_NOOP("core", "Waiting"), QT_TRANSLATE_NOOP("core", "Requests in the pool’s queue")},
    Header{PoolColumn::Peak, QT_TRANSLATE_NOOP("core", "Peak"),
           QT_TRANSLATE_NOOP("core", "Highest number of slots in use at once since the last reset")},
    Header{PoolColumn::ServedPerSecond, QT_TRANSLATE_NOOP("core", "Served/s"),
           QT_TRANSLATE_NOOP("core", "Requests completed per second, over the last second")},
    Header{PoolColumn::AcquireP99, QT_TRANSLATE_NOOP("core", "Acquire p99"),
           QT_TRANSLATE_NOOP("core", "Time to acquire a slot: in the last second 99 of 100 requests waited no longer")},
    Header{PoolColumn::Timeouts, QT_TRANSLATE_NOOP("core", "Timeouts"),
           QT_TRANSLATE_NOOP("core", "Requests that waited for a slot until the acquire timeout or missed the deadline of their class")},
    Header{PoolColumn::Errors, QT_TRANSLATE_NOOP("core", "Errors"),
           QT_TRANSLATE_NOOP("core", "Failed and rejected requests, and failed connection attempts")},
    Header{PoolColumn::BlockedWait, QT_TRANSLATE_NOOP("core", "Blocked wait"),
           QT_TRANSLATE_NOOP("core", "Total time that requests waited here while another pool had a free slot; one shared pool "
                                     "would have saved it")},
    Header{PoolColumn::State, QT_TRANSLATE_NOOP("core", "State"),
           QT_TRANSLATE_NOOP("core", "Whether the pool accepts requests and has its connections")},
};

Header headerOf(PoolColumn column)
{
    if (const PoolSetting *setting = settingOf(column))
        return {column, setting->title, setting->toolTip};
    return *std::ranges::find(headers, column, &Header::column);
}

} // namespace

QVariant poolHeader(PoolColumn column, int role)
{
    const Header header = headerOf(column);
    const bool isText = column == PoolColumn::Name || column == PoolColumn::State;
    switch (role) {
    case Qt::DisplayRole:
        return QCoreApplication::translate("core", header.title);
    case Qt::ToolTipRole:
        return QCoreApplication::translate("core", header.toolTip);
    case Qt::TextAlignmentRole:
        return isText ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace poolwart
