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
    virtual void slotDied(SlotId slot, const std::string &why) = 0; // while idle
    virtual void slotSleeps(SlotId slot, std::uint64_t sleep, TimePoint until) = 0; // → wake()
    virtual void sawLargeResult(SlotId slot, std::uint64_t rows) = 0;
};

// The connection of one slot between open and close: non-blocking libpq on the engine thread. Its socket is watched for
// reading all the time, so that the death of an idle connection is noticed too. A request is a script, run to its end or to
// its first error; then what is left of a transaction is rolled back.
class PgSlot final : private Readiness::Listener
{
public:
    // `number` is the script's client_id.
    PgSlot(Readiness &readiness, SlotId id, int number, std::uint64_t seed, PgSlotOwner &owner);
    PgSlot(const PgSlot &) = delete;
    PgSlot &operator=(const PgSlot &) = delete;

    void adopt(pg_conn *connection);
    void surrender(); // the connection is the connector's again, whatever it is doing
    bool hasConnection() const { return m_connection != nullptr; }
    int backendPid() const;

    // Where the parameters are kept they go with the report, all of the script's statements together.
    void send(ScriptIndex script, bool keepsParameters = false);
    void wake(std::uint64_t sleep); // another than the present one: nothing happens
    void cut();
    CancelKey cancelKey() const { return m_cancelKey; }
    // Between the two a finished request is held back: a late cancel must not hit the next one. It ends with the statement or
    // the sleep that is on.
    void cancelSent();
    void cancelReturned();

private:
    enum class Step : std::uint8_t { Idle, Deallocating, Preparing, Beginning, Executing, Committing, Sleeping, RollingBack, Held };

    bool isBusy() const { return m_step != Step::Idle; }
    bool awaitsAnswer() const { return isBusy() && m_step != Step::Sleeping && m_step != Step::Held; }
    void forgetPrepared();
    void nextStep();
    void serveStatement();
    bool mustBegin() const;
    void prepare();
    void execute();
    bool sendStatement();
    void keepParameters();
    void sleep(Duration duration);
    void query(Step step, const char *sql);
    void flush();
    void watch(bool on);
    void socketReady() override;
    void readResults();
    void take(pg_result *result);
    void noteLine();
    void takeRows(const pg_result *result);
    void stepDone();
    void noteRows();
    void fail(Error error);
    void finish();
    void conclude();
    void report();
    void connectionLost();

    const ScriptStatement &statement() const { return m_running->script.statements()[m_statement]; }

    SlotId m_id;
    PgSlotOwner &m_owner;
    Readiness &m_readiness;
    Random m_random;
    ScriptRun m_run;
    pg_conn *m_connection = nullptr;
    CancelKey m_cancelKey;
    Step m_step = Step::Idle;
    std::uint64_t m_adoption = 0; // tells a loop that its connection is another one by now
    std::shared_ptr<SlotWorkload> m_workload; // of the request under way, or of the last one
    SlotWorkload::RunningScript *m_running = nullptr;
    std::size_t m_statement = 0;
    std::uint64_t m_preparedGeneration = 0;
    std::vector<bool> m_isPrepared; // on the connection, of that generation; by the workload's count of statements
    bool m_hasPrepared = false;     // any
    TimePoint m_sent{};             // later by what was spent on preparing: that is once for each connection
    TimePoint m_preparingSince{};
    TimePoint m_ended{};
    std::uint64_t m_sleeps = 0;
    std::uint64_t m_rows = 0;
    bool m_keepsParameters = false;
    std::string m_parameters; // of the request under way
    bool m_isUsable = true;
    bool m_isWatched = false;
    bool m_isFlushing = false; // libpq could not send all at once
    bool m_isCancelOut = false;
    bool m_isCancelled = false; // the request under way
    bool m_hasRolledBack = false;
    bool m_isGuarded = false; // the session could not be made read-only: each transaction is
    bool m_hasBegun = false;  // one of that kind, which the script knows nothing of
    bool m_isDead = false;
    std::optional<Error> m_error; // of the request under way: the first one
    std::vector<ScriptColumn> m_columns;
};

} // namespace poolwart
