// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/runrecorder.h"

#include <algorithm>
#include <iterator>

namespace poolwart {

namespace {

constexpr std::size_t longestQueue = 64; // seconds that a disk may hang; then they are recorded as one

} // namespace

RunRecorder::RunRecorder(std::string journal, RunRecord head, Start start)
    : m_path(std::move(journal))
    , m_start(start)
    , m_run(std::move(head))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{}

RunRecorder::~RunRecorder() = default;

bool RunRecorder::add(RecordedSecond second)
{
    if (second.figures.to <= m_start.after || (m_start.isNewMeasuring && second.figures.measuredSince < m_start.after))
        return false;
    const std::scoped_lock lock(m_mutex);
    if (m_queue.size() < longestQueue) {
        m_queue.push_back(std::move(second));
    } else {
        append(m_queue.back().figures, std::move(second.figures));
        if (m_queue.back().settings.empty())
            m_queue.back().settings = std::move(second.settings);
        std::ranges::move(second.marks, std::back_inserter(m_queue.back().marks));
    }
    m_changed.notify_all();
    return true;
}

std::optional<Error> RunRecorder::takeFault()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_fault, std::nullopt);
}

// Asked to stop, it still writes what waits.
void RunRecorder::run(const std::stop_token &stop)
{
    auto made = RunJournal::create(m_path, m_run);
    report(made ? done() : Done(made.error()));
    if (made)
        m_journal = std::move(made.value());
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_queue.empty(); }) || !m_queue.empty()) {
        RecordedSecond second = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        write(std::move(second));
        lock.lock();
    }
}

void RunRecorder::write(RecordedSecond recorded)
{
    if (!m_begin)
        m_begin = recorded.figures.from;
    for (RunMark &mark : recorded.marks)
        mark.at = std::max(Duration(0), mark.at - m_begin->time_since_epoch());
    RunSecond second = runSecond(recorded.figures, *m_begin);
    second.server = recorded.server;
    second.cpuShare = recorded.cpuShare;
    const RunBreakdown breakdown = runBreakdown(recorded.figures);
    if (m_journal)
        report(m_journal->append(second, breakdown, recorded.marks, recorded.settings));
    if (!recorded.settings.empty())
        m_run.settings = recorded.settings;
    m_builder.add(second);
    m_builder.add(breakdown);
    for (RunMark &mark : recorded.marks)
        m_builder.add(std::move(mark));
}

void RunRecorder::report(const Done &written)
{
    if (!written && !m_isFailing) {
        const std::scoped_lock lock(m_mutex);
        m_fault = written.error();
    }
    m_isFailing = !written;
}

RunRecord RunRecorder::finish()
{
    m_thread.request_stop();
    m_thread.join();
    m_builder.fillFigures(m_run);
    return m_run;
}

void RunRecorder::forgetJournal()
{
    if (m_journal)
        m_journal->remove();
}

} // namespace poolwart
