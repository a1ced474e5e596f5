// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/cputime.h"

#include <cstdio>
#include <ctime>
#include <memory>

namespace poolwart {

namespace {

Duration clockTime(clockid_t clock)
{
    timespec used{};
    clock_gettime(clock, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

} // namespace

Duration threadCpu()
{
    return clockTime(CLOCK_THREAD_CPUTIME_ID);
}

Duration processCpu()
{
    return clockTime(CLOCK_PROCESS_CPUTIME_ID);
}

std::optional<Duration> threadStarved()
{
    const auto close = [](std::FILE *file) { std::fclose(file); };
    const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen("/proc/thread-self/schedstat", "re"), close);
    unsigned long long ran = 0;
    unsigned long long waited = 0;
    if (!file || std::fscanf(file.get(), "%llu %llu", &ran, &waited) != 2)
        return std::nullopt;
    return Duration(static_cast<Duration::rep>(waited));
}

} // namespace poolwart
