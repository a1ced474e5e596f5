// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/metrics/metricsserver.h"

#include "model/core/text.h"
#include "model/metrics/httpreply.h"
#include "model/session/session.h"

#include <QTcpSocket>
#include <QTimer>

namespace poolwart {

namespace {

constexpr const char *endOfHead = "\r\n\r\n";

void answer(QTcpSocket *client, const QByteArray &reply)
{
    QObject::disconnect(client, &QTcpSocket::readyRead, nullptr, nullptr); // one request, one answer
    client->readAll(); // or the system would take the answer back with what was not read
    client->write(reply);
    client->disconnectFromHost(); // when it is written
}

} // namespace

MetricsServer::MetricsServer(Session *session, QObject *parent)
    : MetricsServer(session, Limits(), parent)
{}

MetricsServer::MetricsServer(Session *session, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_limits(limits)
{
    connect(&m_server, &QTcpServer::newConnection, this, &MetricsServer::welcome);
}

Done MetricsServer::listen(const MetricsAddress &address)
{
    close();
    if (m_server.listen(address.host, address.port))
        return done();
    return Error{.kind = ErrorKind::Io,
                 .message = text(QT_TRANSLATE_NOOP("core", "Metrics cannot be served at %1."), metricsUrl(address)),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Another program may use the port. Choose another one.")),
                 .details = m_server.errorString().toStdString()};
}

void MetricsServer::close()
{
    m_server.close();
    for (QTcpSocket *client : m_server.findChildren<QTcpSocket *>())
        client->abort();
}

MetricsAddress MetricsServer::address() const
{
    return {.host = m_server.serverAddress(), .port = m_server.serverPort()};
}

void MetricsServer::welcome()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_connections;
        client->setReadBufferSize(m_limits.requestBytes + 1);
        connect(client, &QTcpSocket::disconnected, this, [this, client] {
            --m_connections;
            client->deleteLater();
        });
        QTimer::singleShot(2 * m_limits.timeout, client, [client] { client->abort(); });
        if (m_connections > m_limits.connections) {
            answer(client, httpReply(HttpStatus::Unavailable));
            continue;
        }
        connect(client, &QTcpSocket::readyRead, this, [this, client] { serve(client); });
        QTimer::singleShot(m_limits.timeout, client, [client] {
            if (client->state() == QAbstractSocket::ConnectedState)
                answer(client, httpReply(HttpStatus::RequestTimeout));
        });
        serve(client); // what came with it
    }
}

void MetricsServer::serve(QTcpSocket *client)
{
    const QByteArray seen = client->peek(m_limits.requestBytes + 1);
    const qsizetype end = seen.indexOf(endOfHead);
    if (end >= 0)
        answer(client, replyTo(seen.first(end)));
    else if (seen.size() > m_limits.requestBytes)
        answer(client, httpReply(HttpStatus::HeaderTooLarge));
}

QByteArray MetricsServer::replyTo(const QByteArray &head) const
{
    const ServerSample &server = m_session->server();
    const bool isSeen = server.limits.maxConnections > 0;
    return metricsReply(head, m_session->snapshot(), isSeen ? &server : nullptr);
}

} // namespace poolwart
