// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <memory>
#include <string>
#include <vector>

namespace poolwart {

// A private PostgreSQL for one test program: about half a second to start, gone with the program however that ends. Failures
// of the server itself end the test program with the reason. Main thread only.
class TestServer
{
public:
    struct Options
    {
        int maxConnections = 100;
        int superuserReserved = 3;
        int accounts = 1'000;
    };

    TestServer();
    explicit TestServer(Options options);
    ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    Target target() const;          // role "app", not a superuser, owner of database "app"; over the socket
    Target networkTarget() const;   // the same over 127.0.0.1, with a password
    Target superuserTarget() const; // role "postgres", database "app"
    int port() const;
    std::string directory() const;

    using Row = std::vector<std::string>;
    // All rows as text, NULL as ""; as superuser, over a connection of its own that is not counted as a slot
    // (application_name "test"). An SQL error ends the test program.
    std::vector<Row> query(const std::string &sql);
    std::string value(const std::string &sql); // the first column of the first row; "" without rows
    void execute(const std::string &sql) { query(sql); }

    // Client backends whose application_name begins so, from pg_stat_activity.
    int backends(const std::string &applicationNamePrefix);

    void restart();       // fast: open connections end with 57P01
    void stopImmediate(); // as a crash: open connections just end
    void start();         // after stopImmediate()

    // SIGSTOP to the backends whose application_name begins so, until thaw(): a server that has gone silent.
    int freeze(const std::string &applicationNamePrefix);
    void thaw();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace poolwart
