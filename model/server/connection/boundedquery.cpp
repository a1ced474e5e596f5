// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/boundedquery.h"

#include "model/core/text.h"
#include "model/core/utf8.h"
#include "model/files/descriptor.h"
#include "model/server/connection/connection.h"

#include <libpq-fe.h>

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <memory>

namespace poolwart {

namespace {

struct ClearResult
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

// Makes a stop request readable by poll().
class StopSignal
{
public:
    explicit StopSignal(const std::stop_token &stop)
        : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
        , m_callback(stop, Raise{m_descriptor.get()})
    {}

    int descriptor() const { return m_descriptor.get(); }

private:
    struct Raise
    {
        int descriptor;
        void operator()() const { ::eventfd_write(descriptor, 1); }
    };

    Descriptor m_descriptor;
    std::stop_callback<Raise> m_callback; // made last, gone first: another thread may be raising
};

Error lost(PGconn *connection)
{
    return Error{.kind = ErrorKind::ConnectionLost,
                 .message = text(QT_TRANSLATE_NOOP("core", "The connection to the server was lost.")),
                 .details = serverWords(PQerrorMessage(connection))};
}

Error failed(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return Error{.kind = ErrorKind::Statement,
                 .message = text(QT_TRANSLATE_NOOP("core", "The server refused a statement: %1"),
                                 shortened(primary ? primary : "", longestErrorText)),
                 .details = shortened(PQresultErrorMessage(result), longestErrorText),
                 .sqlState = state ? state : ""};
}

// Until the socket has what is asked for (POLLIN, POLLOUT).
std::optional<Error> waitFor(PGconn *connection, short events, const StopSignal &stop, const WaitLimit &limit)
{
    using namespace std::chrono;
    for (;;) {
        const auto left = ceil<milliseconds>(limit.deadline - steady_clock::now());
        if (limit.stop.stop_requested())
            return Error{.kind = ErrorKind::Cancelled,
                         .message = text(QT_TRANSLATE_NOOP("core", "The query to the server was abandoned."))};
        if (left <= milliseconds::zero())
            return Error{.kind = ErrorKind::TimedOut, .message = text(QT_TRANSLATE_NOOP("core", "The server did not answer in time."))};
        pollfd watched[] = {{PQsocket(connection), events, 0}, {stop.descriptor(), POLLIN, 0}};
        if (::poll(watched, 2, static_cast<int>(std::min<long long>(left.count(), 60'000))) > 0 && watched[0].revents)
            return std::nullopt;
    }
}

std::optional<Error> flush(PGconn *connection, const StopSignal &stop, const WaitLimit &limit)
{
    for (;;) {
        const int left = PQflush(connection);
        if (left < 0)
            return lost(connection);
        if (left == 0)
            return std::nullopt;
        // The server may want to send before it reads on.
        if (auto error = waitFor(connection, POLLIN | POLLOUT, stop, limit))
            return error;
        if (!PQconsumeInput(connection))
            return lost(connection);
    }
}

Outcome<Result> nextResult(PGconn *connection, const StopSignal &stop, const WaitLimit &limit)
{
    while (PQisBusy(connection)) {
        if (auto error = waitFor(connection, POLLIN, stop, limit))
            return *error;
        if (!PQconsumeInput(connection))
            return lost(connection);
    }
    return Result(PQgetResult(connection));
}

QueryRows rowsOf(const PGresult *result)
{
    QueryRows rows(static_cast<std::size_t>(PQntuples(result)));
    for (int row = 0; row < PQntuples(result); ++row) {
        for (int column = 0; column < PQnfields(result); ++column) {
            auto &fields = rows[static_cast<std::size_t>(row)];
            if (PQgetisnull(result, row, column))
                fields.emplace_back(std::nullopt);
            else
                fields.emplace_back(PQgetvalue(result, row, column));
        }
    }
    return rows;
}

std::vector<NamedRow> namedRowsOf(const PGresult *result)
{
    std::vector<NamedRow> rows(static_cast<std::size_t>(PQntuples(result)));
    for (int row = 0; row < PQntuples(result); ++row) {
        for (int column = 0; column < PQnfields(result); ++column)
            rows[static_cast<std::size_t>(row)][PQfname(result, column)] = PQgetvalue(result, row, column);
    }
    return rows;
}

template <class Rows>
Outcome<Rows> run(pg_conn *connection, const std::string &sql, const WaitLimit &limit, Rows (*rowsOfResult)(const PGresult *))
{
    const StopSignal stop(limit.stop);
    if (PQsetnonblocking(connection, 1) != 0 || !PQsendQuery(connection, sql.c_str()))
        return lost(connection);
    if (auto error = flush(connection, stop, limit))
        return *error;

    Rows rows;
    std::optional<Error> error;
    for (;;) { // to the end, past an error, so that the connection is free for the next text
        const auto result = nextResult(connection, stop, limit);
        if (!result)
            return result.error();
        if (!*result)
            break;
        const auto status = PQresultStatus(result->get());
        if (status == PGRES_TUPLES_OK)
            rows = rowsOfResult(result->get());
        else if (status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY && !error)
            error = failed(result->get());
    }
    if (PQsetnonblocking(connection, 0) != 0 || PQstatus(connection) == CONNECTION_BAD)
        return lost(connection);
    if (error)
        return *error;
    return rows;
}

} // namespace

Outcome<QueryRows> runQuery(pg_conn *connection, const std::string &sql, const WaitLimit &limit)
{
    return run(connection, sql, limit, rowsOf);
}

Outcome<std::vector<NamedRow>> runNamedQuery(pg_conn *connection, const std::string &sql, const WaitLimit &limit)
{
    return run(connection, sql, limit, namedRowsOf);
}

} // namespace poolwart
