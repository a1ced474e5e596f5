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

// Where a slot reports to and asks; the engine thread.
class PgSlotOwner
{
public:
    virtual ~PgSlotOwner() = default;
    virtual TimePoint now() const = 0;
    virtual const std::shared_ptr<SlotWorkload> &workload() const = 0;
    virtual bool isReadOnly() const = 0; // so are sessions to be that are opened now
    virtual void slotCompleted(SlotId slot, TimePoint sent, TimePoint ended, bool isUsable, std::string_view parameters) = 0;
    virtual void slotFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable) = 0;
    virtual void slotDied(SlotId slot, const std::string &why) = 0;                 // while idle
    virtual void slotSleeps(SlotId slot, std::uint64_t sleep, TimePoint until) = 0; // → wake()
    virtual void slotOverran(SlotId slot) = 0; // its statement timeout, which no session keeps for it: it is to be cancelled
    virtual void sawResult(SlotId slot, std::uint64_t rows, std::uint64_t bytes) = 0;
    virtual void sawForeignSession(SlotId slot, std::string_view sqlState) = 0; // a prepared statement was there, or was not
};

// What holds for a connection as long as it is open.
struct SlotSession
{
    std::optional<Pooler> pooler; // in between: then nothing may be set that outlives a transaction
    std::optional<std::chrono::milliseconds> statementTimeout;
    bool isReadOnly = false; // as it was opened; a later wish is told to the session, if it is not a pooler's
};

// The connection of one slot between open and close: non-blocking libpq on the engine thread. Its socket is watched for
// reading all the time, so that the death of an idle connection is noticed too. A request is a script, run to its end or to
// its first error; then what is left of a transaction is rolled back. Rows are taken one by one and discarded: a result never
// stands in memory as a whole.
class PgSlot final : private Readiness::Listener
{
public:
    // `number` is the script's client_id.
    PgSlot(Readiness &readiness, SlotId id, int number, std::uint64_t seed, PgSlotOwner &owner);
    PgSlot(const PgSlot &) = delete;
    PgSlot &operator=(const PgSlot &) = delete;

    void adopt(pg_conn *connection, SlotSession session);
    void detach(); // the connection is the connector's again, whatever it is doing
    bool hasConnection() const { return m_connection != nullptr; }
    int backendPid() const; // 0: none, or one of the pooler's that changes

    // Where the parameters are kept they go with the report, all of the script's statements together.
    void send(ScriptIndex script, bool keepsParameters = false);
    void wake(std::uint64_t sleep); // another than the present one: nothing happens
    void cut();
    CancelKey cancelKey() const { return m_cancelKey; }
    // Between the two a finished request is held back: a late cancel must not hit the next one. It ends with the statement or
    // the sleep that is on; but where only the statement is meant, it goes on if that one got through.
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
    // Of a statement on the connection. Stale: the server has it, but the table is another by now.
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
    void watch(bool on);
    void socketReady() override;
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
    PgSlotOwner &m_owner;
    Readiness &m_readiness;
    Random m_random;
    ScriptRun m_run;
    pg_conn *m_connection = nullptr;
    CancelKey m_cancelKey;
    Step m_step = Step::Idle;
    std::uint64_t m_adoption = 0;             // tells a loop that its connection is another one by now
    std::shared_ptr<SlotWorkload> m_workload; // of the request under way, or of the last one
    SlotWorkload::RunningScript *m_running = nullptr;
    std::size_t m_statement = 0;
    std::uint64_t m_preparedGeneration = 0;
    std::vector<Preparation> m_preparations; // on the connection, of that generation; by the workload's count of statements
    bool m_hasPrepared = false;              // any
    bool m_isFresh = false;                  // the statement was prepared for this request
    TimePoint m_sent{};                      // later by what was spent on preparing: that is once for each connection
    TimePoint m_preparingSince{};
    TimePoint m_ended{};
    std::uint64_t m_wakes = 0;     // drawn so far
    std::uint64_t m_sleep = 0;     // the wake that ends the present one
    std::uint64_t m_timeWatch = 0; // the wake that looks after the statement timeout; 0: none is out
    TimePoint m_overrunAt{};       // of the statement under way
    bool m_hasOverrun = false;
    std::uint64_t m_rows = 0;  // of the statement under way
    std::uint64_t m_bytes = 0; // of the values of its rows, or of its COPY
    PgResult m_lastRow;        // where the script asks for it
    bool m_keepsParameters = false;
    std::string m_parameters; // of the request under way
    bool m_isUsable = true;
    bool m_isWatched = false;
    bool m_isFlushing = false; // libpq could not send all at once
    int m_cancelsOut = 0;
    bool m_isCancelled = false; // the request under way
    bool m_hasRolledBack = false;
    SlotSession m_session;
    Protocol m_protocol = Protocol::Prepared; // of the request under way
    bool m_isReadOnly = false;                // nothing may be written
    bool m_isGuarded = false;                 // the session could not be made read-only, or is not any more: each transaction is
    bool m_isGuardUp = false;                 // in the transaction under way
    bool m_awaitsGuard = false;               // its result comes before the statement's, in one message
    bool m_hasBegun = false;                  // a transaction for the guard, around this statement alone
    bool m_isCopying = false;
    bool m_isCut = false; // by us
    bool m_isDead = false;
    std::optional<Error> m_lastWords; // of the server, before it ended the connection
    std::optional<Error> m_error;     // of the request under way: the first one
    std::vector<ScriptColumn> m_columns;
};

} // namespace poolwart
