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
        return shown(QT_TRANSLATE_NOOP("core", "retiring"));
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
    case HealthGrade::Doubtful:
        return shown(QT_TRANSLATE_NOOP("core", "doubtful"));
    case HealthGrade::Unfit:
        return shown(QT_TRANSLATE_NOOP("core", "unfit"));
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

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return shown(QT_TRANSLATE_NOOP("core", "Information"));
    case Severity::Warning:
        return shown(QT_TRANSLATE_NOOP("core", "Warning"));
    case Severity::Error:
        return shown(QT_TRANSLATE_NOOP("core", "Error"));
    }
    Q_UNREACHABLE();
}

QString sqlStateText(std::string_view sqlState)
{
    const std::string_view name = conditionName(sqlState);
    const auto text = [](std::string_view part) { return QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())); };
    return name.empty() ? text(sqlState) : text(sqlState) + u' ' + text(name);
}

QString policyName(RoutingPolicy policy)
{
    switch (policy) {
    case RoutingPolicy::RoundRobin:
        return shown(QT_TRANSLATE_NOOP("core", "Round robin"));
    case RoutingPolicy::LeastLoaded:
        return shown(QT_TRANSLATE_NOOP("core", "Least loaded"));
    case RoutingPolicy::PowerOfTwo:
        return shown(QT_TRANSLATE_NOOP("core", "Power of two"));
    case RoutingPolicy::Random:
        return shown(QT_TRANSLATE_NOOP("core", "Random"));
    case RoutingPolicy::Single:
        return shown(QT_TRANSLATE_NOOP("core", "Single pool"));
    case RoutingPolicy::Weighted:
        return shown(QT_TRANSLATE_NOOP("core", "Weighted"));
    case RoutingPolicy::ByClass:
        return shown(QT_TRANSLATE_NOOP("core", "By class"));
    }
    Q_UNREACHABLE();
}

QString policyExplanation(RoutingPolicy policy)
{
    switch (policy) {
    case RoutingPolicy::RoundRobin:
        return shown(QT_TRANSLATE_NOOP("core", "Each pool in turn, whatever its load."));
    case RoutingPolicy::LeastLoaded:
        return shown(QT_TRANSLATE_NOOP("core", "The pool with the smallest share of slots in use or asked for."));
    case RoutingPolicy::PowerOfTwo:
        return shown(QT_TRANSLATE_NOOP("core", "The less loaded of two pools drawn at random."));
    case RoutingPolicy::Random:
        return shown(QT_TRANSLATE_NOOP("core", "Any pool, all with the same chance."));
    case RoutingPolicy::Single:
        return shown(QT_TRANSLATE_NOOP("core", "All requests go to the default pool."));
    case RoutingPolicy::Weighted:
        return shown(QT_TRANSLATE_NOOP("core", "Each pool as often as its weight says, evenly mixed."));
    case RoutingPolicy::ByClass:
        return shown(QT_TRANSLATE_NOOP("core", "Each class to its own pool; the others in turn to those that no class has."));
    }
    Q_UNREACHABLE();
}

} // namespace poolwart
