// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/dispatcher.h"
#include "model/simulation/servicetime.h"
#include "model/workload/scriptrun.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace poolwart {

// Performs a dispatcher's commands on a modelled server, which serves as many requests at once as there are slots. Each
// statement of a script takes the time drawn by the model, at most its statement timeout; \sleep takes its time, \set and \if
// work, and there are no rows. Opening takes a constant time; closing, cancelling and cutting take none. Simultaneous events
// happen in the order of their requests.
class SimulatedBackend
{
public:
    static constexpr Duration opening = std::chrono::milliseconds(2); // as measured for a local PostgreSQL

    SimulatedBackend(Dispatcher &dispatcher, const ServiceTime &service, std::uint64_t seed)
        : m_dispatcher(dispatcher)
        , m_service(service)
        , m_random(seed)
        , m_scriptRandom(seed ^ 0x736372697074ULL)
    {}

    // Sets valid scripts without \gset and \aset. Without scripts a request is one statement.
    void setScripts(const Workload &workload);
    // The share of statements that end with a serialization failure.
    void setFailures(double share) { m_failures = share; }

    // Takes the dispatcher's commands; call after every input to it.
    void flush(TimePoint now);
    // Time of the next report; empty if none is pending.
    std::optional<TimePoint> nextReport() const;
    // Makes all reports due at `now` and takes the resulting commands.
    void report(TimePoint now);

private:
    struct Report
    {
        enum class Kind : std::uint8_t { Opened, Closed, Answered, StatementTimedOut, Failed, ScriptFailed, Cancelled, Lost };

        TimePoint at{};
        std::uint64_t order = 0;
        Kind kind{};
        SlotId slot;
        TimePoint since{};
        bool operator>(const Report &other) const { return at != other.at ? at > other.at : order > other.order; }
    };

    void perform(const Command &command, TimePoint now);
    struct RunningScript
    {
        Script script;
        ScriptCounters counters;
    };
    struct Service
    {
        Report::Kind kind = Report::Kind::Answered;
        Duration after{0};
    };

    void answer(SlotId slot, ScriptIndex script, TimePoint now);
    Service serve(std::optional<Duration> timeout);
    Service serve(RunningScript &running, std::optional<Duration> timeout);
    void interrupt(SlotId slot, Report::Kind kind, TimePoint now);
    void push(Report::Kind kind, SlotId slot, TimePoint at, TimePoint since);
    void make(const Report &report);

    Dispatcher &m_dispatcher;
    ServiceTime m_service;
    Random m_random;
    Random m_scriptRandom;
    double m_failures = 0;
    std::vector<RunningScript> m_scripts;
    ScriptSettings m_settings;
    ScriptRun m_run{0};
    std::map<SlotId, Error> m_scriptErrors;    // of requests that will end with an error
    std::vector<Report> m_reports;             // a heap, the next on top
    std::map<SlotId, std::uint64_t> m_answers; // order of the report that ends a slot's request
    std::uint64_t m_order = 0;
    int m_backends = 0; // opened so far; used as pid
};

} // namespace poolwart
