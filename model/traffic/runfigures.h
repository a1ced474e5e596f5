// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/histogram.h"
#include "model/core/snapshot.h"

#include <map>
#include <string>

namespace poolwart {

// How a request ended.
enum class Ending : std::uint8_t { Completed, Failed, TimedOut, Rejected, Cancelled, Dropped };

// The time line of one request.
struct RequestTimes
{
    TimePoint intended{}; // when it was due
    TimePoint asked{};    // when it asked its pool
    TimePoint granted{};  // when it had its slot
    TimePoint sent{};     // when its first byte left
    TimePoint ended{};
};

// What is measured of the requests of a run, or of one pool's part of it.
class RunFigures
{
public:
    void countOffered() { ++m_counts.offered; }
    void countEnding(Ending ending);
    void recordAcquire(Duration wait);
    void recordCompletion(const RequestTimes &times);
    void countError(const std::string &sqlState) { ++m_errors[sqlState]; }

    // Closes the window of "recent" figures; once a second.
    void rollWindow();
    void reset();

    const RequestCounts &counts() const { return m_counts; }
    const Histogram &acquire() const { return m_acquire; }
    const Histogram &service() const { return m_service; }
    const Histogram &response() const { return m_response; }
    const LatencySummary &recentAcquire() const { return m_lastAcquire; }
    const LatencySummary &recentService() const { return m_lastService; }
    const LatencySummary &recentResponse() const { return m_lastResponse; }
    const std::map<std::string, std::uint64_t> &errors() const { return m_errors; }

private:
    RequestCounts m_counts;
    Histogram m_acquire;
    Histogram m_service;
    Histogram m_response;
    Histogram m_windowAcquire{Histogram::recentPrecision};
    Histogram m_windowService{Histogram::recentPrecision};
    Histogram m_windowResponse{Histogram::recentPrecision};
    LatencySummary m_lastAcquire;
    LatencySummary m_lastService;
    LatencySummary m_lastResponse;
    std::map<std::string, std::uint64_t> m_errors;
};

inline void RunFigures::recordAcquire(Duration wait)
{
    m_acquire.record(wait);
    m_windowAcquire.record(wait);
}

inline void RunFigures::recordCompletion(const RequestTimes &times)
{
    m_service.record(times.ended - times.sent);
    m_response.record(times.ended - times.intended);
    m_windowService.record(times.ended - times.sent);
    m_windowResponse.record(times.ended - times.intended);
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
