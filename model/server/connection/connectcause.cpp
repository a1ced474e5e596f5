// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/connectcause.h"

#include <QtGlobal>

#include <algorithm>

namespace poolwart {

namespace {

// The server speaks the language of its lc_messages and libpq that of the environment, so the words are English and German. The
// particular stands before the general: the first match counts.
constexpr ConnectCause causes[] = {
    {.words = {"too many connections for role", "zu viele Verbindungen von Rolle"},
     .kind = ErrorKind::TooManyConnections,
     .reason = QT_TRANSLATE_NOOP("core", "the role's connection limit is reached."),
     .hint = QT_TRANSLATE_NOOP("core", "Make the pools smaller, or raise the limit: ALTER ROLE … CONNECTION LIMIT n."),
     .sqlState = "53300"},
    {.words = {"too many connections for database", "zu viele Verbindungen für Datenbank"},
     .kind = ErrorKind::TooManyConnections,
     .reason = QT_TRANSLATE_NOOP("core", "the database's connection limit is reached."),
     .hint = QT_TRANSLATE_NOOP("core", "Make the pools smaller, or raise the limit: ALTER DATABASE … CONNECTION LIMIT n."),
     .sqlState = "53300"},
    {.words = {"too many clients", "zu viele Verbindungen", "remaining connection slots", "verbleibende"},
     .kind = ErrorKind::TooManyConnections,
     .reason = QT_TRANSLATE_NOOP("core", "the server has no free connection slot."),
     .hint = QT_TRANSLATE_NOOP("core", "Close other connections, make the pools smaller, or raise max_connections (needs a restart "
                                       "of the server)."),
     .sqlState = "53300"},
    {.words = {"no more connections allowed"},
     .kind = ErrorKind::TooManyConnections,
     .reason = QT_TRANSLATE_NOOP("core", "the pooler accepts no further clients."),
     .hint = QT_TRANSLATE_NOOP("core", "Close clients elsewhere, make the pools smaller, or raise the pooler's max_client_conn.")},
    {.words = {"Too many open files", "Zu viele offene Dateien"},
     .reason = QT_TRANSLATE_NOOP("core", "this process has no free file descriptor."),
     .hint = QT_TRANSLATE_NOOP("core", "Make the pools smaller, or raise the limit of open files (ulimit -n).")},
    {.words = {" value: \"", "-Wert: »", "invalid integer value", "invalid port number"},
     .kind = ErrorKind::BadInput,
     .reason = QT_TRANSLATE_NOOP("core", "libpq does not accept the value of a connection parameter."),
     .hint = QT_TRANSLATE_NOOP("core", "Correct the value quoted below; the PostgreSQL manual lists the values under “Parameter Key "
                                       "Words”.")},
    {.words = {"valid client certificate", "gültiges Client-Zertifikat"},
     .reason = QT_TRANSLATE_NOOP("core", "the server requires a client certificate."),
     .hint = QT_TRANSLATE_NOOP("core", "Give the files of the certificate and its key: sslcert=… sslkey=…")},
    {.words = {"private key file", "privaten Schlüsseldatei", "private Schlüsseldatei"},
     .reason = QT_TRANSLATE_NOOP("core", "libpq does not accept the key of the client certificate."),
     .hint = QT_TRANSLATE_NOOP("core", "Check sslkey. The file must be readable by its owner only (chmod 600) and match the "
                                       "certificate in sslcert.")},
    {.words = {"channel binding", "Channel-Binding"},
     .reason = QT_TRANSLATE_NOOP("core", "channel binding is required but not possible."),
     .hint = QT_TRANSLATE_NOOP("core", "Channel binding needs an encrypted connection (sslmode=require) and a scram-sha-256 "
                                       "password. Otherwise remove channel_binding=require.")},
    {.words = {"\"trust\" authentication failed", "»trust«-Authentifizierung"},
     .reason = QT_TRANSLATE_NOOP("core", "the pooler does not know this user."),
     .hint = QT_TRANSLATE_NOOP("core", "Add the user to the pooler's auth_file, or set its auth_query.")},
    {.words = {"password authentication failed", "Passwort-Authentifizierung", "no password supplied"},
     .reason = QT_TRANSLATE_NOOP("core", "the server rejected the password."),
     .hint = QT_TRANSLATE_NOOP("core", "Check user and password; libpq also reads PGPASSWORD and ~/.pgpass (which must not be "
                                       "readable by others).")},
    {.words = {"could not translate host name", "konnte Hostnamen"},
     .reason = QT_TRANSLATE_NOOP("core", "the host name is unknown."),
     .hint = QT_TRANSLATE_NOOP("core", "Check the spelling of the host and the DNS settings of this machine.")},
    {.words = {"query_wait_timeout"},
     .reason = QT_TRANSLATE_NOOP("core", "the pooler had no server connection in time."),
     .hint = QT_TRANSLATE_NOOP("core", "Raise the pooler's default_pool_size or query_wait_timeout, or close its other clients.")},
    {.words = {"timeout expired", "Timeout abgelaufen", "timed out"},
     .reason = QT_TRANSLATE_NOOP("core", "the server did not answer in time."),
     .hint = QT_TRANSLATE_NOOP("core", "Check host and port and whether a firewall drops the packets, or raise the connect timeout.")},
    {.words = {"Connection refused", "Verbindungsaufbau abgelehnt", "No such file or directory"},
     .reason = QT_TRANSLATE_NOOP("core", "no server listens at this address."),
     .hint = QT_TRANSLATE_NOOP("core", "Check that the server is running, its port, and listen_addresses or unix_socket_directories.")},
    {.words = {"use SHOW HELP"},
     .reason = QT_TRANSLATE_NOOP("core", "this is PgBouncer's admin console, not a database."),
     .hint = QT_TRANSLATE_NOOP("core", "Name a database of the pooler's [databases] section instead of “pgbouncer”.")},
    {.words = {"unsupported startup parameter"},
     .reason = QT_TRANSLATE_NOOP("core", "the pooler does not accept this startup parameter."),
     .hint = QT_TRANSLATE_NOOP("core", "Leave it out (PGOPTIONS sets “options” too), or add it to the pooler's "
                                       "ignore_startup_parameters.")},
    {.words = {"no encryption", "keine Verschlüsselung"},
     .unless = {"SSL encryption", "SSL-Verschlüsselung"},
     .reason = QT_TRANSLATE_NOOP("core", "the server does not admit this user from this address without encryption."),
     .hint = QT_TRANSLATE_NOOP("core", "Try sslmode=require; if the server has no TLS, add a line to its pg_hba.conf and reload it.")},
    {.words = {"no pg_hba.conf entry", "kein pg_hba.conf-Eintrag", "pg_hba.conf rejects", "pg_hba.conf lehnt"},
     .reason = QT_TRANSLATE_NOOP("core", "the server does not admit this user from this address."),
     .hint = QT_TRANSLATE_NOOP("core", "Add a line to the server's pg_hba.conf and reload it.")},
    {.words = {"Peer authentication failed", "Peer-Authentifizierung", "Ident authentication failed", "Ident-Authentifizierung"},
     .reason = QT_TRANSLATE_NOOP("core", "the server admits only the operating system user of the same name."),
     .hint = QT_TRANSLATE_NOOP("core", "Connect as that user, use TCP with a password, or change pg_hba.conf.")},
    {.words = {"not permitted to log in", "Berechtigung zum Einloggen"},
     .reason = QT_TRANSLATE_NOOP("core", "this role may not log in."),
     .hint = QT_TRANSLATE_NOOP("core", "Choose a role that may log in, or allow it: ALTER ROLE … LOGIN.")},
    {.words = {"permission denied for database", "keine Berechtigung für Datenbank"},
     .reason = QT_TRANSLATE_NOOP("core", "this role may not connect to this database."),
     .hint = QT_TRANSLATE_NOOP("core", "Grant the privilege: GRANT CONNECT ON DATABASE … TO …")},
    {.words = {"Hot standby mode is disabled", "Hot-Standby-Modus ist deaktiviert"},
     .reason = QT_TRANSLATE_NOOP("core", "the server is a standby that accepts no connections."),
     .hint = QT_TRANSLATE_NOOP("core", "Connect to the primary, or set hot_standby = on and restart the standby."),
     .sqlState = "57P03"},
    {.words = {"shutting down", "fährt herunter"},
     .reason = QT_TRANSLATE_NOOP("core", "the server is shutting down."),
     .hint = QT_TRANSLATE_NOOP("core", "Connect after the server has been started again."),
     .sqlState = "57P03"},
    {.words = {"starting up", "system startet", "accepting connections", "keine Verbindungen an"},
     .reason = QT_TRANSLATE_NOOP("core", "the server is not accepting connections yet."),
     .hint = QT_TRANSLATE_NOOP("core", "Try again in a moment."),
     .sqlState = "57P03"},
    {.words = {"in recovery mode", "im Wiederherstellungsmodus"},
     .reason = QT_TRANSLATE_NOOP("core", "the server is recovering from a crash."),
     .hint = QT_TRANSLATE_NOOP("core", "Try again in a moment; the server log shows the crash."),
     .sqlState = "57P03"},
    {.words = {"session is read-only", "Sitzung ist read-only"},
     .reason = QT_TRANSLATE_NOOP("core", "only read-only servers answered, but target_session_attrs requires another kind."),
     .hint = QT_TRANSLATE_NOOP("core", "Add the primary's host, or remove target_session_attrs=read-write.")},
    {.words = {"session is not read-only", "Sitzung ist nicht read-only", "not in hot standby mode", "nicht im Hot-Standby-Modus"},
     .reason = QT_TRANSLATE_NOOP("core", "no standby answered, but target_session_attrs requires one."),
     .hint = QT_TRANSLATE_NOOP("core", "Add the standby's host, or choose target_session_attrs=any.")},
    {.words = {"SSL", "certificate", "Zertifikat"},
     .reason = QT_TRANSLATE_NOOP("core", "no encrypted connection could be established."),
     .hint = QT_TRANSLATE_NOOP("core", "Compare sslmode and sslrootcert with the server's TLS settings.")},
    {.words = {"does not exist", "existiert nicht", "no such database", "no such user"},
     .reason = QT_TRANSLATE_NOOP("core", "the server does not know this database or role."),
     .hint = QT_TRANSLATE_NOOP("core", "Check the names. Without a database name libpq uses the name of the user.")},
};

bool hasAny(std::string_view text, const auto &words)
{
    return std::ranges::any_of(words, [text](std::string_view word) { return !word.empty() && text.find(word) != std::string_view::npos; });
}

} // namespace

const ConnectCause *findConnectCause(std::string_view words)
{
    const auto found = std::ranges::find_if(
        causes, [words](const ConnectCause &cause) { return hasAny(words, cause.words) && !hasAny(words, cause.unless); });
    return found == std::end(causes) ? nullptr : &*found;
}

} // namespace poolwart
