// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/sqlstate.h"
#include "model/core/text.h"
#include "model/tables/format.h"
#include "model/tables/shown.h"

namespace poolwart {

QString stateName(SlotState state)
{
    switch (state) {
    case SlotState::Closed:
        return shown(QT_TRANSLATE_NOOP("core", "closed"));
    case SlotState::Opening:
        return shown(QT_TRANSLATE_NOOP("core", "opening"));
    case SlotState::Idle:
        return shown(QT_TRANSLATE_NOOP("core", "idle"));
    case SlotState::InUse:
        return shown(QT_TRANSLATE_NOOP("core", "in use"));
    case SlotState::Retiring:
        return shown(QT_TRANSLATE_NOOP("core", "closing"));
    case SlotState::BackingOff:
        return shown(QT_TRANSLATE_NOOP("core", "backing off"));
    }
    Q_UNREACHABLE();
}

QString stateName(PoolState state)
{
    switch (state) {
    case PoolState::Active:
        return shown(QT_TRANSLATE_NOOP("core", "active"));
    case PoolState::Paused:
        return shown(QT_TRANSLATE_NOOP("core", "paused"));
    case PoolState::Draining:
        return shown(QT_TRANSLATE_NOOP("core", "draining"));
    case PoolState::Drained:
        return shown(QT_TRANSLATE_NOOP("core", "drained"));
    }
    Q_UNREACHABLE();
}

QString stateName(TrafficState state)
{
    switch (state) {
    case TrafficState::Stopped:
        return shown(QT_TRANSLATE_NOOP("core", "stopped"));
    case TrafficState::Running:
        return shown(QT_TRANSLATE_NOOP("core", "running"));
    case TrafficState::Paused:
        return shown(QT_TRANSLATE_NOOP("core", "paused"));
    }
    Q_UNREACHABLE();
}

QString gradeName(HealthGrade grade)
{
    switch (grade) {
    case HealthGrade::Good:
        return shown(QT_TRANSLATE_NOOP("core", "good"));
    case HealthGrade::Degraded:
        return shown(QT_TRANSLATE_NOOP("core", "degraded"));
    case HealthGrade::Invalid:
        return shown(QT_TRANSLATE_NOOP("core", "invalid"));
    }
    Q_UNREACHABLE();
}

QString slotStateText(const SlotSnapshot &slot)
{
    if (slot.state == SlotState::Retiring && slot.statementAge)
        return shown(QT_TRANSLATE_NOOP("core", "closes when its statement ends"));
    if (slot.state == SlotState::Closed && slot.heldClosed)
        return shown(QT_TRANSLATE_NOOP("core", "held closed"));
    return stateName(slot.state);
}

QString sqlStateText(std::string_view sqlState)
{
    const std::string_view name = conditionName(sqlState);
    const auto text = [](std::string_view part) { return QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())); };
    return name.empty() ? text(sqlState) : text(sqlState) + u' ' + text(name);
}

QString policyName(RoutingPolicy policy)
{
    return shown(factsOf(policy).name);
}

QString policyExplanation(RoutingPolicy policy)
{
    return shown(factsOf(policy).explanation);
}

} // namespace poolwart
