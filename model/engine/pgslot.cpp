// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/pgslot.h"

#include "model/core/text.h"

#include <libpq-fe.h>

#include <cassert>
#include <sys/socket.h>

namespace poolwart {

namespace {

constexpr const char *statementName = "poolwart";
constexpr std::uint64_t fewRows = 1'000; // up to here libpq may hold the whole result

std::string trimmedMessage(const char *message)
{
    std::string trimmed = message ? message : "";
    while (!trimmed.empty() && (trimmed.back() == '\n' || trimmed.back() == ' '))
        trimmed.pop_back();
    return trimmed;
}

Error statementError(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return {.kind = ErrorKind::Statement,
            .message = trimmedMessage(primary ? primary : PQresultErrorMessage(result)),
            .sqlState = state ? state : ""};
}

} // namespace

PgSlot::PgSlot(Readiness &readiness, SlotId id, std::uint64_t seed, PgSlotOwner &owner)
    : m_id(id)
    , m_owner(owner)
    , m_readiness(readiness)
    , m_random(seed)
{}

void PgSlot::adopt(pg_conn *connection)
{
    assert(!m_connection && connection);
    m_connection = connection;
    m_cancelKey = cancelKeyOf(connection);
    m_step = Step::Idle;
    m_prepared = 0;
    m_isDead = m_isFlushing = m_isCancelOut = false;
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

void PgSlot::send()
{
    assert(m_connection && !isBusy());
    m_error.reset();
    m_isUsable = true;
    m_rows = 0;
    m_sent = m_owner.now();
    nextStep();
}

// Prepares first what is to run prepared; then, as the measured part, the statement itself.
void PgSlot::nextStep()
{
    const SlotWorkload &workload = m_owner.workload();
    if (workload.protocol != Protocol::Prepared || m_prepared == workload.generation) {
        execute();
        return;
    }
    const bool isFree = m_prepared == 0;
    m_step = isFree ? Step::Preparing : Step::Deallocating;
    const int sent = isFree ? PQsendPrepare(m_connection, statementName, workload.statement.sql().c_str(), 0, nullptr)
                            : PQsendQuery(m_connection, "DEALLOCATE ALL");
    m_prepared = isFree ? workload.generation : 0;
    if (sent)
        flush();
    else
        connectionLost();
}

void PgSlot::execute()
{
    m_step = Step::Executing;
    m_sent = m_owner.now();
    const SlotWorkload &workload = m_owner.workload();
    workload.statement.drawInto(m_random, m_parameters);
    if (!sendStatement(workload)) {
        connectionLost();
        return;
    }
    if (workload.isRowByRow)
        PQsetSingleRowMode(m_connection);
    flush();
}

bool PgSlot::sendStatement(const SlotWorkload &workload)
{
    if (workload.protocol == Protocol::Simple)
        return PQsendQuery(m_connection, workload.statement.inlined(m_parameters).c_str());
    m_values.clear();
    for (const std::string &parameter : m_parameters)
        m_values.push_back(parameter.c_str());
    const int count = static_cast<int>(m_values.size());
    if (workload.protocol == Protocol::Prepared)
        return PQsendQueryPrepared(m_connection, statementName, count, m_values.data(), nullptr, nullptr, 0);
    return PQsendQueryParams(m_connection, workload.statement.sql().c_str(), count, nullptr, m_values.data(), nullptr, nullptr, 0);
}

void PgSlot::flush()
{
    const int left = PQflush(m_connection);
    if (left < 0) {
        connectionLost();
        return;
    }
    const bool isPending = left > 0;
    if (isPending != m_isFlushing)
        m_readiness.alsoWrite(PQsocket(m_connection), this, isPending);
    m_isFlushing = isPending;
}

void PgSlot::watch(bool on)
{
    if (on == m_isWatched)
        return;
    m_isWatched = on;
    if (on)
        m_readiness.add(PQsocket(m_connection), this);
    else
        m_readiness.remove(PQsocket(m_connection));
}

void PgSlot::socketReady()
{
    if (!m_isWatched)
        return; // it was given up earlier in this batch
    const std::uint64_t adoption = m_adoption;
    const bool isAlive = PQconsumeInput(m_connection) && PQstatus(m_connection) == CONNECTION_OK;
    if (isAlive && m_isFlushing)
        flush();
    if (isBusy())
        readResults(); // also what the server said before it hung up
    else if (m_isWatched)
        PQisBusy(m_connection); // lets libpq take in notices and parameter changes
    if (!isAlive && adoption == m_adoption && !m_isDead)
        connectionLost();
}

void PgSlot::readResults()
{
    const std::uint64_t adoption = m_adoption;
    while (m_step != Step::Held && !PQisBusy(m_connection)) {
        PGresult *result = PQgetResult(m_connection);
        if (!result) {
            stepDone();
            return;
        }
        take(result);
        PQclear(result);
        if (adoption != m_adoption || m_isDead)
            return;
    }
}

void PgSlot::take(pg_result *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_SINGLE_TUPLE:
        ++m_rows;
        break;
    case PGRES_TUPLES_OK:
        m_rows += static_cast<std::uint64_t>(PQntuples(result));
        break;
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
        break;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
        m_error = Error{.kind = ErrorKind::BadInput,
                        .message = text(QT_TRANSLATE_NOOP("core", "COPY cannot be a test statement."))};
        m_isDead = true; // there is no way back out of COPY that would not wait for the server
        watch(false);
        finish();
        break;
    default:
        if (!m_error)
            m_error = statementError(result);
        break;
    }
}

void PgSlot::stepDone()
{
    if (m_error && m_step == Step::Preparing)
        m_prepared = 0;
    if (m_error || m_step == Step::Executing)
        finish();
    else
        nextStep();
}

void PgSlot::finish()
{
    m_ended = m_owner.now();
    const bool isOutOfTransaction = PQtransactionStatus(m_connection) == PQTRANS_IDLE;
    if (!m_error && !isOutOfTransaction) {
        m_error = Error{.kind = ErrorKind::BadInput,
                        .message = text(QT_TRANSLATE_NOOP("core", "The statement leaves a transaction open; its connection was closed."))};
    }
    m_isUsable = !m_isDead && isOutOfTransaction && PQstatus(m_connection) == CONNECTION_OK;
    if (m_isCancelOut && m_isUsable)
        m_step = Step::Held;
    else
        report();
}

void PgSlot::report()
{
    m_step = Step::Idle;
    noteRows(m_owner.workload());
    if (m_error)
        m_owner.slotFailed(m_id, m_sent, *m_error, m_isUsable);
    else
        m_owner.slotCompleted(m_id, m_sent, m_ended, m_isUsable);
}

void PgSlot::cancelReturned()
{
    m_isCancelOut = false;
    if (m_step == Step::Held)
        report();
}

void PgSlot::noteRows(SlotWorkload &workload)
{
    if (!m_error)
        workload.isRowByRow = m_rows > fewRows;
    if (m_rows > fewRows)
        m_owner.sawLargeResult(m_id, m_rows);
}

void PgSlot::connectionLost()
{
    m_isDead = true;
    watch(false); // or it would be ready for ever
    m_isUsable = false;
    const std::string words = trimmedMessage(PQerrorMessage(m_connection));
    if (m_step == Step::Idle) {
        m_owner.slotDied(m_id, words);
        return;
    }
    if (m_step != Step::Held) { // a held one has its answer
        m_ended = m_owner.now();
        if (!m_error)
            m_error = Error{.kind = ErrorKind::ConnectionLost,
                            .message = text(QT_TRANSLATE_NOOP("core", "The connection was lost.")),
                            .details = words};
    }
    report();
}

void PgSlot::cut()
{
    if (m_connection)
        ::shutdown(PQsocket(m_connection), SHUT_RDWR); // it is ready to be read then
}

} // namespace poolwart
