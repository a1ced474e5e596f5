// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/error.h"
#include "model/core/ids.h"
#include "model/core/random.h"
#include "model/engine/canceller.h"
#include "model/engine/readiness.h"
#include "model/engine/slotworkload.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct pg_result;

namespace poolwart {

struct ClearPgResult
{
    void operator()(pg_result *result) const;
};
using PgResult = std::unique_ptr<pg_result, ClearPgResult>;

class PgBackend;

// Properties of a connection while it is open.
struct SlotSession
{
    std::optional<Pooler> pooler; // the pooler in between; nothing may then be set that outlives a transaction
    std::optional<std::chrono::milliseconds> statementTimeout;
    bool isReadOnly = false; // at its opening; a later change is sent to the session unless it is a pooler's
};

// The connection of one slot between open and close: non-blocking libpq on the engine thread. Its socket is always watched for
// reading, so that the loss of an idle connection is noticed too. A request is a script, run to its end or to its first error;
// then an open transaction is rolled back. Rows are read one by one and discarded: a result is never completely in memory.
class PgSlot
{
public:
    // `number` is the script's client_id.
    PgSlot(Readiness &readiness, SlotId id, int number, std::uint64_t seed, PgBackend &backend);
    PgSlot(const PgSlot &) = delete;
    PgSlot &operator=(const PgSlot &) = delete;

    // False: the system cannot watch its socket. Then drop() it.
    [[nodiscard]] bool adopt(pg_conn *connection, SlotSession session);
    void drop();   // reports it as lost, with its request, unless it was reported before
    void detach(); // returns the connection to the connector, whatever it is doing
    bool hasConnection() const { return m_connection != nullptr; }
    int backendPid() const; // 0: none, or a changing one of the pooler

    // If the parameters are kept, the report contains them for all statements of the script.
    void send(ScriptIndex script, bool keepsParameters = false);
    void socketReady();             // to read, or to write while that was asked for
    void wake(std::uint64_t sleep); // ignored if `sleep` is not the current one
    void cut();
    CancelKey cancelKey() const { return m_cancelKey; }
    // Between the two calls a finished request is held back, so that a late cancel cannot hit the next one. The request ends
    // with the current statement or sleep; if only the statement is meant and it succeeded, the request continues.
    void cancelSent(bool endsRequest);
    void cancelReturned();

private:
    enum class Step : std::uint8_t {
        Idle,
        Switching,
        Deallocating,
        Renewing,
        Preparing,
        Guarding,
        Executing,
        Committing,
        Sleeping,
        Paused,
        RollingBack,
        Held
    };
    // State of a statement on the connection. Stale: the server has it, but from an earlier workload.
    enum class Preparation : std::uint8_t { None, Ready, Stale };

    static void takeNotice(void *slot, const pg_result *notice);

    bool isBusy() const { return m_step != Step::Idle; }
    bool awaitsAnswer() const { return isBusy() && m_step != Step::Sleeping && m_step != Step::Paused && m_step != Step::Held; }
    bool mustSwitch() const;
    void switchSession();
    void switched();
    void begin();
    void forgetPrepared();
    void nextStep();
    void beginStatement();
    void serveStatement();
    bool mustGuard() const;
    void guard();
    void guarded();
    void renew();
    void prepare();
    void prepared();
    bool renewsPrepared();
    void execute();
    void executed();
    bool sendStatement();
    std::string guardText() const;
    void watchTimeout();
    void checkTimeout();
    void keepParameters();
    void sleep(Duration duration);
    void query(Step step, const char *sql);
    void flush();
    bool watch();
    void unwatch();
    void noteUnwatched();
    void readResults();
    void take(PgResult result);
    void takeRow(PgResult row);
    bool takeCopy();
    void noteLine();
    void takeResult();
    void stepDone();
    void fail(Error error);
    void finish();
    void conclude();
    void report();
    Error endOfConnection() const;
    void connectionLost();

    const ScriptStatement &statement() const { return m_running->script.statements()[m_statement]; }
    Preparation &preparation() { return m_preparations[m_running->firstStatement + m_statement]; }

    SlotId m_id;
    PgBackend &m_backend; // where it reports to
    Readiness &m_readiness;
    Random m_random;
    ScriptRun m_run;
    pg_conn *m_connection = nullptr;
    CancelKey m_cancelKey;
    Step m_step = Step::Idle;
    std::uint64_t m_adoption = 0;             // changes with each new connection
    std::shared_ptr<SlotWorkload> m_workload; // of the current or last request
    SlotWorkload::RunningScript *m_running = nullptr;
    std::size_t m_statement = 0;
    std::uint64_t m_preparedGeneration = 0;
    std::vector<Preparation> m_preparations; // on the connection, for that generation; by the workload's statement number
    bool m_hasPrepared = false;              // any
    bool m_isFresh = false;                  // the statement was prepared for this request
    TimePoint m_sent{};                      // moved by the time of preparing, which happens once per connection
    TimePoint m_preparingSince{};
    TimePoint m_ended{};
    std::uint64_t m_wakes = 0;     // drawn so far
    std::uint64_t m_sleep = 0;     // the wake that ends the current sleep
    std::uint64_t m_timeWatch = 0; // the wake that checks the statement timeout; 0: none pending
    TimePoint m_overrunAt{};       // of the current statement
    bool m_hasOverrun = false;
    std::uint64_t m_rows = 0;  // of the current statement
    std::uint64_t m_bytes = 0; // size of the row values or the COPY data
    PgResult m_lastRow;        // if the script needs it
    bool m_keepsParameters = false;
    std::string m_parameters; // of the current request
    bool m_isUsable = true;
    bool m_isWatched = false;
    bool m_isFlushing = false; // libpq could not send everything at once
    int m_cancelsOut = 0;
    bool m_isCancelled = false; // of the current request
    bool m_hasRolledBack = false;
    SlotSession m_session;
    Protocol m_protocol = Protocol::Prepared; // of the current request
    bool m_isReadOnly = false;                // writing is not allowed
    bool m_isGuarded = false;                 // the session is not read-only, so each transaction is made read-only
    bool m_isGuardUp = false;                 // in the current transaction
    bool m_awaitsGuard = false;               // its result comes before the statement's, in one message
    bool m_hasBegun = false;                  // a transaction was started for the guard, around this statement
    bool m_isCopying = false;
    bool m_isCut = false; // by us
    bool m_isDead = false;
    std::optional<Error> m_lastWords; // of the server, before it closed the connection
    std::optional<Error> m_error;     // first error of the current request
    std::vector<ScriptColumn> m_columns;
};

} // namespace poolwart
