// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/boundedquery.h"
#include "model/server/connection/connectionthread.h"
#include "tests/support/eventually.h"
#include "tests/support/testserver.h"

namespace poolwart {

// The server behind the pools of the plan "shop". It says when the statements that a consumer holds go on: a test sees them
// all at once, however long they took to begin, and none ends before it has looked.
class ShopServer : public TestServer
{
public:
    // Closed, SELECT pg_advisory_xact_lock_shared(4711) waits. The lock is the session's that the tests' own queries use.
    void closeGate() { execute("SELECT pg_advisory_lock(4711)"); }
    void openGate() { execute("SELECT pg_advisory_unlock_all()"); }

    // Statements of that application that wait there.
    int held(const std::string &applicationName)
    {
        return std::stoi(
            value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND application_name = '" + applicationName + "'"));
    }

    // From now on every role may come in over the network, with its password.
    void letIn()
    {
        const std::string before = value("SELECT clock_timestamp()");
        execute("COPY (SELECT 'host all all 127.0.0.1/32 scram-sha-256') TO PROGRAM 'cat >> " + value("SHOW hba_file") + "'");
        execute("SELECT pg_reload_conf()"); // which returns before it is done; a session that begins afterwards says when it was
        const auto isDone = [&] {
            const auto timeout = WaitLimit::in(std::chrono::milliseconds(hangMs));
            ConnectionThread session(superuserTarget(), PlainRequest{.applicationName = "test"});
            const auto handle = session.wait(timeout);
            if (!handle)
                return false;
            const auto rows = runQuery(*handle, "SELECT pg_conf_load_time() > '" + before + "'", timeout);
            return rows && rows->front().front() == "t";
        };
        if (!eventually(isDone))
            qFatal("The server does not read its pg_hba.conf");
    }

    // Ends what a consumer has left behind that is gone itself.
    void endAll()
    {
        openGate();
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(application_name, 'shop-p')");
    }
};

} // namespace poolwart
