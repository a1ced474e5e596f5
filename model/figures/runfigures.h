// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"
#include "model/figures/snapshot.h"

namespace poolwart {

// How a request ended.
enum class Ending : std::uint8_t { Completed, Failed, TimedOut, Rejected, Cancelled, Dropped };

// The time line of one request.
struct RequestTimes
{
    TimePoint intended{}; // due time
    TimePoint asked{};    // time of the acquire
    TimePoint granted{};  // time of getting the slot
    TimePoint sent{};     // time of sending the first byte
    TimePoint ended{};
};

// One latency of a run, over the whole run and over the last full second. A value is recorded once, in the current second,
// which is added to the rest when it ends.
class LatencyFigure
{
public:
    void record(Duration value) { m_second.record(value); }
    void endSecond();
    void reset();

    LatencySummary summary() const { return Histogram::summaryOf(m_before, m_second); }
    Histogram all() const;
    const Histogram &second() const { return m_second; } // the current one
    const LatencySummary &recent() const { return m_recent; }

private:
    Histogram m_before;
    Histogram m_second;
    LatencySummary m_recent;
};

// The figures of the requests of a run, or of one pool, class or script.
class RunFigures
{
public:
    void countOffered() { ++m_counts.offered; }
    void countEnding(Ending ending);
    void recordAcquire(Duration wait);
    void recordCompletion(const RequestTimes &times);

    void endSecond();
    void reset();

    const RequestCounts &counts() const { return m_counts; }
    const LatencyFigure &acquire() const { return m_acquire; }
    const LatencyFigure &service() const { return m_service; }
    const LatencyFigure &response() const { return m_response; }

private:
    RequestCounts m_counts;
    LatencyFigure m_acquire;
    LatencyFigure m_service;
    LatencyFigure m_response;
};

inline void RunFigures::recordAcquire(Duration wait)
{
    m_acquire.record(wait);
}

inline void RunFigures::recordCompletion(const RequestTimes &times)
{
    m_service.record(times.ended - times.sent);
    m_response.record(times.ended - times.intended);
}

inline void RunFigures::countEnding(Ending ending)
{
    switch (ending) {
    case Ending::Completed:
        ++m_counts.completed;
        break;
    case Ending::Failed:
        ++m_counts.failed;
        break;
    case Ending::TimedOut:
        ++m_counts.timedOut;
        break;
    case Ending::Rejected:
        ++m_counts.rejected;
        break;
    case Ending::Cancelled:
        ++m_counts.cancelled;
        break;
    case Ending::Dropped:
        ++m_counts.dropped;
        break;
    }
}

} // namespace poolwart
