// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/connectionthread.h"
#include "model/server/monitor/question.h"
#include "model/server/monitor/samplebuilder.h"
#include "model/threads/jobthreads.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>

namespace poolwart {

// The monitor's two threads: one talks to the server; the other keeps the deadlines of questions while the first waits for the
// server.
class MonitorWorker
{
public:
    MonitorWorker(Target target, std::string runPrefix);
    ~MonitorWorker(); // within a second; abandons unanswered questions

    // Any thread; none of these calls waits.
    ServerSample latest() const;
    void sampleNow();
    void post(Question question);

private:
    using Clock = std::chrono::steady_clock;

    void talkOn();
    void talk(const std::stop_token &stop);
    void waitForWork(const std::stop_token &stop);
    void connect(const std::stop_token &stop);
    void setUp();
    void answerQuestions(const std::stop_token &stop);
    void sampleIfDue(const std::stop_token &stop);
    void dropConnection(const Error &error);
    void publish(ServerSample sample);
    std::optional<Pooler> pooler() const;
    void keepDeadlinesOn();
    void keepDeadlines(const std::stop_token &stop);
    void giveUpBefore(Clock::time_point time, const Error &error);

    const Target m_target;
    const std::string m_runPrefix;

    // Used by the talking thread only.
    SampleBuilder m_builder;
    std::optional<ConnectionThread> m_connection;
    pg_conn *m_handle = nullptr; // of m_connection, once it is open
    Clock::time_point m_connectDeadline;
    Clock::time_point m_nextSample;
    Clock::duration m_backOff;

    mutable std::mutex m_mutex; // guards all members below; never held while waiting for the server or keeping a promise
    std::condition_variable_any m_changed;
    ServerSample m_latest;
    std::list<Question> m_questions; // not yet sent
    std::list<Question> m_open;      // all whose deadline is in the future, including sent and answered ones
    bool m_sampleWanted = false;
    Clock::time_point m_nextAttempt; // connects again at this time

    JobThreads m_timekeeper; // last, because they use all other members
    JobThreads m_talker;
};

// runQuery() with a statement_timeout and a lock_timeout one second below the limit, for this query only: a pooler would pass
// session settings on to its next client.
Outcome<QueryRows> askServer(pg_conn *connection, const std::string &sql, const WaitLimit &limit);

// Queries the server once over an open connection: the raw data of a ServerSample.
Outcome<MonitorRows> lookAtServer(pg_conn *connection, const WaitLimit &limit);

} // namespace poolwart
