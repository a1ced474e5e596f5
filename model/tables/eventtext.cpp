// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/tables/format.h"
#include "model/tables/shown.h"

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString withDetail(const char *source, const Event &event)
{
    return event.detail.empty() ? shown(source) : shown(source) + u": "_s + QString::fromStdString(event.detail);
}

QString withTime(const char *timed, const char *untimed, const Event &event)
{
    return event.took ? shown(timed).arg(formatTime(*event.took)) : shown(untimed);
}

// What happened to a slot or to a request of it.
QString describeSlot(const Event &event)
{
    switch (event.kind) {
    case EventKind::SlotOpened:
        return withTime(QT_TRANSLATE_NOOP("core", "opened in %1"), QT_TRANSLATE_NOOP("core", "opened"), event);
    case EventKind::SlotOpenFailed:
        return withDetail(QT_TRANSLATE_NOOP("core", "cannot be opened"), event);
    case EventKind::SlotClosed:
        return withDetail(QT_TRANSLATE_NOOP("core", "closed"), event);
    case EventKind::SlotLost:
        return withDetail(QT_TRANSLATE_NOOP("core", "connection lost"), event);
    case EventKind::AcquireTimedOut:
        return withDetail(QT_TRANSLATE_NOOP("core", "acquire timed out"), event);
    case EventKind::DeadlinePassed:
        return withDetail(QT_TRANSLATE_NOOP("core", "deadline passed"), event);
    case EventKind::QueueFull:
        return withDetail(QT_TRANSLATE_NOOP("core", "queue full, request rejected"), event);
    case EventKind::StatementFailed:
        return withDetail(QT_TRANSLATE_NOOP("core", "statement failed"), event);
    case EventKind::Query:
        return withTime(QT_TRANSLATE_NOOP("core", "query, %1"), QT_TRANSLATE_NOOP("core", "query"), event) + u": "_s
             + QString::fromStdString(event.detail);
    default:
        return withDetail(QT_TRANSLATE_NOOP("core", "statement cancelled"), event);
    }
}

// What happened to a pool, to the traffic or to the whole.
QString describeWhole(const Event &event)
{
    switch (event.kind) {
    case EventKind::PoolAdded:
        return withDetail(QT_TRANSLATE_NOOP("core", "pool added"), event);
    case EventKind::PoolResized:
        return QCoreApplication::translate("core", "resized to %n slot(s)", nullptr, static_cast<int>(event.number));
    case EventKind::PoolPaused:
        return shown(QT_TRANSLATE_NOOP("core", "pool paused; its requests wait"));
    case EventKind::PoolResumed:
        return shown(QT_TRANSLATE_NOOP("core", "pool resumed"));
    case EventKind::PoolDraining:
        return shown(QT_TRANSLATE_NOOP("core", "pool draining; it takes no new requests"));
    case EventKind::PoolDrained:
        return shown(QT_TRANSLATE_NOOP("core", "pool drained"));
    case EventKind::PoolRemoved:
        return shown(QT_TRANSLATE_NOOP("core", "pool removed"));
    case EventKind::TrafficStarted:
        return withDetail(QT_TRANSLATE_NOOP("core", "traffic started"), event);
    case EventKind::TrafficPaused:
        return withDetail(QT_TRANSLATE_NOOP("core", "traffic paused"), event);
    case EventKind::TrafficStopped:
        return withDetail(QT_TRANSLATE_NOOP("core", "traffic stopped"), event);
    case EventKind::TrafficChanged:
        return withDetail(QT_TRANSLATE_NOOP("core", "traffic changed"), event);
    default: // ShutdownStep, Notice, Warning, Failure: the detail says it all
        return QString::fromStdString(event.detail);
    }
}

bool isOfSlot(EventKind kind)
{
    switch (kind) {
    case EventKind::SlotOpened:
    case EventKind::SlotOpenFailed:
    case EventKind::SlotClosed:
    case EventKind::SlotLost:
    case EventKind::AcquireTimedOut:
    case EventKind::DeadlinePassed:
    case EventKind::QueueFull:
    case EventKind::StatementFailed:
    case EventKind::Query:
    case EventKind::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

QString describe(const Event &event)
{
    QString line = isOfSlot(event.kind) ? describeSlot(event) : describeWhole(event);
    if (event.repeated > 0)
        line += shown(QT_TRANSLATE_NOOP("core", " (and %1 more of this kind)")).arg(formatCount(event.repeated));
    return line;
}

QString eventLine(const Event &event)
{
    QString where = QString::fromStdString(event.poolName);
    if (event.slot)
        where += (where.isEmpty() ? QString() : u" "_s) + slotText(*event.slot);
    const QString gap = where.isEmpty() ? QString() : u"  "_s;
    return formatTimeOfDay(event.at) + u"  "_s + where + gap + describe(event);
}

} // namespace poolwart
