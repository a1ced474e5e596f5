// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace poolwart {

class TestServer;

// PgBouncer in front of a test server's database "app", gone with this object.
class TestPooler
{
public:
    struct Options
    {
        QString mode = QStringLiteral("transaction");
        int poolSize = 2;
        bool tells = false; // its console lets the role "app" in
        QStringList more;   // lines of its configuration
    };

    TestPooler(TestServer &server, const Options &options); // a failure ends the test program
    ~TestPooler();
    TestPooler(const TestPooler &) = delete;
    TestPooler &operator=(const TestPooler &) = delete;

    Target target() const { return m_target; } // role "app", through the pooler

    // By another client of the pooler: the first field, or the error's SQLSTATE.
    QByteArray valueOf(const char *sql) const;
    // What each of its server sessions holds: every setting, prepared statements, advisory locks, temporary tables, LISTEN. One
    // text for each, in order.
    QStringList inventory() const;

private:
    bool start(const Options &options);

    TestServer &m_server;
    int m_poolSize;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    Target m_target;
};

} // namespace poolwart
