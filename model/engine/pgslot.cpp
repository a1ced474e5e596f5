// SPDX-License-Identifier: GPL-3.0-or-later
// Long: one state machine, in the order of its states.
#include "model/engine/pgslot.h"

#include "model/engine/pgbackend.h"

#include "model/core/text.h"
#include "model/core/utf8.h"
#include "model/workload/redaction.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cassert>

namespace poolwart {

namespace {

constexpr std::string_view duplicatePreparedStatement = "42P05";
constexpr std::string_view invalidStatementName = "26000";
constexpr std::string_view featureNotSupported = "0A000"; // "cached plan must not change result type" is of this class

// As the server says it of a statement; between two of them it has nothing to cancel.
Error cancelledBetween()
{
    return {.kind = ErrorKind::Statement, .message = "canceling statement due to user request", .sqlState = "57014"};
}

// As it is now: a session that was opened before the wish changed is not, and a function, RESET ALL and DISCARD ALL can turn it
// off again. Before PostgreSQL 14 it is not reported, and so not known.
bool isReadOnlySession(const PGconn *connection)
{
    const char *setting = PQparameterStatus(connection, "default_transaction_read_only");
    return setting && std::string_view(setting) == "on";
}

} // namespace

PgSlot::PgSlot(Readiness &readiness, SlotId id, int number, std::uint64_t seed, PgBackend &backend)
    : m_id(id)
    , m_backend(backend)
    , m_readiness(readiness)
    , m_random(seed)
    , m_run(number)
{}

bool PgSlot::adopt(pg_conn *connection, SlotSession session)
{
    assert(!m_connection && connection);
    m_connection = connection;
    m_cancelKey = cancelKeyOf(connection);
    m_step = Step::Idle;
    m_preparedGeneration = 0;
    m_isDead = m_isFlushing = m_hasPrepared = m_isCopying = m_isCut = false;
    m_lastWords.reset();
    m_cancelsOut = 0;
    m_session = std::move(session);
    m_timeWatch = 0;
    ++m_adoption;
    PQsetNoticeReceiver(connection, &PgSlot::takeNotice, this);
    if (PQsetnonblocking(connection, 1) != 0)
        cut(); // it may not wait, so it is of no use; its end is read at once
    return watch();
}

void PgSlot::detach()
{
    assert(m_connection);
    ++m_adoption;
    unwatch();
    PQsetNoticeReceiver(
        m_connection, [](void *, const PGresult *) {}, nullptr);
    PQsetnonblocking(m_connection, 0); // fails on a broken connection, which is only closed
    m_connection = nullptr;
    m_cancelKey.reset();
    m_step = Step::Idle;
}

int PgSlot::backendPid() const
{
    return m_connection && !m_session.pooler ? PQbackendPID(m_connection) : 0;
}

// --- a request

void PgSlot::send(ScriptIndex script, bool keepsParameters)
{
    assert(m_connection && !isBusy());
    if (m_workload != m_backend.workload())
        m_workload = m_backend.workload();
    // One that waited while the workload lost its script runs the last one that there is.
    m_running = &m_workload->scripts[std::min<std::size_t>(script, m_workload->scripts.size() - 1)];
    m_keepsParameters = keepsParameters;
    m_parameters.clear();
    m_error.reset();
    m_isUsable = true;
    m_isCancelled = m_hasRolledBack = m_hasBegun = m_isGuardUp = m_hasOverrun = m_isCopying = false;
    m_run.begin(m_running->script, m_running->counters, m_workload->settings);
    m_sent = m_backend.now();
    mustSwitch() ? switchSession() : begin();
}

void PgSlot::begin()
{
    m_isReadOnly = m_backend.isReadOnly();
    m_isGuarded = m_isReadOnly && (m_session.pooler || !isReadOnlySession(m_connection));
    m_protocol = usedProtocol(m_workload->protocol, m_session.pooler, m_isGuarded);
    if (m_protocol == Protocol::Prepared && m_preparedGeneration != m_workload->generation)
        forgetPrepared();
    else
        nextStep();
}

// Those of an earlier workload are of no use any more.
void PgSlot::forgetPrepared()
{
    m_preparingSince = m_sent;
    if (m_hasPrepared) {
        query(Step::Deallocating, "DEALLOCATE ALL");
        return;
    }
    m_preparations.assign(m_workload->statementCount, Preparation::None);
    m_preparedGeneration = m_workload->generation;
    nextStep();
}

void PgSlot::nextStep()
{
    const ScriptStep step = m_run.next(m_random);
    switch (step.kind) {
    case ScriptStep::Kind::End:
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
        m_isFresh = false;
        if (m_keepsParameters)
            keepParameters();
        if (m_cancelsOut > 0 && !m_isCancelled)
            m_step = Step::Paused; // that cancel must not hit this statement
        else
            beginStatement();
        break;
    }
}

void PgSlot::beginStatement()
{
    m_isCancelled ? fail(cancelledBetween()) : serveStatement();
}

void PgSlot::serveStatement()
{
    if (PQtransactionStatus(m_connection) == PQTRANS_IDLE)
        m_hasBegun = m_isGuardUp = false;
    if (m_isReadOnly && !m_isGuarded)
        m_isGuarded = !isReadOnlySession(m_connection); // from now on, if a statement has lifted it
    if (mustGuard() && m_protocol != Protocol::Simple)
        guard();
    else if (m_protocol != Protocol::Prepared || preparation() == Preparation::Ready)
        execute();
    else if (preparation() == Preparation::Stale)
        renew();
    else
        prepare();
}

// Gives the connection's copy up, which the server would refuse for ever.
void PgSlot::renew()
{
    m_preparingSince = m_backend.now();
    query(Step::Renewing, ("DEALLOCATE " + m_running->statements[m_statement].name).c_str());
}

void PgSlot::prepare()
{
    m_step = Step::Preparing;
    m_preparingSince = m_backend.now();
    if (PQsendPrepare(m_connection, m_running->statements[m_statement].name.c_str(), statement().sql.c_str(), 0, nullptr))
        flush();
    else
        connectionLost();
}

// That it is there already is no fault: nothing else has its name.
void PgSlot::prepared()
{
    const bool isTransactionWhole = PQtransactionStatus(m_connection) != PQTRANS_INERROR;
    const bool isThere = m_error && m_error->sqlState == duplicatePreparedStatement;
    if (isThere && isTransactionWhole)
        m_error.reset();
    m_hasPrepared = true;
    if (!m_error || isThere)
        preparation() = Preparation::Ready;
    if (m_error) {
        finish();
        return;
    }
    m_isFresh = true;
    execute();
}

// After ALTER TABLE, DISCARD ALL or DEALLOCATE a prepared statement is to be prepared again, and where nothing else was lost
// with it, the request goes on.
bool PgSlot::renewsPrepared()
{
    const bool isGone = m_error && m_error->sqlState == invalidStatementName;
    const bool isStale = m_error && m_error->sqlState == featureNotSupported;
    if (m_protocol != Protocol::Prepared || m_isFresh || !(isGone || isStale))
        return false;
    preparation() = isGone ? Preparation::None : Preparation::Stale;
    if (PQtransactionStatus(m_connection) != PQTRANS_IDLE || m_isCancelled)
        return false;
    m_error.reset();
    serveStatement();
    return true;
}

void PgSlot::executed()
{
    if (!m_error)
        m_backend.sawResult(m_id, m_rows, m_bytes);
    if (renewsPrepared())
        return;
    if (statement().controlsTransaction)
        m_isGuardUp = false; // a rollback to a savepoint may have taken it back
    if (m_error)
        finish();
    else if (m_hasBegun)
        query(Step::Committing, "COMMIT"); // the script knows of no transaction
    else
        nextStep();
}

void PgSlot::execute()
{
    m_step = Step::Executing;
    m_rows = m_bytes = 0;
    m_lastRow.reset();
    m_awaitsGuard = false;
    watchTimeout();
    if (sendStatement() && PQsetSingleRowMode(m_connection))
        flush();
    else
        connectionLost();
}

// $1 = 42, $2 = a; $1 = NULL. Cut where it is long, between two characters.
void PgSlot::keepParameters()
{
    constexpr std::size_t longest = 300;
    const bool isSecret = namesPassword(statement().sql);
    const std::vector<const char *> &values = m_run.parameters();
    const auto shown = [](const char *value, bool isHidden) {
        return isHidden || (value && namesPassword(value)) ? "…" : value ? value : "NULL";
    };
    for (std::size_t k = 0; k < values.size() && m_parameters.size() < longest; ++k) {
        m_parameters += m_parameters.empty() ? "$" : k == 0 ? "; $" : ", $";
        m_parameters += std::to_string(k + 1) + " = " + shown(values[k], isSecret);
    }
    m_parameters = shortened(m_parameters, longest);
}

bool PgSlot::sendStatement()
{
    if (m_protocol == Protocol::Simple) {
        m_awaitsGuard = mustGuard();
        m_isGuardUp = m_isGuardUp || m_awaitsGuard;
        return PQsendQuery(m_connection, m_awaitsGuard ? (guardText() + m_run.inlined()).c_str() : m_run.inlined().c_str());
    }
    const std::vector<const char *> &values = m_run.parameters();
    const int count = static_cast<int>(values.size());
    if (m_protocol == Protocol::Prepared) {
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
    m_sleep = ++m_wakes;
    m_backend.slotSleeps(m_id, m_sleep, m_backend.now() + duration);
}

void PgSlot::wake(std::uint64_t sleep)
{
    if (sleep == m_timeWatch)
        checkTimeout();
    else if (m_step == Step::Sleeping && sleep == m_sleep)
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
    m_ended = m_backend.now();
    conclude();
}

// Holds the request until its cancel is back, then rolls back what a failed script has left open, then reports.
void PgSlot::conclude()
{
    const bool isAlive = !m_isDead && PQstatus(m_connection) == CONNECTION_OK;
    const bool isOpen = PQtransactionStatus(m_connection) != PQTRANS_IDLE;
    if (m_cancelsOut > 0 && isAlive) {
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
    if (m_error && !isAlive) { // its end is told with the request's
        m_isDead = true;
        unwatch();
    }
    report();
}

void PgSlot::report()
{
    m_step = Step::Idle;
    if (m_error && (m_error->sqlState == duplicatePreparedStatement || m_error->sqlState == invalidStatementName))
        m_backend.sawForeignSession(m_id, m_error->sqlState);
    if (m_error)
        m_backend.slotFailed(m_id, m_sent, *m_error, m_isUsable);
    else
        m_backend.slotCompleted(m_id, m_sent, m_ended, m_isUsable, m_parameters);
}

void PgSlot::cancelSent(bool endsRequest)
{
    ++m_cancelsOut;
    m_isCancelled = m_isCancelled || endsRequest;
    if (m_step == Step::Sleeping && endsRequest)
        fail(cancelledBetween());
}

void PgSlot::cancelReturned()
{
    if (m_cancelsOut == 0 || --m_cancelsOut > 0) // of an earlier connection, or not the last one
        return;
    if (m_step == Step::Held)
        conclude();
    else if (m_step == Step::Paused)
        beginStatement();
}

} // namespace poolwart
