// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/monitor/monitorworker.h"

#include "model/core/text.h"
#include "model/server/connection/connecttimeout.h"

#include <libpq-fe.h>

#include <algorithm>

namespace poolwart {

using namespace std::chrono_literals;

namespace {

constexpr auto samplePeriod = 1s;
constexpr auto sampleDeadline = 3s;
constexpr auto answerSlack = 1s; // longer than the server's own timeouts, whose messages say more
constexpr auto shortestStatement = 100ms;
constexpr auto connectTimeout = 5s;
constexpr auto connectSlack = 1s; // longer than libpq's own timeout, whose message says more
constexpr auto openingSlice = 100ms;
constexpr auto firstBackOff = 250ms;
constexpr auto longestBackOff = 5s;
constexpr int oldestServer = 100'000; // pg_stat_activity.backend_type

PlainRequest monitorRequest(const std::string &runPrefix)
{
    return {.applicationName = runPrefix + "/monitor", .connectTimeout = connectTimeout};
}

} // namespace

Outcome<QueryRows> askServer(pg_conn *connection, const std::string &sql, const WaitLimit &limit)
{
    const auto left = std::chrono::floor<std::chrono::milliseconds>(limit.deadline - std::chrono::steady_clock::now() - answerSlack);
    const std::string timeout = std::to_string(std::max<std::chrono::milliseconds>(shortestStatement, left).count());
    return runQuery(connection, "SET LOCAL statement_timeout = " + timeout + "; SET LOCAL lock_timeout = " + timeout + "; " + sql, limit);
}

Outcome<MonitorRows> lookAtServer(pg_conn *connection, const WaitLimit &limit)
{
    if (PQserverVersion(connection) < oldestServer)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "The server is older than PostgreSQL 10, the oldest supported version."))};
    auto server = askServer(connection, serverSql, limit);
    if (!server)
        return server.error();
    auto backends = askServer(connection, backendsSql, limit);
    if (!backends)
        return backends.error();
    if (server->empty())
        return Error{.kind = ErrorKind::Internal,
                     .message = text(QT_TRANSLATE_NOOP("core", "Poolwart's role or database no longer exists on the server."))};
    return MonitorRows{.server = std::move(server->front()), .backends = std::move(*backends), .takenAt = std::chrono::steady_clock::now()};
}

MonitorWorker::MonitorWorker(Target target, std::string runPrefix)
    : m_target(std::move(target))
    , m_runPrefix(std::move(runPrefix))
    , m_builder(m_runPrefix)
    , m_backOff(firstBackOff)
    , m_talker({.maxThreads = 1, .atEnd = [this] {
                    m_handle = nullptr;
                    m_connection.reset();
                }})
{
    keepDeadlinesOn();
    talkOn();
}

MonitorWorker::~MonitorWorker()
{
    m_talker.stop();
    m_timekeeper.stop();
    m_talker.join();
    m_timekeeper.join();
    giveUpBefore(Clock::time_point::max(),
                 {.kind = ErrorKind::Cancelled, .message = text(QT_TRANSLATE_NOOP("core", "The monitor was stopped."))});
}

ServerSample MonitorWorker::latest() const
{
    const std::lock_guard lock(m_mutex);
    return m_latest;
}

void MonitorWorker::sampleNow()
{
    const std::lock_guard lock(m_mutex);
    m_sampleWanted = true;
    m_nextAttempt = {};
    m_changed.notify_all();
}

void MonitorWorker::post(Question question)
{
    const std::lock_guard lock(m_mutex);
    m_questions.push_back(question);
    m_open.push_back(std::move(question));
    m_nextAttempt = {};
    m_changed.notify_all();
}

// Each turn is a job that adds the next one: a turn that throws costs the connection, not the monitor.
void MonitorWorker::talkOn()
{
    const auto turn = [this](const std::stop_token &stop) {
        talk(stop);
        talkOn();
    };
    m_talker.add(turn, [this](const Error &error) {
        dropConnection(error);
        if (m_talker.hasThread())
            talkOn();
    });
}

void MonitorWorker::talk(const std::stop_token &stop)
{
    waitForWork(stop);
    if (!m_handle && !stop.stop_requested())
        connect(stop);
    if (m_handle)
        answerQuestions(stop);
    if (m_handle)
        sampleIfDue(stop);
}

void MonitorWorker::waitForWork(const std::stop_token &stop)
{
    if (m_connection && !m_handle)
        return; // connect() waits for it
    std::unique_lock lock(m_mutex);
    const auto isWork = [this] { return m_handle ? m_sampleWanted || !m_questions.empty() : Clock::now() >= m_nextAttempt; };
    const auto time = m_handle ? m_nextSample : m_nextAttempt; // a copy: it is read without the lock
    m_changed.wait_until(lock, stop, time, isWork);
}

void MonitorWorker::connect(const std::stop_token &stop)
{
    if (!m_connection) {
        if (const std::lock_guard lock(m_mutex); Clock::now() < m_nextAttempt)
            return;
        m_connection.emplace(m_target, monitorRequest(m_runPrefix));
        m_connectDeadline = Clock::now() + longestConnect(m_target, connectTimeout) + connectSlack;
    }
    auto opened = m_connection->wait(WaitLimit::in(openingSlice, stop));
    if (opened) {
        m_handle = *opened;
        setUp();
        return;
    }
    Error error = opened.error();
    const bool isStillOpening = error.kind == ErrorKind::TimedOut && Clock::now() < m_connectDeadline;
    if (isStillOpening || stop.stop_requested())
        return;
    if (error.kind == ErrorKind::TimedOut)
        error.kind = ErrorKind::CannotConnect;
    dropConnection(error);
}

void MonitorWorker::setUp()
{
    m_backOff = firstBackOff;
    m_nextSample = Clock::now();
}

void MonitorWorker::answerQuestions(const std::stop_token &stop)
{
    std::list<Question> questions;
    {
        const std::lock_guard lock(m_mutex);
        questions.swap(m_questions);
    }
    while (m_handle && !questions.empty()) {
        const auto &question = questions.front();
        if (Clock::now() < question.deadline) {
            if (auto error = question.ask(m_handle, WaitLimit{question.deadline, stop})) {
                dropConnection(*error);
                break; // it is asked again, over the next connection, if there is time
            }
        }
        questions.pop_front();
    }
    const std::lock_guard lock(m_mutex);
    m_questions.splice(m_questions.begin(), questions);
}

void MonitorWorker::sampleIfDue(const std::stop_token &stop)
{
    const auto now = Clock::now();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_sampleWanted && now < m_nextSample)
            return;
        m_sampleWanted = false;
    }
    if (now >= m_nextSample) // one that is asked for comes in between and puts nothing off
        m_nextSample = std::max(m_nextSample + samplePeriod, now + samplePeriod / 2);
    const auto rows = lookAtServer(m_handle, WaitLimit::in(sampleDeadline, stop));
    if (rows)
        return publish(m_builder.build(*rows));
    const auto kind = rows.error().kind;
    if (kind == ErrorKind::Cancelled)
        return;
    if (kind == ErrorKind::ConnectionLost || kind == ErrorKind::TimedOut)
        dropConnection(rows.error());
    else
        publish(m_builder.failure(rows.error(), true, Clock::now()));
}

void MonitorWorker::dropConnection(const Error &error)
{
    m_handle = nullptr;
    m_connection.reset();
    publish(m_builder.failure(error, false, Clock::now()));
    const std::lock_guard lock(m_mutex);
    m_nextAttempt = Clock::now() + m_backOff;
    m_backOff = std::min<Clock::duration>(m_backOff * 2, longestBackOff);
}

std::optional<Pooler> MonitorWorker::pooler() const
{
    const bool isPooled = m_target.pooler || (m_handle && m_connection->isPooled());
    return isPooled ? std::optional(m_target.pooler.value_or(Pooler())) : std::nullopt;
}

void MonitorWorker::publish(ServerSample sample)
{
    sample.pooler = pooler();
    const std::lock_guard lock(m_mutex);
    m_latest = std::move(sample);
}

void MonitorWorker::keepDeadlinesOn()
{
    const auto turn = [this](const std::stop_token &stop) {
        keepDeadlines(stop);
        keepDeadlinesOn();
    };
    m_timekeeper.add(turn, [this](const Error &error) {
        if (m_timekeeper.hasThread())
            keepDeadlinesOn();
        else
            giveUpBefore(Clock::time_point::max(), error);
    });
}

void MonitorWorker::keepDeadlines(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const auto earliest = [this] {
        auto time = Clock::time_point::max();
        for (const auto &question : m_open)
            time = std::min(time, question.deadline);
        return time;
    };
    const auto next = earliest();
    if (next == Clock::time_point::max())
        m_changed.wait(lock, stop, [&] { return !m_open.empty(); });
    else
        m_changed.wait_until(lock, stop, next, [&] { return earliest() < next; });
    lock.unlock();
    giveUpBefore(Clock::now(),
                 {.kind = ErrorKind::TimedOut, .message = text(QT_TRANSLATE_NOOP("core", "The server did not answer in time."))});
}

void MonitorWorker::giveUpBefore(Clock::time_point time, const Error &error)
{
    std::list<Question> late;
    {
        const std::lock_guard lock(m_mutex);
        for (auto question = m_open.begin(); question != m_open.end();) {
            const auto next = std::next(question);
            if (question->deadline <= time)
                late.splice(late.end(), m_open, question);
            question = next;
        }
    }
    for (const auto &question : late)
        question.giveUp(error);
}

} // namespace poolwart
