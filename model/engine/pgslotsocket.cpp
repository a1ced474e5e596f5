// SPDX-License-Identifier: GPL-3.0-or-later
// The socket of a slot's connection, and what comes from it.
#include "model/engine/pgslot.h"

#include "model/core/text.h"

#include <libpq-fe.h>

#include <sys/socket.h>

namespace poolwart {

namespace {

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
    if (awaitsAnswer())
        readResults(); // also what the server said before it hung up
    else if (m_isWatched)
        PQisBusy(m_connection); // lets libpq take in notices and parameter changes
    if (!isAlive && adoption == m_adoption && !m_isDead)
        connectionLost();
}

void PgSlot::readResults()
{
    const std::uint64_t adoption = m_adoption;
    while (!PQisBusy(m_connection)) {
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
        takeRows(result);
        break;
    case PGRES_COMMAND_OK:
        takeRows(result);
        break;
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
        if (!m_error) {
            m_error = statementError(result);
            noteLine();
        }
        break;
    }
}

// Which statement of a script of several it was.
void PgSlot::noteLine()
{
    if ((m_step == Step::Preparing || m_step == Step::Executing) && m_running->script.statements().size() > 1)
        m_error->message = text(QT_TRANSLATE_NOOP("core", "%1 (script, line %2)"), m_error->message, static_cast<long long>(statement().line));
}

// Into the script's variables, where it asks for them.
void PgSlot::takeRows(const pg_result *result)
{
    if (m_step != Step::Executing || !statement().result || m_error)
        return;
    const int last = PQntuples(result) - 1;
    m_columns.clear();
    for (int column = 0; last >= 0 && column < PQnfields(result); ++column) {
        const bool isNull = PQgetisnull(result, last, column);
        m_columns.push_back({.name = PQfname(result, column),
                             .value = isNull ? std::nullopt : std::optional<std::string_view>(PQgetvalue(result, last, column))});
    }
    if (const Done taken = m_run.takeResult(static_cast<std::uint64_t>(last + 1), m_columns); !taken)
        m_error = taken.error();
}

void PgSlot::stepDone()
{
    if (m_step == Step::Deallocating || m_step == Step::Preparing)
        m_sent += m_owner.now() - m_preparingSince;
    switch (m_step) {
    case Step::Deallocating:
        m_hasPrepared = m_error.has_value();
        m_error ? finish() : forgetPrepared();
        break;
    case Step::Preparing:
        m_isPrepared[m_running->firstStatement + m_statement] = !m_error;
        m_hasPrepared = true;
        m_error ? finish() : execute();
        break;
    case Step::Beginning:
        m_hasBegun = true;
        m_error ? finish() : serveStatement();
        break;
    case Step::Executing:
        noteRows();
        m_error ? finish() : nextStep();
        break;
    case Step::Committing:
        finish();
        break;
    default:
        conclude(); // rolled back
        break;
    }
}

void PgSlot::noteRows()
{
    if (!m_error)
        m_running->statements[m_statement].isRowByRow = m_rows > fewRows;
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
