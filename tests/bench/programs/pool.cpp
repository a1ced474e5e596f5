// SPDX-License-Identifier: GPL-3.0-or-later
// Times the pool's state machine alone, and counts what it allocates. A program of its own, because it replaces operator
// new. Prints lines "NAME FIGURE"; times are nanoseconds for an acquire and a release together.
#include "model/core/pool.h"
#include "tests/bench/statistics.h"
#include "tests/support/countedallocations.h"

#include <chrono>
#include <cstdio>

namespace {

using namespace poolwart;
using namespace std::chrono_literals;

constexpr int slots = 12;
constexpr int batches = 2'001;
constexpr int pairsPerBatch = 1'000;

class Subject
{
public:
    // So many requests hold or await a slot at any time, beside the one that is measured.
    explicit Subject(int busy)
    {
        PoolPlan plan = uniformPlan(1, slots).pools.front();
        plan.id = PoolId(1);
        m_pool.apply(plan, m_now, m_actions);
        for (SlotIndex slot = 0; slot < slots; ++slot)
            m_pool.opened(slot, m_now, m_actions);
        m_actions.clear();
        for (int i = 0; i < busy; ++i)
            m_pool.acquire(RequestId(m_next++), m_now, m_actions);
    }

    // One request comes and one goes: itself if a slot was free, else the one that holds slot 0 until then.
    void pair()
    {
        m_now += 1us;
        m_actions.clear();
        m_pool.acquire(RequestId(m_next++), m_now, m_actions);
        const SlotIndex slot = m_actions.empty() ? 0 : m_actions.back().slot;
        m_pool.release(slot, true, m_now, m_actions);
        m_grants += m_actions.size();
    }

    std::uint64_t grants() const { return m_grants; }

private:
    Pool m_pool{uniformPlan(1, slots).pools.front(), 1};
    PoolActions m_actions;
    TimePoint m_now{};
    std::uint64_t m_next = 1;
    std::uint64_t m_grants = 0;
};

void measure(const char *name, int busy)
{
    Subject subject(busy);
    for (int i = 0; i < pairsPerBatch * 10; ++i) // vectors and the queue reach their size
        subject.pair();
    std::vector<double> times(batches);
    const std::uint64_t allocationsBefore = allocations;
    const std::uint64_t grantsBefore = subject.grants();
    for (double &time : times) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < pairsPerBatch; ++i)
            subject.pair();
        time = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / pairsPerBatch;
    }
    const std::uint64_t made = allocations - allocationsBefore;
    if (subject.grants() - grantsBefore != std::uint64_t(batches) * pairsPerBatch)
        std::abort(); // not what was to be measured
    std::printf("%s_ns %.2f\n%s_allocations %llu\n", name, *median(times), name, static_cast<unsigned long long>(made));
}

} // namespace

int main()
{
    measure("idle", slots / 2);   // a slot is free
    measure("queue", slots + 48); // none is: 48 wait
}
