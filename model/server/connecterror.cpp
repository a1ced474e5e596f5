// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/server/connection.h"
#include "model/server/target.h"

#include <array>
#include <string_view>

namespace poolwart {

namespace {

// libpq gives no SQLSTATE for a failed connect, so here, and only here, words are compared: English and German
// ones, for the server speaks its own lc_messages. What matches nothing is still shown with the server's words.
struct Cause
{
    std::array<std::string_view, 3> words; // any of them; empty ones match nothing
    ErrorKind kind;
    const char *reason; // follows "Cannot connect to app@db:5432/shop: "
    const char *hint;
};

// The particular before the general: the first match counts.
constexpr Cause causes[] = {
    {{"too many connections for role", "zu viele Verbindungen von Rolle", ""},
     ErrorKind::TooManyConnections,
     QT_TRANSLATE_NOOP("core", "the role's connection limit is reached."),
     QT_TRANSLATE_NOOP("core", "Make the pools smaller, or raise the limit: ALTER ROLE … CONNECTION LIMIT n.")},
    {{"too many connections for database", "zu viele Verbindungen für Datenbank", ""},
     ErrorKind::TooManyConnections,
     QT_TRANSLATE_NOOP("core", "the database's connection limit is reached."),
     QT_TRANSLATE_NOOP("core", "Make the pools smaller, or raise the limit: ALTER DATABASE … CONNECTION LIMIT n.")},
    {{"too many clients", "zu viele Verbindungen", "remaining connection slots"},
     ErrorKind::TooManyConnections,
     QT_TRANSLATE_NOOP("core", "the server has no free connection slot."),
     QT_TRANSLATE_NOOP("core", "Close connections elsewhere, make the pools smaller, or raise max_connections (a restart of the server).")},
    {{"verbleibenden Verbindungen", "verbleibende Verbindungen", ""},
     ErrorKind::TooManyConnections,
     QT_TRANSLATE_NOOP("core", "the server has no free connection slot."),
     QT_TRANSLATE_NOOP("core", "Close connections elsewhere, make the pools smaller, or raise max_connections (a restart of the server).")},
    {{"password authentication failed", "Passwort-Authentifizierung", "no password supplied"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the server did not accept the password."),
     QT_TRANSLATE_NOOP("core", "Check user and password; libpq also looks into PGPASSWORD and ~/.pgpass (which must not be readable by others).")},
    {{"could not translate host name", "konnte Hostnamen", ""},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the host name is unknown."),
     QT_TRANSLATE_NOOP("core", "Check the spelling of the host and the name service of this machine.")},
    {{"timeout expired", "Timeout abgelaufen", "timed out"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the server did not answer in time."),
     QT_TRANSLATE_NOOP("core", "Check host and port, and whether a firewall drops the packets; or raise the connect timeout.")},
    {{"Connection refused", "Verbindungsaufbau abgelehnt", "No such file or directory"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "no server listens there."),
     QT_TRANSLATE_NOOP("core", "Check that the server runs, its port, and listen_addresses or unix_socket_directories.")},
    {{"no pg_hba.conf entry", "kein pg_hba.conf-Eintrag", "pg_hba.conf rejects"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the server does not let this user in from here."),
     QT_TRANSLATE_NOOP("core", "Add a line to the server's pg_hba.conf and reload it.")},
    {{"Peer authentication failed", "Peer-Authentifizierung", "Ident authentication failed"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the server lets in only the operating system user of the same name."),
     QT_TRANSLATE_NOOP("core", "Connect as that user, over TCP with a password, or change pg_hba.conf.")},
    {{"starting up", "startet gerade", "shutting down"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the server is starting up or shutting down."),
     QT_TRANSLATE_NOOP("core", "Try again in a moment.")},
    {{"SSL", "certificate", "Zertifikat"},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "no encrypted connection could be agreed on."),
     QT_TRANSLATE_NOOP("core", "Check sslmode and sslrootcert against what the server offers.")},
    {{"does not exist", "existiert nicht", ""},
     ErrorKind::CannotConnect,
     QT_TRANSLATE_NOOP("core", "the server does not know this database or role."),
     QT_TRANSLATE_NOOP("core", "Check the names; without a database libpq takes one named as the user.")},
};

const Cause *findCause(std::string_view serverText)
{
    for (const auto &cause : causes) {
        for (const auto word : cause.words) {
            if (!word.empty() && serverText.find(word) != std::string_view::npos)
                return &cause;
        }
    }
    return nullptr;
}

} // namespace

Error connectError(const Target &target, const std::string &serverText)
{
    Error error;
    error.kind = ErrorKind::CannotConnect;
    error.details = serverText.substr(0, serverText.find_last_not_of(" \n") + 1);
    const auto where = describeTarget(target);
    if (const auto *cause = findCause(serverText)) {
        error.kind = cause->kind;
        error.message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1: %2"), where, text(cause->reason));
        error.hint = text(cause->hint);
    } else {
        error.message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1."), where);
        error.hint = text(QT_TRANSLATE_NOOP("core", "The details hold the server's own words."));
    }
    return error;
}

} // namespace poolwart
