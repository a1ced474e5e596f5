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

// Determines when the next request is due. Closed loop: each client in turn, after its last request and its think time. Open
// loop: by the rate alone; a stall of ours does not move the schedule, and the intended start does not wait for the send.
// Changes apply at once, also to the rest of a gap or think time; requests overdue at a change or after a pause are dropped. A
// rate shape begins with the start, and again after a pause and when it is changed.
class TrafficSource
{
public:
    struct Arrival
    {
        TimePoint intended{};
        std::uint32_t client = 0;        // in a closed loop; openLoopClient otherwise
        std::optional<RequestKind> kind; // in a replay
    };
    static constexpr std::uint32_t openLoopClient = UINT32_MAX;

    explicit TrafficSource(std::uint64_t seed)
        : m_random(seed)
    {}

    void setArrivals(const Arrivals &arrivals, TimePoint now);
    // Replays recorded arrivals instead, from the first one with each start. Null ends the replay.
    void setReplay(std::shared_ptr<const RecordedArrivals> replay, TimePoint now);
    void start(TimePoint now);
    void stop();
    bool isRunning() const { return m_running; }
    bool isReplayOver() const { return m_running && m_replay && m_replayed >= m_replay->list.size(); } // its last arrival was taken

    // Returns the next request that is due at `now`, or nothing.
    std::optional<Arrival> take(TimePoint now);
    // A client's request has ended. After a refusal the client waits a little, so that it does not spin.
    void ended(std::uint32_t client, bool refused, TimePoint now);
    // Returns when take() has a request again; nothing if that depends on an ended().
    std::optional<TimePoint> nextDue() const;

private:
    struct Thinking
    {
        TimePoint until{};
        TimePoint since{};
        double exponential = 1; // random factor of mean 1 of the client's think time
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
