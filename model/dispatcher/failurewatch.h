// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Ends traffic of which most fails, before it fills a server's log: a statement that is wrong there fails each time. Of each second,
// from the traffic's start, it counts the requests that were answered; after two seconds in a row of which more than half
// failed, it says so, once.
class FailureWatch
{
public:
    static constexpr std::uint64_t fewest = 10; // failures in those two seconds; fewer harm nobody

    // What tells of the server's state or of the load, and not of the statement, is no failure here: a connection that was lost, a
    // server that is shut down or starting up or full, a serialization failure, a deadlock. A soak run outlives a restart.
    static bool isCounted(std::string_view code);

    void start(TimePoint now);
    void stop() { m_isOn = false; }
    void completed() { ++m_second.answered; }
    void failed(std::string_view code, std::string_view text);
    std::optional<FailureStop> look(TimePoint now); // often enough is every few milliseconds

private:
    struct Kind
    {
        std::uint64_t count = 0;
        std::string text; // the first
    };
    struct Second
    {
        std::uint64_t answered = 0;
        std::uint64_t failed = 0;
        bool mostlyFailed() const { return 2 * failed > answered; }
    };

    void begin(TimePoint now);

    bool m_isOn = false;
    TimePoint m_began{}; // the second that goes on
    Second m_before;
    Second m_second;
    std::map<std::string, Kind, std::less<>> m_kinds; // since a second did not mostly fail
};

} // namespace poolwart
