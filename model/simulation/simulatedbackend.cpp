// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/simulatedbackend.h"

#include "model/core/text.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace poolwart {

namespace {

Error cancelled(const char *words)
{
    return {.kind = ErrorKind::Statement, .message = words, .sqlState = "57014"}; // as PostgreSQL says it
}

} // namespace

void SimulatedBackend::flush(TimePoint now)
{
    std::vector<Command> &commands = m_dispatcher.commands();
    for (const Command &command : commands)
        perform(command, now); // only plans reports: the dispatcher is not called here
    commands.clear();
}

std::optional<TimePoint> SimulatedBackend::nextReport() const
{
    return m_reports.empty() ? std::nullopt : std::optional(m_reports.front().at);
}

void SimulatedBackend::report(TimePoint now)
{
    while (!m_reports.empty() && m_reports.front().at <= now) {
        const Report due = m_reports.front();
        std::ranges::pop_heap(m_reports, std::greater<>());
        m_reports.pop_back();
        make(due);
        flush(due.at);
    }
}

void SimulatedBackend::perform(const Command &command, TimePoint now)
{
    switch (command.kind) {
    case Command::Kind::Open:
        push(Report::Kind::Opened, command.slot, now + opening, now);
        break;
    case Command::Kind::Close:
        push(Report::Kind::Closed, command.slot, now, now);
        break;
    case Command::Kind::Send:
        answer(command.slot, command.script, now);
        break;
    case Command::Kind::Cancel:
        interrupt(command.slot, Report::Kind::Cancelled, now);
        break;
    case Command::Kind::Cut:
        interrupt(command.slot, Report::Kind::Lost, now);
        break;
    }
}

void SimulatedBackend::setScripts(const Workload &workload)
{
    m_scripts.clear();
    m_settings = {.scale = workload.scale.value_or(1)};
    for (const WorkloadScript &written : workload.scripts) {
        auto script = Script::parse(written.text);
        assert(script.ok());
        ScriptCounters counters(*script, workload.data);
        m_scripts.push_back({.script = *std::move(script), .counters = std::move(counters)});
    }
}

void SimulatedBackend::answer(SlotId slot, ScriptIndex script, TimePoint now)
{
    const PoolPlan *plan = m_dispatcher.planOf(slot.pool);
    const auto timeout = plan && plan->statementTimeout ? std::optional<Duration>(*plan->statementTimeout) : std::nullopt;
    const Service service = m_scripts.empty() ? serve(timeout) : serve(m_scripts[script], timeout);
    push(service.kind, slot, now + service.after, now);
    m_answers[slot] = m_order;
    if (service.kind == Report::Kind::ScriptFailed)
        m_scriptErrors[slot] = m_run.error();
}

// One statement.
SimulatedBackend::Service SimulatedBackend::serve(std::optional<Duration> timeout)
{
    const Duration service = m_service.draw(m_random);
    if (timeout && service >= *timeout)
        return {.kind = Report::Kind::StatementTimedOut, .after = *timeout};
    const bool isFailing = m_failures > 0 && m_random.uniform() < m_failures;
    return {.kind = isFailing ? Report::Kind::Failed : Report::Kind::Answered, .after = service};
}

// All of it is known at once, for nothing that happens meanwhile changes what a script does.
SimulatedBackend::Service SimulatedBackend::serve(RunningScript &running, std::optional<Duration> timeout)
{
    Duration passed{0};
    m_run.begin(running.script, running.counters, m_settings);
    while (true) {
        const ScriptStep step = m_run.next(m_scriptRandom);
        switch (step.kind) {
        case ScriptStep::Kind::End:
            return {.kind = Report::Kind::Answered, .after = passed};
        case ScriptStep::Kind::Fail:
            return {.kind = Report::Kind::ScriptFailed, .after = passed};
        case ScriptStep::Kind::Sleep:
            passed += step.sleep;
            break;
        case ScriptStep::Kind::Send:
            const Service statement = serve(timeout);
            passed += statement.after;
            if (statement.kind != Report::Kind::Answered)
                return {.kind = statement.kind, .after = passed};
            break;
        }
    }
}

// The running request ends now instead; the report that it had is void.
void SimulatedBackend::interrupt(SlotId slot, Report::Kind kind, TimePoint now)
{
    const auto answer = m_answers.find(slot);
    if (answer == m_answers.end())
        return; // it has just ended by itself
    const auto planned = std::ranges::find(m_reports, answer->second, &Report::order);
    const TimePoint since = planned->since;
    m_reports.erase(planned);
    std::ranges::make_heap(m_reports, std::greater<>());
    push(kind, slot, now, since);
    answer->second = m_order;
}

void SimulatedBackend::push(Report::Kind kind, SlotId slot, TimePoint at, TimePoint since)
{
    m_reports.push_back({.at = at, .order = ++m_order, .kind = kind, .slot = slot, .since = since});
    std::ranges::push_heap(m_reports, std::greater<>());
}

void SimulatedBackend::make(const Report &report)
{
    if (const auto answer = m_answers.find(report.slot); answer != m_answers.end() && answer->second == report.order)
        m_answers.erase(answer);
    switch (report.kind) {
    case Report::Kind::Opened:
        m_dispatcher.slotOpened(report.slot, ++m_backends, report.at - report.since, report.at);
        break;
    case Report::Kind::Closed:
        m_dispatcher.slotClosed(report.slot, report.at);
        break;
    case Report::Kind::Answered:
        m_dispatcher.requestCompleted(report.slot, report.since, true, report.at);
        break;
    case Report::Kind::StatementTimedOut:
        m_dispatcher.requestFailed(report.slot, report.since, cancelled("canceling statement due to statement timeout"), true, report.at);
        break;
    case Report::Kind::Failed:
        m_dispatcher.requestFailed(
            report.slot, report.since,
            {.kind = ErrorKind::Statement, .message = "could not serialize access due to concurrent update", .sqlState = "40001"}, true,
            report.at);
        break;
    case Report::Kind::ScriptFailed:
        m_dispatcher.requestFailed(report.slot, report.since, m_scriptErrors[report.slot], true, report.at);
        break;
    case Report::Kind::Cancelled:
        m_dispatcher.requestFailed(report.slot, report.since, cancelled("canceling statement due to user request"), true, report.at);
        break;
    case Report::Kind::Lost:
        m_dispatcher.requestFailed(
            report.slot, report.since,
            {.kind = ErrorKind::ConnectionLost, .message = text(QT_TRANSLATE_NOOP("core", "The connection was lost."))}, false, report.at);
        break;
    }
}

} // namespace poolwart
