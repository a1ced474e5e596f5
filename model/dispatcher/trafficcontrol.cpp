// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/trafficcontrol.h"

#include <utility>

namespace poolwart {

void TrafficControl::setPlan(const TrafficPlan &plan, TimePoint now)
{
    m_source.setArrivals(plan.arrivals, now);
    m_source.setReplay(plan.replay, now);
    m_replaySource = plan.replay ? plan.replay->source : std::string();
}

bool TrafficControl::start(FailureLimit limit, TimePoint now)
{
    if (m_state == TrafficState::Running)
        return false;
    if (m_state == TrafficState::Stopped)
        m_since = now;
    m_state = TrafficState::Running;
    m_isEnded = false;
    m_failureStop.reset();
    if (limit == FailureLimit::Half)
        m_failures.start(now);
    m_source.start(now);
    return true;
}

bool TrafficControl::pause()
{
    if (m_state != TrafficState::Running)
        return false;
    m_state = TrafficState::Paused;
    m_failures.stop();
    m_source.stop();
    return true;
}

bool TrafficControl::stop(TimePoint now)
{
    if (m_state == TrafficState::Stopped)
        return false;
    m_state = TrafficState::Stopped;
    m_until = now;
    m_failures.stop();
    m_source.stop();
    return true;
}

const FailureStop *TrafficControl::watchFailures(TimePoint now)
{
    auto failures = m_failures.look(now);
    if (!failures)
        return nullptr;
    m_failureStop = std::move(failures);
    return &*m_failureStop;
}

void TrafficControl::fill(Snapshot &snapshot) const
{
    snapshot.traffic = m_state;
    snapshot.trafficStarts = m_starts;
    snapshot.trafficSince = m_since;
    snapshot.trafficUntil = m_until;
    snapshot.failureStop = m_failureStop;
}

} // namespace poolwart
