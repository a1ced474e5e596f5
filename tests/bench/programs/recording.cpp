// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to record a request that is answered: in the figures of the run, of its pool, of its class and of its
// script, its lag, and its share of a second's end at 20,000 a second. Prints lines "NAME FIGURE", nanoseconds.
#include "model/core/random.h"
#include "model/figures/workloadfigures.h"
#include "tests/bench/statistics.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace {

using namespace poolwart;
using namespace std::chrono_literals;

constexpr int batches = 201;
constexpr std::size_t perSecond = 20'000;

// Latencies of some 100 µs to some 100 ms, as they come, not in one bucket that stays in the processor's cache.
std::vector<RequestTimes> drawnTimes()
{
    Random random(1);
    const auto drawn = [&](double least, double decades) {
        return Duration(static_cast<Duration::rep>(least * std::pow(10, decades * random.uniform())));
    };
    std::vector<RequestTimes> all(perSecond);
    for (RequestTimes &times : all) {
        times.asked = times.intended + drawn(1e3, 2);
        times.granted = times.asked + drawn(1e3, 4);
        times.sent = times.granted + drawn(1e3, 1);
        times.ended = times.sent + drawn(1e5, 3);
    }
    return all;
}

} // namespace

int main()
{
    const std::vector<RequestTimes> requests = drawnTimes();
    std::array<RunFigures, 4> parts; // the run, the pool, the class, the script
    LatencyFigure lag;
    std::vector<double> record(batches);
    std::vector<double> whole(batches);
    for (int batch = 0; batch < batches; ++batch) {
        const auto start = std::chrono::steady_clock::now();
        for (const RequestTimes &times : requests) {
            for (RunFigures &figures : parts) {
                figures.countOffered();
                figures.recordAcquire(times.granted - times.asked);
                figures.countEnding(Ending::Completed);
                figures.recordCompletion(times);
            }
            lag.record(times.asked - times.intended);
        }
        const auto recorded = std::chrono::steady_clock::now();
        for (RunFigures &figures : parts)
            figures.endSecond();
        lag.endSecond();
        const auto ended = std::chrono::steady_clock::now();
        const auto perRequest = [](auto time) { return std::chrono::duration<double, std::nano>(time).count() / perSecond; };
        record[static_cast<std::size_t>(batch)] = perRequest(recorded - start);
        whole[static_cast<std::size_t>(batch)] = perRequest(ended - start);
    }
    std::printf("record_ns %.1f\nwhole_ns %.1f\n", *median(record), *median(whole));
}
