// SPDX-License-Identifier: GPL-3.0-or-later
// Times the dispatcher alone, and counts what it allocates. A program of its own, because it replaces operator new.
// Prints lines "NAME FIGURE"; times are nanoseconds for a request from its arrival to its end.
#include "model/dispatcher/dispatcher.h"
#include "tests/bench/statistics.h"
#include "tests/support/countedallocations.h"

#include <chrono>
#include <cstdio>

namespace {

using namespace poolwart;
using namespace std::chrono_literals;

constexpr int batches = 501;
constexpr std::uint64_t requestsPerBatch = 2'000;

// Every statement is answered at once, one after the other, each a microsecond later than the one before.
class Subject
{
public:
    Subject(const Plan &plan, const TrafficPlan &traffic)
    {
        m_dispatcher.setTraffic(traffic, "SELECT 1", m_now);
        m_dispatcher.apply(plan, m_now);
        answerAll();
        m_dispatcher.startTraffic(m_now);
    }

    void serve(std::uint64_t requests)
    {
        for (const std::uint64_t end = m_served + requests; m_served < end;)
            answerAll();
    }

private:
    void answerAll()
    {
        m_answering.swap(m_dispatcher.commands());
        for (const Command &command : m_answering) {
            m_now += 1us;
            if (command.kind == Command::Kind::Open)
                m_dispatcher.slotOpened(command.slot, 1, 0ns, m_now);
            if (command.kind != Command::Kind::Send)
                continue;
            m_dispatcher.requestCompleted(command.slot, m_now - 1us, true, m_now);
            ++m_served;
        }
        m_answering.clear();
    }

    Dispatcher m_dispatcher{1, {}};
    std::vector<Command> m_answering;
    TimePoint m_now{};
    std::uint64_t m_served = 0;
};

void measure(const char *name, const Plan &plan, const TrafficPlan &traffic)
{
    Subject subject(plan, traffic);
    subject.serve(20 * requestsPerBatch); // vectors and queues reach their size
    std::vector<double> times(batches);
    const std::uint64_t before = allocations;
    for (double &time : times) {
        const auto start = std::chrono::steady_clock::now();
        subject.serve(requestsPerBatch);
        time = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / requestsPerBatch;
    }
    const std::uint64_t made = allocations - before;
    std::printf("%s_ns %.1f\n%s_allocations %llu\n", name, *median(times), name, static_cast<unsigned long long>(made));
}

} // namespace

int main()
{
    measure("free", uniformPlan(5, 12), {.arrivals = ClosedLoop{.clients = 40}});   // a slot is free for each
    measure("queue", uniformPlan(5, 12), {.arrivals = ClosedLoop{.clients = 200}}); // 140 wait
}
