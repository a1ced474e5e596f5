// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/random.h"
#include "model/dispatcher/dispatcher.h"

#include <map>
#include <set>
#include <string>

namespace poolwart {

// A back end for a Dispatcher under a virtual clock: everything takes a random time, some things fail.
class DispatcherWorld
{
public:
    struct Faults
    {
        double openFails = 0;
        double statementFails = 0;
        double connectionDies = 0;
        double serializationFails = 0;   // 40001
        double scriptFails = 0;          // without SQLSTATE, on our side
        Duration toldLate{0};            // at most: how long after its end an answer is told of
        bool isSilent = false;           // nothing answers any more but closing
        std::size_t capacity = SIZE_MAX; // connections that the server has for us
    };

    explicit DispatcherWorld(std::uint64_t seed)
        : dispatcher(seed, std::chrono::system_clock::time_point{})
        , m_random(seed)
    {}

    // Lets time pass; after each step the invariants are checked. What is wrong, or nothing.
    std::optional<std::string> run(Duration duration)
    {
        const TimePoint end = now + duration;
        while (true) {
            takeCommands();
            if (auto violation = dispatcher.checkInvariants())
                return violation;
            TimePoint next = now + std::chrono::milliseconds(5);
            if (const auto arrival = dispatcher.nextArrival())
                next = std::clamp(*arrival, now, next);
            if (!m_due.empty())
                next = std::min(next, m_due.begin()->first);
            sumUpStranded(std::min(next, end));
            if (next > end)
                break;
            now = next;
            if (m_due.empty() || m_due.begin()->first > now)
                dispatcher.tick(now);
            else
                carryOut(m_due.extract(m_due.begin()).mapped());
        }
        now = end;
        return m_fault.empty() ? std::nullopt : std::optional(m_fault);
    }

    void setTraffic(const TrafficPlan &traffic)
    {
        m_scripts = traffic.workload.scripts.size();
        const TimePoint before = seenMeasuredSince();
        dispatcher.setTraffic(traffic, "SELECT 1", now);
        if (blocked && seenMeasuredSince() != before) { // another workload, other figures
            for (auto &[pool, sum] : *blocked)
                sum = Duration(0);
        }
    }

    TimePoint seenMeasuredSince() const { return dispatcher.measuredSince(); }

    Dispatcher dispatcher;
    TimePoint now{};
    Faults faults;
    Duration serviceMean = std::chrono::milliseconds(10);
    std::map<std::pair<ScriptIndex, PoolId>, int> sent;
    std::optional<std::map<PoolId, Duration>> blocked; // once set: the brute force of BlockedWait

    std::size_t openConnections() const { return m_open.size(); }
    std::size_t maxConnections = 0; // at once: opening, open or closing

    // The server ends every connection.
    void loseAllConnections()
    {
        takeCommands();
        for (const SlotId slot : std::set(m_open)) {
            if (m_busy.erase(slot) > 0)
                dispatcher.requestFailed(slot, now, {.kind = ErrorKind::ConnectionLost, .message = "lost"}, false, now);
            else
                dispatcher.slotLost(slot, "lost", now);
        }
    }

private:
    struct Due
    {
        Command command;
        TimePoint since;
        std::uint64_t statement; // number of the last one sent; an answer to one that was cancelled does not come
    };

    // Until the given time nothing happens.
    void sumUpStranded(TimePoint until)
    {
        if (!blocked || until == now)
            return;
        Snapshot snapshot;
        dispatcher.fill(snapshot, now);
        for (const PoolSnapshot &pool : snapshot.pools) {
            const bool isFreeElsewhere = std::ranges::any_of(snapshot.pools, [&](const PoolSnapshot &other) {
                return other.id != pool.id && other.state == PoolState::Active && other.idle > 0;
            });
            (*blocked)[pool.id] += isFreeElsewhere ? pool.waiting * (until - now) : Duration(0);
        }
    }

    void takeCommands()
    {
        const std::vector<Command> commands = std::exchange(dispatcher.commands(), {});
        for (const Command &command : commands)
            schedule(command);
    }

    void schedule(const Command &command)
    {
        using enum Command::Kind;
        Duration delay = randomDelay(std::chrono::milliseconds(2));
        if (command.kind == Send) {
            if (!m_open.contains(command.slot) || !m_busy.emplace(command.slot, ++m_statements).second)
                m_fault = "a statement was sent to a slot that is busy or not open";
            if (command.script >= m_scripts)
                m_fault = "a script was sent that the workload does not have";
            ++sent[{command.script, command.slot.pool}];
            m_sentAt[command.slot] = now;
            if (faults.isSilent)
                return;
            delay = randomDelay(serviceMean);
        }
        if (command.kind == Open)
            maxConnections = std::max(maxConnections, ++m_connections);
        m_due.emplace(now + delay, Due{command, now, m_statements});
    }

    void carryOut(const Due &due)
    {
        using enum Command::Kind;
        const Command &command = due.command;
        switch (command.kind) {
        case Open:
            if (m_random.uniform() < faults.openFails)
                return openFailed(command.slot, ErrorKind::CannotConnect);
            if (m_open.size() >= faults.capacity)
                return openFailed(command.slot, ErrorKind::TooManyConnections);
            if (!m_open.insert(command.slot).second)
                m_fault = "an open slot was opened again";
            return dispatcher.slotOpened(command.slot, 1, now - due.since, now);
        case Close:
            if (m_open.erase(command.slot) == 0 || m_busy.contains(command.slot))
                m_fault = "a slot was closed that was not open, or busy";
            --m_connections;
            return dispatcher.slotClosed(command.slot, now);
        case Send:
            if (const auto busy = m_busy.find(command.slot); busy != m_busy.end() && busy->second == due.statement)
                answer(command.slot, m_random.uniform());
            return;
        case Cancel:
            if (!faults.isSilent && m_busy.erase(command.slot) > 0)
                dispatcher.requestFailed(command.slot, now, {.message = "cancelled", .sqlState = "57014"}, true, now);
            return;
        case Cut:
            if (m_busy.erase(command.slot) > 0)
                dispatcher.requestFailed(command.slot, now, {.message = "cut"}, false, now);
            return;
        }
    }

    void openFailed(SlotId slot, ErrorKind kind)
    {
        --m_connections;
        dispatcher.slotOpenFailed(slot, {.kind = kind, .message = "no"}, now);
    }

    void answer(SlotId slot, double chance)
    {
        m_busy.erase(slot);
        if (chance < faults.connectionDies)
            dispatcher.requestFailed(slot, now, {.message = "lost"}, false, now);
        else if (chance >= 1 - faults.scriptFails)
            dispatcher.requestFailed(slot, now, {.kind = ErrorKind::BadInput, .message = "Script, line 1: no row"}, true, now);
        else if (chance < faults.connectionDies + faults.statementFails)
            dispatcher.requestFailed(slot, now, {.message = "error", .sqlState = "22012"}, true, now);
        else if (chance < faults.connectionDies + faults.statementFails + faults.serializationFails)
            dispatcher.requestFailed(slot, now, {.message = "serialization", .sqlState = "40001"}, true, now);
        else
            dispatcher.requestCompleted(slot, m_sentAt[slot], true, endedBefore(slot));
    }

    // When the request that is told of now has ended.
    TimePoint endedBefore(SlotId slot)
    {
        const auto late =
            faults.toldLate.count() > 0 ? Duration(m_random.below(static_cast<std::uint64_t>(faults.toldLate.count()))) : Duration(0);
        return std::max(m_sentAt[slot], now - late);
    }

    Duration randomDelay(Duration mean)
    {
        return Duration(1 + static_cast<Duration::rep>(m_random.exponential(static_cast<double>(mean.count()))));
    }

    Random m_random;
    std::size_t m_scripts = 0;
    std::multimap<TimePoint, Due> m_due;
    std::set<SlotId> m_open;
    std::map<SlotId, TimePoint> m_sentAt;
    std::map<SlotId, std::uint64_t> m_busy; // with the number of its statement
    std::uint64_t m_statements = 0;
    std::size_t m_connections = 0;
    std::string m_fault;
};

inline Snapshot seen(const DispatcherWorld &world)
{
    Snapshot snapshot;
    world.dispatcher.fill(snapshot, world.now);
    return snapshot;
}

inline void begin(DispatcherWorld &world, const Plan &plan, const TrafficPlan &traffic)
{
    world.setTraffic(traffic);
    world.dispatcher.apply(plan, world.now);
    world.dispatcher.startTraffic(world.now);
}

inline TrafficPlan closedLoop(int clients)
{
    return {.arrivals = ClosedLoop{.clients = clients}};
}

// Three of four read, the rest writes; a tenth reports, a tenth is of no class.
inline TrafficPlan ofClasses(TrafficPlan traffic)
{
    traffic.workload = {.scripts = {{.name = "read", .weight = 3, .className = "short"},
                                    {.name = "write", .className = "short"},
                                    {.name = "report", .className = "long"},
                                    {.name = "loose"}},
                        .classes = {{.name = "short", .share = 8}, {.name = "long"}}};
    return traffic;
}

// Of one class, whose requests have so long.
inline Workload within(std::chrono::milliseconds deadline)
{
    return {.scripts = {{.className = "prompt"}}, .classes = {{.name = "prompt", .deadline = deadline}}};
}

} // namespace poolwart

// Ends the test where an invariant did not hold.
#define RUN(world, duration)                                                                                                               \
    do {                                                                                                                                   \
        const auto violation = (world).run(duration);                                                                                      \
        QVERIFY2(!violation, violation ? violation->c_str() : "");                                                                         \
    } while (false)
