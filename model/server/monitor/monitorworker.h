// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/connectionthread.h"
#include "model/server/monitor/question.h"
#include "model/server/monitor/samplebuilder.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

namespace poolwart {

// The monitor's two threads: one talks to the server; the other keeps the deadlines of questions, while the first may be
// busy with a server that is silent.
class MonitorWorker
{
public:
    MonitorWorker(Target target, std::string runPrefix);
    ~MonitorWorker(); // within a second; gives up what is not answered

    // Any thread; none of them waits.
    ServerSample latest() const;
    void sampleNow();
    void post(Question question);

private:
    using Clock = std::chrono::steady_clock;

    void talk(const std::stop_token &stop);
    void waitForWork(const std::stop_token &stop);
    void connect(const std::stop_token &stop);
    void setUp();
    void answerQuestions(const std::stop_token &stop);
    void sampleIfDue(const std::stop_token &stop);
    void dropConnection(const Error &error);
    void publish(ServerSample sample);
    std::optional<Pooler> pooler() const;
    void keepDeadlines(const std::stop_token &stop);
    void giveUpBefore(Clock::time_point time, const Error &error);

    const Target m_target;
    const std::string m_runPrefix;

    // Of the talking thread alone.
    SampleBuilder m_builder;
    std::optional<ConnectionThread> m_connection;
    pg_conn *m_handle = nullptr; // of m_connection, once it is open
    Clock::time_point m_connectDeadline;
    Clock::time_point m_nextSample;
    Clock::duration m_backOff;

    mutable std::mutex m_mutex; // guards all below; nothing waits for the server, and no promise is kept, under it
    std::condition_variable_any m_changed;
    ServerSample m_latest;
    std::list<Question> m_questions; // still to be asked
    std::list<Question> m_open;      // all whose deadline is ahead, asked and answered ones too
    bool m_sampleWanted = false;
    Clock::time_point m_nextAttempt; // to connect

    std::jthread m_timekeeper; // last, for they use all of the above
    std::jthread m_talker;
};

// runQuery() under a statement_timeout and a lock_timeout a second before the limit, which end with it: the session may be a
// pooler's, whose next client would have them.
Outcome<QueryRows> askServer(pg_conn *connection, const std::string &sql, const WaitLimit &limit);

// One look at the server over an open connection: ServerSample's raw material.
Outcome<MonitorRows> lookAtServer(pg_conn *connection, const WaitLimit &limit);

} // namespace poolwart
