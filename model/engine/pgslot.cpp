// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/pgslot.h"

#include "model/core/text.h"
#include "model/traffic/redaction.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cassert>

namespace poolwart {

namespace {

// As the server says it of a statement; between two of them it has nothing to cancel.
Error cancelledBetween()
{
    return {.kind = ErrorKind::Statement, .message = "canceling statement due to user request", .sqlState = "57014"};
}

// Behind a pooler a session's setting would go to the next client with the connection, so there it was not made. Since
// PostgreSQL 14 the server reports it, and what a pooler reports is not this session's.
bool isReadOnlySession(const PGconn *connection)
{
    constexpr int reportedSince = 14'00'00;
    const char *setting = PQparameterStatus(connection, "default_transaction_read_only");
    return PQserverVersion(connection) < reportedSince || (setting && std::string_view(setting) == "on");
}

} // namespace

PgSlot::PgSlot(Readiness &readiness, SlotId id, int number, std::uint64_t seed, PgSlotOwner &owner)
    : m_id(id)
    , m_owner(owner)
    , m_readiness(readiness)
    , m_random(seed)
    , m_run(number)
{}

void PgSlot::adopt(pg_conn *connection)
{
    assert(!m_connection && connection);
    m_connection = connection;
    m_cancelKey = cancelKeyOf(connection);
    m_step = Step::Idle;
    m_preparedGeneration = 0;
    m_isDead = m_isFlushing = m_isCancelOut = m_hasPrepared = false;
    m_isGuarded = m_owner.isReadOnly() && !isReadOnlySession(connection);
    ++m_adoption;
    PQsetnonblocking(connection, 1);
    watch(true);
}

void PgSlot::surrender()
{
    assert(m_connection);
    ++m_adoption;
    watch(false);
    PQsetnonblocking(m_connection, 0);
    m_connection = nullptr;
    m_cancelKey.reset();
    m_step = Step::Idle;
}

int PgSlot::backendPid() const
{
    return m_connection ? PQbackendPID(m_connection) : 0;
}

// --- a request

void PgSlot::send(ScriptIndex script, bool keepsParameters)
{
    assert(m_connection && !isBusy());
    if (m_workload != m_owner.workload())
        m_workload = m_owner.workload();
    // One that waited while the workload lost its script runs the last one that there is.
    m_running = &m_workload->scripts[std::min<std::size_t>(script, m_workload->scripts.size() - 1)];
    m_keepsParameters = keepsParameters;
    m_parameters.clear();
    m_error.reset();
    m_isUsable = true;
    m_isCancelled = m_hasRolledBack = m_hasBegun = false;
    m_run.begin(m_running->script, m_running->counters, m_workload->settings);
    m_sent = m_owner.now();
    if (m_workload->protocol == Protocol::Prepared && m_preparedGeneration != m_workload->generation)
        forgetPrepared();
    else
        nextStep();
}

// Those of an earlier workload have the same names.
void PgSlot::forgetPrepared()
{
    m_preparingSince = m_sent;
    if (m_hasPrepared) {
        query(Step::Deallocating, "DEALLOCATE ALL");
        return;
    }
    m_isPrepared.assign(m_workload->statementCount, false);
    m_preparedGeneration = m_workload->generation;
    nextStep();
}

void PgSlot::nextStep()
{
    const ScriptStep step = m_run.next(m_random);
    switch (step.kind) {
    case ScriptStep::Kind::End:
        if (m_hasBegun && PQtransactionStatus(m_connection) == PQTRANS_INTRANS)
            query(Step::Committing, "COMMIT");
        else
            finish();
        break;
    case ScriptStep::Kind::Fail:
        fail(m_run.error());
        break;
    case ScriptStep::Kind::Sleep:
        sleep(step.sleep);
        break;
    case ScriptStep::Kind::Send:
        m_statement = step.statement;
        if (m_isCancelled)
            fail(cancelledBetween());
        else if (mustBegin())
            query(Step::Beginning, "BEGIN READ ONLY");
        else
            serveStatement();
        break;
    }
}

// A BEGIN of the script's own is then within ours, of which the server only warns; behind its COMMIT there is a new one.
bool PgSlot::mustBegin() const
{
    return m_isGuarded && PQtransactionStatus(m_connection) == PQTRANS_IDLE;
}

void PgSlot::serveStatement()
{
    if (m_workload->protocol == Protocol::Prepared && !m_isPrepared[m_running->firstStatement + m_statement])
        prepare();
    else
        execute();
}

void PgSlot::prepare()
{
    m_step = Step::Preparing;
    m_preparingSince = m_owner.now();
    if (PQsendPrepare(m_connection, m_running->statements[m_statement].name.c_str(), statement().sql.c_str(), 0, nullptr))
        flush();
    else
        connectionLost();
}

void PgSlot::execute()
{
    m_step = Step::Executing;
    m_rows = 0;
    if (m_keepsParameters)
        keepParameters();
    if (!sendStatement()) {
        connectionLost();
        return;
    }
    if (m_running->statements[m_statement].isRowByRow && !statement().result)
        PQsetSingleRowMode(m_connection);
    flush();
}

// $1 = 42, $2 = a; $1 = NULL. Cut where it is long, between two characters.
void PgSlot::keepParameters()
{
    constexpr std::size_t longest = 300;
    const bool isSecret = namesPassword(statement().sql);
    const std::vector<const char *> &values = m_run.parameters();
    for (std::size_t k = 0; k < values.size() && m_parameters.size() < longest; ++k) {
        m_parameters += m_parameters.empty() ? "$" : k == 0 ? "; $" : ", $";
        m_parameters += std::to_string(k + 1) + " = " + (isSecret ? "…" : values[k] ? values[k] : "NULL");
    }
    if (m_parameters.size() <= longest)
        return;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(m_parameters[end]) & 0xc0) == 0x80)
        --end;
    m_parameters.resize(end);
    m_parameters += "…";
}

bool PgSlot::sendStatement()
{
    if (m_workload->protocol == Protocol::Simple)
        return PQsendQuery(m_connection, m_run.inlined().c_str());
    const std::vector<const char *> &values = m_run.parameters();
    const int count = static_cast<int>(values.size());
    if (m_workload->protocol == Protocol::Prepared) {
        const char *name = m_running->statements[m_statement].name.c_str();
        return PQsendQueryPrepared(m_connection, name, count, values.data(), nullptr, nullptr, 0);
    }
    return PQsendQueryParams(m_connection, statement().sql.c_str(), count, nullptr, values.data(), nullptr, nullptr, 0);
}

void PgSlot::sleep(Duration duration)
{
    if (m_isCancelled) {
        fail(cancelledBetween());
        return;
    }
    m_step = Step::Sleeping;
    m_owner.slotSleeps(m_id, ++m_sleeps, m_owner.now() + duration);
}

void PgSlot::wake(std::uint64_t sleep)
{
    if (m_step == Step::Sleeping && sleep == m_sleeps)
        nextStep();
}

void PgSlot::query(Step step, const char *sql)
{
    m_step = step;
    if (PQsendQuery(m_connection, sql))
        flush();
    else
        connectionLost();
}

// --- its end

void PgSlot::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
    finish();
}

void PgSlot::finish()
{
    m_ended = m_owner.now();
    conclude();
}

// Holds the request until its cancel is back, then rolls back what a failed script has left open, then reports.
void PgSlot::conclude()
{
    const bool isAlive = !m_isDead && PQstatus(m_connection) == CONNECTION_OK;
    const bool isOpen = PQtransactionStatus(m_connection) != PQTRANS_IDLE;
    if (m_isCancelOut && isAlive) {
        m_step = Step::Held;
        return;
    }
    if (m_error && isOpen && isAlive && !m_hasRolledBack) {
        m_hasRolledBack = true;
        query(Step::RollingBack, "ROLLBACK");
        return;
    }
    if (!m_error && isOpen) {
        m_error = Error{.kind = ErrorKind::BadInput,
                        .message = text(QT_TRANSLATE_NOOP("core", "The script leaves a transaction open; its connection was closed."))};
    }
    m_isUsable = isAlive && !isOpen;
    report();
}

void PgSlot::report()
{
    m_step = Step::Idle;
    if (m_error)
        m_owner.slotFailed(m_id, m_sent, *m_error, m_isUsable);
    else
        m_owner.slotCompleted(m_id, m_sent, m_ended, m_isUsable, m_parameters);
}

void PgSlot::cancelSent()
{
    m_isCancelOut = m_isCancelled = true;
    if (m_step == Step::Sleeping)
        fail(cancelledBetween());
}

void PgSlot::cancelReturned()
{
    m_isCancelOut = false;
    if (m_step == Step::Held)
        conclude();
}

} // namespace poolwart
