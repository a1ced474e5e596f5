// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficsource.h"
#include "model/dispatcher/failurewatch.h"
#include "model/figures/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>

namespace poolwart {

// Starts, pauses and stops the arrivals, and stops them by itself when most requests fail or a replay is over.
class TrafficControl
{
public:
    explicit TrafficControl(std::uint64_t seed)
        : m_source(seed)
    {}

    void setPlan(const TrafficPlan &plan, TimePoint now);

    void countStart() { ++m_starts; } // a start was asked for, whether it is carried out or not
    // Each returns false where nothing changes.
    bool start(FailureLimit limit, TimePoint now);
    bool pause();
    bool stop(TimePoint now);
    // Until the next start, what waits is cancelled and nothing is retried.
    void end() { m_isEnded = true; }

    TrafficState state() const { return m_state; }
    bool isEnded() const { return m_isEnded; }
    bool isReplayOver() const { return m_state == TrafficState::Running && m_source.isReplayOver(); }
    const std::string &replaySource() const { return m_replaySource; } // the replayed file; empty without a replay

    TrafficSource &source() { return m_source; }
    const TrafficSource &source() const { return m_source; }
    void requestCompleted() { m_failures.completed(); }
    void requestFailed(std::string_view code, std::string_view text) { m_failures.failed(code, text); }
    // Once, when too much has failed: why the traffic is to be stopped. Null: it goes on.
    const FailureStop *watchFailures(TimePoint now);

    void fill(Snapshot &snapshot) const;

private:
    TrafficSource m_source;
    TrafficState m_state = TrafficState::Stopped;
    std::uint64_t m_starts = 0;
    TimePoint m_since{};
    TimePoint m_until{};
    std::string m_replaySource;
    FailureWatch m_failures;
    std::optional<FailureStop> m_failureStop; // until the next start
    bool m_isEnded = false;
};

} // namespace poolwart
