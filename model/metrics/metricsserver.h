// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/metrics/metricsaddress.h"

#include <QTcpServer>

namespace poolwart {

class Session;

// Serves the session's last snapshot over HTTP to Prometheus, on the session's thread; the engine is not involved. The duration
// and input of each connection are limited, and so is the number of connections; one request per connection.
class MetricsServer : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qint64 requestBytes = 8 * 1024;
        int connections = 16;
        std::chrono::milliseconds timeout{5'000}; // from the start of the connection to the end of the request, and again until its close
    };

    explicit MetricsServer(Session *session, QObject *parent = nullptr);
    MetricsServer(Session *session, const Limits &limits, QObject *parent = nullptr);

    Done listen(const MetricsAddress &address);
    void close();
    bool isListening() const { return m_server.isListening(); }
    MetricsAddress address() const; // with the actual port, while listening

private:
    void welcome();
    void serve(QTcpSocket *client);
    QByteArray replyTo(const QByteArray &head) const;

    Session *m_session;
    Limits m_limits;
    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace poolwart
