// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/connection.h"

#include "model/core/text.h"
#include "model/server/connection/connecttimeout.h"
#include "model/server/connection/passfile.h"
#include "model/server/connection/plainconnection.h"
#include "model/server/connection/quietdriver.h"
#include "model/server/connection/target.h"

#include <libpq-fe.h>

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <fcntl.h>
#include <map>
#include <mutex>

// QSqlDriver::handle() holds a PGconn*, which the meta type system must know as a type of its own.
Q_DECLARE_OPAQUE_POINTER(PGconn *)
Q_DECLARE_METATYPE(PGconn *)

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr int checkIntervalSince = 140'000; // client_connection_check_interval
constexpr auto checkInterval = "1000";      // ms

QString quoted(const std::string &value)
{
    std::string escaped;
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return u'\'' + QString::fromStdString(escaped) + u'\'';
}

// Host, database and user go through fields of QSqlDatabase, which QPSQL quotes by itself; the password through open().
bool isField(const std::string &keyword)
{
    return keyword == "host" || keyword == "dbname" || keyword == "user";
}

std::map<std::string, std::string> connectOptions(const Target &target, const ConnectionRequest &request)
{
    auto options = target.parameters;
    std::erase_if(options, [](const auto &item) { return isField(item.first); });
    options["connect_timeout"] = std::to_string(connectTimeoutOf(target, request.connectTimeout).count());
    if (!request.applicationName.empty())
        options["application_name"] = request.applicationName;
    if (openPassfile(target))
        options["passfile"] = noPassfile;
    return options;
}

// QPSQL replaces every ';' of the options by a space, even within quotes: a changed value would be worse than none.
std::optional<Error> refusal(const std::map<std::string, std::string> &options)
{
    for (const auto &[keyword, value] : options) {
        if (value.find(';') != std::string::npos)
            return Error{
                .kind = ErrorKind::BadInput,
                .message =
                    text(QT_TRANSLATE_NOOP("core", "The connection parameter “%1” contains a semicolon, which Qt's driver cannot pass on."),
                         keyword),
                .hint = text(QT_TRANSLATE_NOOP("core", "Put the parameter into the connection service file and connect by service."))};
    }
    return std::nullopt;
}

void setUp(QSqlDatabase &database, const Target &target, const std::map<std::string, std::string> &options)
{
    const auto field = [&](const char *keyword) {
        const auto found = target.parameters.find(keyword);
        return found == target.parameters.end() ? QString() : QString::fromStdString(found->second);
    };
    database.setHostName(field("host"));
    database.setDatabaseName(field("dbname"));
    database.setUserName(field("user"));
    QStringList list;
    for (const auto &[keyword, value] : options)
        list << QString::fromStdString(keyword) + u'=' + quoted(value);
    database.setConnectOptions(list.join(u' '));
}

// One round trip. In a statement of its own, not in the start packet: PgBouncer refuses the packet's "options". A pooler hands
// out a pid of its own: then there is no row, and nothing was set.
QString sessionStatement(PGconn *connection, const ConnectionRequest &request)
{
    QString statement = u"/* poolwart */ SELECT set_config('TimeZone', 'UTC', false)"_s;
    const auto add = [&](const char *name, const QString &value) {
        statement += u", set_config('%1', '%2', false)"_s.arg(QLatin1StringView(name), value);
    };
    if (PQserverVersion(connection) >= checkIntervalSince)
        add("client_connection_check_interval", QLatin1StringView(checkInterval));
    if (request.statementTimeout)
        add("statement_timeout", QString::number(request.statementTimeout->count()));
    if (request.isReadOnly)
        add("default_transaction_read_only", u"on"_s);
    return statement + u" WHERE pg_backend_pid() = %1"_s.arg(PQbackendPID(connection));
}

bool openQuietly(QSqlDatabase &database, const Secret &password)
{
    const QuietDriver quiet;
    return database.open(database.userName(), QString::fromStdString(password.reveal()));
}

// `isPooled` tells that it must not be used: what Qt's driver sets would stay with the pooler.
std::optional<Error> open(QSqlDatabase &database, const Target &target, const ConnectionRequest &request, bool &isPooled)
{
    const auto options = connectOptions(target, request);
    if (auto error = refusal(options))
        return error;
    setUp(database, target, options);
    if (!openQuietly(database, target.password))
        return connectError(target, database.lastError().databaseText().toStdString());

    auto *connection = database.driver()->handle().value<PGconn *>();
    if (PQstatus(connection) != CONNECTION_OK) // lost again while QPSQL set it up, of which open() says nothing
        return connectError(target, PQerrorMessage(connection));
    PQsetNoticeReceiver(
        connection, [](void *, const PGresult *) {}, nullptr); // else libpq prints them to standard error
    QSqlQuery query(database);
    if (query.exec(sessionStatement(connection, request))) {
        isPooled = !query.next();
        return std::nullopt;
    }
    return sessionError(target, query.lastError().databaseText().toStdString(), query.lastError().nativeErrorCode().toStdString());
}

// Qt's list of all connections. Its own lock is one that ThreadSanitizer cannot see into; with this one around it, it is never
// fought over. Held for microseconds: nothing is opened or closed under it.
class Registry
{
public:
    static QSqlDatabase add(const QString &name)
    {
        const std::scoped_lock lock(s_mutex);
        return QSqlDatabase::addDatabase(u"QPSQL"_s, name);
    }
    static QSqlDatabase find(const QString &name)
    {
        const std::scoped_lock lock(s_mutex);
        return QSqlDatabase::database(name, false);
    }
    static void remove(const QString &name) // of a closed one
    {
        const std::scoped_lock lock(s_mutex);
        QSqlDatabase::removeDatabase(name);
    }

private:
    static inline std::mutex s_mutex;
};

// The connections through poolers, by their names.
class PooledConnections
{
public:
    static void add(const std::string &name, ConnectionHandle handle)
    {
        const std::scoped_lock lock(s_mutex);
        s_handles[name] = std::move(handle);
    }
    static pg_conn *find(const std::string &name)
    {
        const std::scoped_lock lock(s_mutex);
        const auto found = s_handles.find(name);
        return found == s_handles.end() ? nullptr : found->second.get();
    }
    static ConnectionHandle take(const std::string &name)
    {
        const std::scoped_lock lock(s_mutex);
        const auto found = s_handles.find(name);
        if (found == s_handles.end())
            return nullptr;
        ConnectionHandle handle = std::move(found->second);
        s_handles.erase(found);
        return handle;
    }

private:
    static inline std::mutex s_mutex; // guards the map; nothing is opened or closed under it
    static inline std::map<std::string, ConnectionHandle> s_handles;
};

std::optional<Error> openPooled(const Target &target, const ConnectionRequest &request)
{
    auto opened =
        openPlain(target, {.applicationName = request.applicationName, .connectTimeout = request.connectTimeout, .stop = request.stop});
    if (!opened)
        return opened.error();
    PooledConnections::add(request.connectionName, std::move(opened->handle));
    return std::nullopt;
}

} // namespace

void prepareDrivers()
{
    QuietDriver::prepare();
    QSqlDatabase::drivers();
}

std::optional<Error> openConnection(const Target &target, const ConnectionRequest &request)
{
    if (auto fault = faultOf(effectiveParameters(target)))
        return fault;
    if (target.pooler)
        return openPooled(target, request);
    const QString name = QString::fromStdString(request.connectionName);
    std::optional<Error> error;
    bool isPooled = false;
    {
        auto database = Registry::add(name);
        if (!database.isValid())
            error = Error{.kind = ErrorKind::NotFound,
                          .message = text(QT_TRANSLATE_NOOP("core", "Qt's PostgreSQL driver is not installed.")),
                          .hint = text(QT_TRANSLATE_NOOP("core", "Install the package libqt6sql6-psql."))};
        else
            error = open(database, target, request, isPooled);
        if (error || isPooled)
            database.close();
    }
    if (error || isPooled)
        Registry::remove(name);
    return isPooled ? openPooled(target, request) : error;
}

void closeConnection(const std::string &connectionName)
{
    if (PooledConnections::take(connectionName)) // and closes it
        return;
    const QString name = QString::fromStdString(connectionName);
    // close() first: removeDatabase() would end the connection under the lock of all names.
    if (auto database = Registry::find(name); database.isValid())
        database.close();
    else
        return;
    Registry::remove(name);
}

Descriptor socketOf(const std::string &connectionName)
{
    pg_conn *connection = nativeHandle(connectionName);
    const int socket = connection && PQstatus(connection) == CONNECTION_OK ? PQsocket(connection) : -1;
    return socket < 0 ? Descriptor() : Descriptor(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
}

bool isPooledConnection(const std::string &connectionName)
{
    return PooledConnections::find(connectionName) != nullptr;
}

pg_conn *nativeHandle(const std::string &connectionName)
{
    if (auto *handle = PooledConnections::find(connectionName))
        return handle;
    const auto database = Registry::find(QString::fromStdString(connectionName));
    if (!database.isOpen())
        return nullptr;
    return database.driver()->handle().value<PGconn *>();
}

} // namespace poolwart
