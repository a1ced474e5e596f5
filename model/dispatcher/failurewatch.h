// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Stops traffic that mostly fails, before it fills a server's log: a wrong statement fails each time. Counts the answered
// requests of each second from the start of the traffic; after two consecutive seconds with more than half failed it reports
// once.
class FailureWatch
{
public:
    static constexpr std::uint64_t fewest = 10; // minimum of failures in those two seconds

    // Failures that depend on the server's state or the load instead of the statement do not count: a lost connection, a server
    // that is shutting down, starting up or full, a serialization failure, a deadlock. A soak run survives a restart.
    static bool isCounted(std::string_view code);

    void start(TimePoint now);
    void stop() { m_isOn = false; }
    void completed() { ++m_second.answered; }
    void failed(std::string_view code, std::string_view text);
    std::optional<FailureStop> look(TimePoint now); // call every few milliseconds

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
    std::map<std::string, Kind, std::less<>> m_kinds; // since the last second that did not mostly fail
};

} // namespace poolwart
