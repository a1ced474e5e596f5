// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/error.h"
#include "model/core/ids.h"
#include "model/core/random.h"
#include "model/engine/canceller.h"
#include "model/engine/readiness.h"
#include "model/traffic/statement.h"
#include "model/traffic/trafficplan.h"

#include <optional>
#include <string>
#include <vector>

struct pg_result;

namespace poolwart {

// The statement that slots run, as it stands now. Each change is a new generation.
struct SlotWorkload
{
    Statement statement;
    Protocol protocol = Protocol::Prepared;
    std::uint64_t generation = 0;
    // A result with many rows is read row by row and thrown away, so that it never stands in memory as a whole;
    // unknown until the first answer.
    bool isRowByRow = true;
};

// Where a slot reports to and asks; the engine thread.
class PgSlotOwner
{
public:
    virtual ~PgSlotOwner() = default;
    virtual TimePoint now() const = 0;
    virtual SlotWorkload &workload() = 0;
    virtual void slotCompleted(SlotId slot, TimePoint sent, TimePoint ended, bool isUsable) = 0;
    virtual void slotFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable) = 0;
    virtual void slotDied(SlotId slot, const std::string &why) = 0; // while idle
    virtual void sawLargeResult(SlotId slot, std::uint64_t rows) = 0;
};

// The connection of one slot between open and close: non-blocking libpq on the engine thread. Its socket is watched for
// reading all the time, so that the death of an idle connection is noticed too.
class PgSlot final : private Readiness::Listener
{
public:
    PgSlot(Readiness &readiness, SlotId id, std::uint64_t seed, PgSlotOwner &owner);
    PgSlot(const PgSlot &) = delete;
    PgSlot &operator=(const PgSlot &) = delete;

    void adopt(pg_conn *connection);
    void surrender(); // the connection is the connector's again, whatever it is doing
    bool hasConnection() const { return m_connection != nullptr; }
    int backendPid() const;

    void send();
    void cut();
    CancelKey cancelKey() const { return m_cancelKey; }
    // Between the two a finished request is held back: a late cancel must not hit the next statement.
    void cancelSent() { m_isCancelOut = true; }
    void cancelReturned();

private:
    enum class Step : std::uint8_t { Idle, Deallocating, Preparing, Executing, Held };

    bool isBusy() const { return m_step != Step::Idle; }
    void nextStep();
    void execute();
    bool sendStatement(const SlotWorkload &workload);
    void flush();
    void watch(bool on);
    void socketReady() override;
    void readResults();
    void take(pg_result *result);
    void stepDone();
    void finish();
    void report();
    void connectionLost();
    void noteRows(SlotWorkload &workload);

    SlotId m_id;
    PgSlotOwner &m_owner;
    Readiness &m_readiness;
    Random m_random;
    pg_conn *m_connection = nullptr;
    CancelKey m_cancelKey;
    Step m_step = Step::Idle;
    std::uint64_t m_adoption = 0; // tells a loop that its connection is another one by now
    std::uint64_t m_prepared = 0; // generation that is prepared on the connection; 0: none
    TimePoint m_sent{};
    TimePoint m_ended{};
    std::uint64_t m_rows = 0;
    bool m_isUsable = true;
    bool m_isWatched = false;
    bool m_isFlushing = false; // libpq could not send all at once
    bool m_isCancelOut = false;
    bool m_isDead = false;
    std::optional<Error> m_error; // of the request under way: the first one
    std::vector<std::string> m_parameters;
    std::vector<const char *> m_values;
};

} // namespace poolwart
