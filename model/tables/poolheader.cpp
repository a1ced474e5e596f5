// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/tables/poolcell.h"

#include <array>

namespace poolwart {

namespace {

struct Header
{
    const char *title;
    const char *toolTip;
};

// In the order of PoolColumn.
constexpr std::array headers{
    Header{QT_TRANSLATE_NOOP("core", "Pool"), QT_TRANSLATE_NOOP("core", "Name of the pool; the star marks the default pool")},
    Header{QT_TRANSLATE_NOOP("core", "Slots"), QT_TRANSLATE_NOOP("core", "Connections that the pool may have open")},
    Header{QT_TRANSLATE_NOOP("core", "In use"), QT_TRANSLATE_NOOP("core", "Slots lent to a request now, and over the last 30 s")},
    Header{QT_TRANSLATE_NOOP("core", "Idle"), QT_TRANSLATE_NOOP("core", "Open connections that wait for work")},
    Header{QT_TRANSLATE_NOOP("core", "Waiting"), QT_TRANSLATE_NOOP("core", "Requests in the pool’s queue")},
    Header{QT_TRANSLATE_NOOP("core", "Peak"), QT_TRANSLATE_NOOP("core", "Most slots in use at once since the figures began")},
    Header{QT_TRANSLATE_NOOP("core", "Served/s"), QT_TRANSLATE_NOOP("core", "Requests completed per second, over the last second")},
    Header{QT_TRANSLATE_NOOP("core", "Acquire p99"),
           QT_TRANSLATE_NOOP("core", "Time from asking for a slot to having it: 99 of 100 were faster in the last second")},
    Header{
        QT_TRANSLATE_NOOP("core", "Timeouts"),
        QT_TRANSLATE_NOOP("core", "Requests that waited for a slot until the acquire timeout, or were not done at their class’s deadline")},
    Header{QT_TRANSLATE_NOOP("core", "Errors"), QT_TRANSLATE_NOOP("core", "Failed and rejected requests, and openings that failed")},
    Header{
        QT_TRANSLATE_NOOP("core", "Stranded"),
        QT_TRANSLATE_NOOP(
            "core", "Time that requests waited here together while another pool had a free slot: what one pool for all would have saved")},
    Header{QT_TRANSLATE_NOOP("core", "State"), QT_TRANSLATE_NOOP("core", "Whether the pool takes requests and has its connections")},
    Header{QT_TRANSLATE_NOOP("core", "Minimum idle"),
           QT_TRANSLATE_NOOP("core", "Connections kept open without work; “all”: the pool is opened at once")},
    Header{QT_TRANSLATE_NOOP("core", "Queue limit"), QT_TRANSLATE_NOOP("core", "Requests that may wait; one more is rejected at once")},
    Header{QT_TRANSLATE_NOOP("core", "Acquire timeout"), QT_TRANSLATE_NOOP("core", "How long a request may wait for a slot")},
    Header{QT_TRANSLATE_NOOP("core", "Connect timeout"), QT_TRANSLATE_NOOP("core", "How long opening a connection may take")},
    Header{QT_TRANSLATE_NOOP("core", "Idle timeout"),
           QT_TRANSLATE_NOOP("core", "Idle connections above the minimum are closed after this time")},
    Header{QT_TRANSLATE_NOOP("core", "Max lifetime"),
           QT_TRANSLATE_NOOP("core", "A connection older than this is replaced when it comes free")},
    Header{QT_TRANSLATE_NOOP("core", "Statement timeout"),
           QT_TRANSLATE_NOOP("core", "The server cancels a statement that runs longer; without one, the role’s own holds")},
    Header{QT_TRANSLATE_NOOP("core", "Weight"),
           QT_TRANSLATE_NOOP("core", "How often the pool is chosen under the policy Weighted, against the others")},
};
static_assert(headers.size() == poolColumns);

} // namespace

QVariant poolHeader(PoolColumn column, int role)
{
    const Header &header = headers.at(static_cast<std::size_t>(column));
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
