// SPDX-License-Identifier: GPL-3.0-or-later
// The socket of a slot's connection, and what comes from it.
#include "model/engine/pgslot.h"

#include "model/engine/pgbackend.h"

#include "model/core/text.h"
#include "model/core/utf8.h"

#include <libpq-fe.h>

#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace poolwart {

namespace {

constexpr std::string_view queryCanceled = "57014";
// libpq adds guesses at the cause in lines of their own.
std::string firstLine(const char *message)
{
    const std::string_view all = message ? message : "";
    return shortened(all.substr(0, all.find('\n')), longestErrorText);
}

Error statementError(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return {.kind = ErrorKind::Statement,
            .message = primary ? shortened(primary, longestErrorText) : firstLine(PQresultErrorMessage(result)),
            .sqlState = state ? state : ""};
}

// Nobody reads what a script's LISTEN brings, and libpq would keep it.
void dropNotifications(PGconn *connection)
{
    while (PGnotify *notification = PQnotifies(connection))
        PQfreemem(notification);
}

// What ends the connection: FATAL, PANIC, or the warning of a server that stops at once.
bool isFarewell(const PGresult *notice)
{
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (!severity) // PgBouncer sends only the other field, in English
        severity = PQresultErrorField(notice, PG_DIAG_SEVERITY);
    const char *state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
    const std::string_view named = severity ? severity : "";
    return named == "FATAL" || named == "PANIC" || (state && std::string_view(state).starts_with("57P0"));
}

} // namespace

void ClearPgResult::operator()(pg_result *result) const
{
    PQclear(result);
}

// libpq hands the server's FATAL to the notice receiver while no statement runs.
void PgSlot::takeNotice(void *slot, const pg_result *notice)
{
    if (isFarewell(notice))
        static_cast<PgSlot *>(slot)->m_lastWords = statementError(notice);
}

void PgSlot::flush()
{
    const int left = PQflush(m_connection);
    if (left < 0) {
        connectionLost();
        return;
    }
    const bool isPending = left > 0;
    if (isPending != m_isFlushing && !m_readiness.alsoWrite(PQsocket(m_connection), this, isPending)) {
        noteUnwatched();
        connectionLost();
        return;
    }
    m_isFlushing = isPending;
}

bool PgSlot::watch()
{
    m_isWatched = m_readiness.add(PQsocket(m_connection), this);
    if (!m_isWatched)
        noteUnwatched();
    return m_isWatched;
}

void PgSlot::unwatch()
{
    if (std::exchange(m_isWatched, false))
        m_readiness.remove(PQsocket(m_connection));
}

// The reason is the system's, and stands in errno.
void PgSlot::noteUnwatched()
{
    m_lastWords = Error{.kind = ErrorKind::Internal,
                        .message = text(QT_TRANSLATE_NOOP("core", "The system cannot watch the connection's socket: %1."),
                                        std::generic_category().message(errno))};
}

void PgSlot::socketReady()
{
    if (!m_isWatched)
        return; // it was given up earlier in this batch
    const std::uint64_t adoption = m_adoption;
    const bool isAlive = PQconsumeInput(m_connection) && PQstatus(m_connection) == CONNECTION_OK;
    dropNotifications(m_connection);
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
        if (m_isCopying && !takeCopy())
            return;
        PgResult result(PQgetResult(m_connection));
        if (!result) {
            stepDone();
            return;
        }
        take(std::move(result));
        if (adoption != m_adoption || m_isDead)
            return;
    }
}

void PgSlot::take(PgResult result)
{
    const ExecStatusType status = PQresultStatus(result.get());
    if (m_awaitsGuard && (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK)) {
        m_awaitsGuard = status != PGRES_TUPLES_OK;
        return;
    }
    switch (status) {
    case PGRES_SINGLE_TUPLE:
        takeRow(std::move(result));
        break;
    case PGRES_TUPLES_OK: // behind the last row
    case PGRES_COMMAND_OK:
        takeResult();
        break;
    case PGRES_EMPTY_QUERY:
        break;
    case PGRES_COPY_OUT:
        m_isCopying = true;
        break;
    case PGRES_COPY_IN:
    case PGRES_COPY_BOTH:
        PQputCopyEnd(m_connection, "there is no data"); // the server's error follows
        flush();
        break;
    default:
        if (!m_error) {
            const bool isLost = PQstatus(m_connection) == CONNECTION_BAD && !PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
            m_error = isLost ? endOfConnection() : statementError(result.get());
            if (m_hasOverrun && m_error->sqlState == queryCanceled)
                m_error->message = "canceling statement due to statement timeout"; // as the server says of its own
            noteLine();
        }
        break;
    }
}

// Which statement of a script of several it was.
void PgSlot::noteLine()
{
    if ((m_step == Step::Preparing || m_step == Step::Executing) && m_running->script.statements().size() > 1)
        m_error->message =
            text(QT_TRANSLATE_NOOP("core", "%1 (script, line %2)"), m_error->message, static_cast<long long>(statement().line));
}

void PgSlot::takeRow(PgResult row)
{
    ++m_rows;
    for (int column = 0; column < PQnfields(row.get()); ++column)
        m_bytes += static_cast<std::uint64_t>(PQgetlength(row.get(), 0, column));
    if (m_step == Step::Executing && statement().result)
        m_lastRow = std::move(row);
}

// Whether the COPY is at its end; else more is to come.
bool PgSlot::takeCopy()
{
    for (;;) {
        char *row = nullptr;
        const int length = PQgetCopyData(m_connection, &row, 1);
        if (length <= 0) {
            m_isCopying = length == 0;
            return !m_isCopying;
        }
        PQfreemem(row);
        m_bytes += static_cast<std::uint64_t>(length);
    }
}

// The last row into the script's variables, where it asks for them.
void PgSlot::takeResult()
{
    if (m_step != Step::Executing || !statement().result || m_error)
        return;
    const PgResult row = std::move(m_lastRow);
    m_columns.clear();
    for (int column = 0; row && column < PQnfields(row.get()); ++column) {
        const bool isNull = PQgetisnull(row.get(), 0, column);
        m_columns.push_back({.name = PQfname(row.get(), column),
                             .value = isNull ? std::nullopt : std::optional<std::string_view>(PQgetvalue(row.get(), 0, column))});
    }
    if (const Done taken = m_run.takeResult(m_rows, m_columns); !taken)
        m_error = taken.error();
}

void PgSlot::stepDone()
{
    if (m_step == Step::Switching || m_step == Step::Deallocating || m_step == Step::Renewing || m_step == Step::Preparing)
        m_sent += m_backend.now() - m_preparingSince;
    switch (m_step) {
    case Step::Switching:
        switched();
        break;
    case Step::Deallocating:
        m_hasPrepared = m_error.has_value();
        m_error ? finish() : forgetPrepared();
        break;
    case Step::Renewing:
        preparation() = m_error ? Preparation::Stale : Preparation::None;
        m_error ? finish() : prepare();
        break;
    case Step::Preparing:
        prepared();
        break;
    case Step::Guarding:
        guarded();
        break;
    case Step::Executing:
        executed();
        break;
    case Step::Committing:
        m_error ? finish() : nextStep();
        break;
    default:
        conclude(); // rolled back
        break;
    }
}

Error PgSlot::endOfConnection() const
{
    Error error{.kind = ErrorKind::ConnectionLost};
    if (m_isCut) {
        error.message =
            text(QT_TRANSLATE_NOOP("core", "Poolwart closed the connection because its request did not end after being cancelled."));
    } else if (m_lastWords) {
        error.message = m_lastWords->message;
        error.sqlState = m_lastWords->sqlState;
    } else {
        error.message = text(QT_TRANSLATE_NOOP("core", "The connection was lost."));
        error.details = firstLine(PQerrorMessage(m_connection));
    }
    return error;
}

void PgSlot::connectionLost()
{
    m_isDead = true;
    unwatch(); // or it would be ready for ever
    m_isUsable = false;
    const Error end = endOfConnection();
    if (m_step == Step::Idle) {
        m_backend.slotDied(m_id, end.sqlState.empty() ? end.details.empty() ? end.message : end.details : end.sqlState + ' ' + end.message);
        return;
    }
    if (m_step != Step::Held) { // a held one has its answer
        m_ended = m_backend.now();
        if (!m_error)
            m_error = end;
    }
    report();
}

void PgSlot::drop()
{
    if (!m_isDead)
        connectionLost();
}

void PgSlot::cut()
{
    m_isCut = true;
    if (m_connection)
        ::shutdown(PQsocket(m_connection), SHUT_RDWR); // it is ready to be read then
}

} // namespace poolwart
