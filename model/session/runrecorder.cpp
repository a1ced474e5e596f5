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
    , m_builder(std::move(head))
{
    m_thread.add([this](const std::stop_token &) { createJournal(); }, [this](const Error &error) { report(error); });
}

RunRecorder::~RunRecorder()
{
    m_thread.finish();
    m_thread.join();
}

bool RunRecorder::add(RecordedSecond second)
{
    if (second.figures.to <= m_start.after || (m_start.isNewMeasuring && second.figures.measuredSince < m_start.after))
        return false;
    if (enqueue(std::move(second)))
        m_thread.add([this](const std::stop_token &) { writeNext(); }, [this](const Error &error) { report(error); });
    return true;
}

// False: the queue is full, and the second was added to the last one.
bool RunRecorder::enqueue(RecordedSecond second)
{
    const std::scoped_lock lock(m_mutex);
    if (m_queue.size() < longestQueue) {
        m_queue.push_back(std::move(second));
        return true;
    }
    RecordedSecond &last = m_queue.back();
    append(last.figures, std::move(second.figures));
    if (last.settings.empty())
        last.settings = std::move(second.settings);
    std::ranges::move(second.marks, std::back_inserter(last.marks));
    return false;
}

std::optional<Error> RunRecorder::takeFault()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_fault, std::nullopt);
}

void RunRecorder::createJournal()
{
    auto made = RunJournal::create(m_path, m_builder.head());
    report(made ? done() : Done(made.error()));
    if (made)
        m_journal = std::move(made.value());
}

void RunRecorder::writeNext()
{
    std::unique_lock lock(m_mutex);
    RecordedSecond second = std::move(m_queue.front());
    m_queue.pop_front();
    lock.unlock();
    write(std::move(second));
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
        m_builder.head().settings = recorded.settings;
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

RunBuilder RunRecorder::finish()
{
    m_thread.finish();
    m_thread.join();
    while (!m_queue.empty()) // there was no thread for it
        writeNext();
    return std::move(m_builder);
}

void RunRecorder::forgetJournal()
{
    if (m_journal)
        m_journal->remove();
}

} // namespace poolwart
