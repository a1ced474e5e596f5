// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/ratecurve.h"
#include "model/arrivals/trafficplan.h"
#include "model/core/clock.h"
#include "model/core/random.h"
#include "model/core/ringqueue.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace poolwart {

// Says when the next request is due. Closed loop: each client in turn, when its last request has ended and its think
// time is over. Open loop: by the rate alone; a stall of ours does not move the schedule, the intended start does not
// wait for the send. Changes hold at once, for what is left of a gap or of a think time too; what is overdue at a change
// or after a pause is not caught up. A shape of the rate begins with the start, anew after a pause and when it is changed.
class TrafficSource
{
public:
    struct Arrival
    {
        TimePoint intended{};
        std::uint32_t client = 0;        // of the closed loop; openLoopClient otherwise
        std::optional<RequestKind> kind; // of a replay
    };
    static constexpr std::uint32_t openLoopClient = UINT32_MAX;

    explicit TrafficSource(std::uint64_t seed)
        : m_random(seed)
    {}

    void setArrivals(const Arrivals &arrivals, TimePoint now);
    // Instead of all that: recorded arrivals, from the first one with each start. Null: an end of it.
    void setReplay(std::shared_ptr<const RecordedArrivals> replay, TimePoint now);
    void start(TimePoint now);
    void stop();
    bool isRunning() const { return m_running; }
    bool isReplayOver() const { return m_running && m_replay && m_replayed >= m_replay->list.size(); } // its last arrival was taken

    // The next request that is due at `now`, or nothing.
    std::optional<Arrival> take(TimePoint now);
    // A client's request has ended. After a refusal it waits a little, lest it spin.
    void ended(std::uint32_t client, bool refused, TimePoint now);
    // When take() has something again; nothing if only an ended() can bring it about.
    std::optional<TimePoint> nextDue() const;

private:
    struct Thinking
    {
        TimePoint until{};
        TimePoint since{};
        double exponential = 1; // of mean 1: the client's draw, for as long as it thinks
        std::uint32_t client = 0;
        bool refused = false;
        bool operator>(const Thinking &other) const { return until > other.until; }
    };
    enum class Client : std::uint8_t { Absent, Waiting, Busy };

    void summonClients();
    void rethink(const ClosedLoop &closed);
    static TimePoint endOfPause(const ClosedLoop &closed, const Thinking &thinking);
    void reschedule(const OpenLoop &before, const OpenLoop &after, TimePoint now);
    void expectNext(double more);
    double expectedBy(TimePoint now) const;
    TimePoint dueAt(double expected) const;
    std::optional<Arrival> takeClosed(TimePoint now);
    std::optional<Arrival> takeReplayed(TimePoint now);
    std::optional<Arrival> takeOpen(const OpenLoop &open, TimePoint now);

    Arrivals m_arrivals = ClosedLoop{.clients = 0};
    Random m_random;
    bool m_running = false;
    std::vector<Client> m_clients;
    RingQueue<std::uint32_t> m_ready;
    std::vector<Thinking> m_thinking; // a heap, the next on top
    RateCurve m_curve{OpenLoop{}};    // of the open loop
    TimePoint m_origin{};             // of the curve
    double m_expected = 0;            // the curve's integral at the next arrival
    TimePoint m_nextOpen{};
    std::shared_ptr<const RecordedArrivals> m_replay; // from m_origin on
    std::size_t m_replayed = 0;
};

} // namespace poolwart
