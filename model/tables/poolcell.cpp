// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/poolcell.h"

#include "model/core/text.h"
#include "model/tables/format.h"
#include "model/tables/roles.h"
#include "model/tables/shown.h"

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString stateText(const PoolRow &row)
{
    const PoolRowFigures &live = *row.figures;
    if (row.leaving)
        return shown(QT_TRANSLATE_NOOP("core", "being removed, %1 open")).arg(live.open);
    if (live.state == PoolState::Draining)
        return shown(QT_TRANSLATE_NOOP("core", "draining, %1 open")).arg(live.open);
    if (live.state != PoolState::Active)
        return stateName(live.state);
    if (live.backingOff > 0)
        return shown(QT_TRANSLATE_NOOP("core", "%1 of %2 cannot connect")).arg(live.backingOff).arg(row.plan.slots);
    if (live.opening > 0)
        return shown(QT_TRANSLATE_NOOP("core", "opening, %1 of %2")).arg(live.open).arg(row.plan.slots);
    return stateName(live.state);
}

QVariant figure(const PoolRow &row, PoolColumn column)
{
    if (isSetting(column))
        return settingInput(row.plan, column);
    if (!row.figures)
        return {};
    const PoolRowFigures &live = *row.figures;
    switch (column) {
    case PoolColumn::InUse:
        return live.inUse;
    case PoolColumn::Idle:
        return live.idle;
    case PoolColumn::Waiting:
        return live.waiting;
    case PoolColumn::Peak:
        return live.counters.peakInUse;
    case PoolColumn::ServedPerSecond:
        return live.completedPerSecond;
    case PoolColumn::AcquireP99:
        return static_cast<qlonglong>(live.recentAcquireP99.count());
    case PoolColumn::Timeouts:
        return static_cast<qulonglong>(live.requests.timedOut);
    case PoolColumn::Errors:
        return static_cast<qulonglong>(live.errors());
    case PoolColumn::BlockedWait:
        return static_cast<qlonglong>(live.blockedWait.count());
    default:
        return stateText(row);
    }
}

// For sorting: settings by value, not by their text; "none" and "all" after every number.
QVariant rawSetting(const PoolPlan &pool, PoolColumn column)
{
    const PoolSetting *setting = settingOf(column);
    if (!setting)
        return settingInput(pool, column);
    return static_cast<qlonglong>(valueOf(pool, *setting).value_or(std::numeric_limits<std::int64_t>::max()));
}

QString shownFigure(const PoolRow &row, PoolColumn column)
{
    if (isSetting(column))
        return settingText(row.plan, column);
    const QVariant value = figure(row, column);
    if (!value.isValid())
        return u"–"_s;
    switch (column) {
    case PoolColumn::ServedPerSecond:
        return formatNumber(value.toDouble());
    case PoolColumn::AcquireP99:
    case PoolColumn::BlockedWait:
        return formatTime(Duration(value.toLongLong()));
    case PoolColumn::State:
        return value.toString();
    default:
        return formatCount(value.toULongLong());
    }
}

Tone toneOf(const PoolRow &row, PoolColumn column)
{
    if (row.leaving)
        return Tone::Quiet;
    if (isSetting(column))
        return Tone::Normal;
    if (!row.figures)
        return Tone::Quiet;
    const PoolRowFigures &live = *row.figures;
    if (column == PoolColumn::Timeouts && live.timeoutsGrewAt)
        return Tone::Alarm;
    if (column == PoolColumn::Errors && live.errorsGrewAt)
        return Tone::Alarm;
    if (column == PoolColumn::State) {
        if (live.backingOff > 0)
            return Tone::Alarm;
        return live.state == PoolState::Active && live.opening == 0 ? Tone::Quiet : Tone::Warning;
    }
    if (column == PoolColumn::Waiting && live.waiting > 0)
        return Tone::Warning;
    return figure(row, column).toDouble() == 0 ? Tone::Quiet : Tone::Normal;
}

QString toolTip(const PoolRow &row, PoolColumn column)
{
    if (!row.figures)
        return {};
    const PoolRowFigures &live = *row.figures;
    switch (column) {
    case PoolColumn::Name:
        return row.isDefault ? shown(QT_TRANSLATE_NOOP("core", "Default pool: requests that are not spread use this pool."))
                             : QString::fromStdString(row.plan.name);
    case PoolColumn::Errors:
        return shown(QT_TRANSLATE_NOOP("core", "%1 failed, %2 rejected, %3 connection attempts failed"))
            .arg(formatCount(live.requests.failed), formatCount(live.requests.rejected), formatCount(live.counters.openFailures));
    case PoolColumn::Waiting:
        return shown(QT_TRANSLATE_NOOP("core", "%1 waiting now, at most %2 so far"))
            .arg(formatCount(static_cast<std::uint64_t>(live.waiting)), formatCount(static_cast<std::uint64_t>(live.counters.peakWaiting)));
    case PoolColumn::State:
        return QString::fromStdString(live.lastConnectError);
    default:
        return {};
    }
}

} // namespace

QVariant poolCell(const PoolRow &row, PoolColumn column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return shownFigure(row, column);
    case Qt::EditRole:
        return isSetting(column) ? QVariant(settingInput(row.plan, column)) : figure(row, column);
    case RawRole:
        return isSetting(column) ? rawSetting(row.plan, column) : figure(row, column);
    case Qt::TextAlignmentRole:
        return column == PoolColumn::Name || column == PoolColumn::State ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                                                         : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::AccessibleTextRole:
        return column == PoolColumn::Name && row.isDefault
                 ? shown(QT_TRANSLATE_NOOP("core", "%1, default pool")).arg(shownFigure(row, column))
                 : shownFigure(row, column);
    case PoolIdRole:
        return static_cast<quint32>(row.plan.id);
    case ToneRole:
        return static_cast<int>(toneOf(row, column));
    case MarkRole:
        return row.isDefault && column == PoolColumn::Name;
    case StateRole:
        return row.figures ? QVariant(static_cast<int>(row.figures->state)) : QVariant();
    default:
        return {};
    }
}

QString reasonInCell(const Error &error, PoolColumn column)
{
    QString message = QString::fromStdString(error.message);
    if (error.kind == ErrorKind::BudgetExceeded)
        return message;
    if (message.startsWith(u"pools["_s) && message.contains(u": "_s))
        message = message.section(u": "_s, 1);
    return poolHeader(column, Qt::DisplayRole).toString() + u": "_s + message;
}

} // namespace poolwart
