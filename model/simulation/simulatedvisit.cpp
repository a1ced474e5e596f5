// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/simulatedvisit.h"

#include "model/analysis/statistics/steadiness.h"
#include "model/simulation/simulation.h"

#include <vector>

namespace poolwart {

namespace {

constexpr auto lateSeconds = std::chrono::seconds(1); // a second ends with the first tick after it

SimulationPlan simulationOf(const Cell &cell, const SimulatedTraffic &common, std::uint64_t seed)
{
    SimulationPlan plan{.plan = planOf(cell.shape, cell.policy),
                        .traffic = common.traffic,
                        .service = common.service,
                        .seed = seed,
                        .warmup = Duration(0),
                        .duration = SimulatedTraffic::warmup + common.duration + lateSeconds};
    std::uint32_t id = 0;
    for (PoolPlan &pool : plan.plan.pools)
        pool.id = PoolId(++id);
    return plan;
}

double secondsOf(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

double completedPerSecond(const SecondFigures &second)
{
    return static_cast<double>(second.requests.completed) / secondsOf(second.to - second.from);
}

// Takes the seconds of a run, in order: those of the warm-up, then as many as are measured. A request counts where it ends,
// whenever it began: of an overloaded pool those that began in the measurement would be the fast ones.
class VisitRecorder
{
public:
    explicit VisitRecorder(std::chrono::seconds duration)
        : m_measured(static_cast<std::size_t>(duration.count()))
    {}

    void add(const SecondFigures &second)
    {
        constexpr auto warmupSeconds = static_cast<std::size_t>(SimulatedTraffic::warmup.count());
        if (m_warmup.size() < warmupSeconds)
            m_warmup.push_back(
                {.completedPerSecond = completedPerSecond(second), .medianResponse = secondsOf(second.response.quantile(0.5))});
        else if (m_seconds < m_measured)
            measure(second);
    }
    CellVisit visit() const
    {
        return {.steadyAfter = secondsUntilSteady(m_warmup),
                .requests = m_requests,
                .responseP99 = visitOfQuantile(m_response, 0.99),
                .throughput = visitOfMean(m_throughput)};
    }

private:
    void measure(const SecondFigures &second)
    {
        constexpr auto length = static_cast<std::size_t>(SimulatedTraffic::piece.count());
        if (m_seconds % length == 0) {
            m_response.emplace_back();
            m_throughput.push_back(0);
        }
        m_response.back().add(second.response);
        m_throughput.back() += completedPerSecond(second) / length;
        m_requests = m_requests + second.requests;
        ++m_seconds;
    }

    std::size_t m_measured = 0; // seconds to be measured
    std::size_t m_seconds = 0;  // measured so far
    std::vector<WarmupSecond> m_warmup;
    std::vector<Histogram> m_response; // by piece
    std::vector<double> m_throughput;  // by piece, per second
    RequestCounts m_requests;
};

} // namespace

CellVisit simulatedVisit(const Cell &cell, const SimulatedTraffic &common, std::uint64_t seed)
{
    Simulation simulation(simulationOf(cell, common, seed));
    VisitRecorder recorder(common.duration);
    simulation.openPools();
    simulation.setListener([&recorder](const SecondFigures &second, const std::vector<Event> &) { recorder.add(second); });
    simulation.warmUp();
    simulation.measure();
    return recorder.visit();
}

} // namespace poolwart
