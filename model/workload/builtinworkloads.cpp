// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/builtinworkloads.h"

#include <QtCore/qglobal.h>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

// The transactions are those that pgbench's documentation describes, on its numbers of tellers and accounts a branch.
constexpr const char *tpcbLike = R"(\set aid random(1, 100000 * :scale)
\set bid random(1, 1 * :scale)
\set tid random(1, 10 * :scale)
\set delta random(-5000, 5000)
BEGIN;
UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
UPDATE pgbench_tellers SET tbalance = tbalance + :delta WHERE tid = :tid;
UPDATE pgbench_branches SET bbalance = bbalance + :delta WHERE bid = :bid;
INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
END;
)";

constexpr const char *simpleUpdate = R"(\set aid random(1, 100000 * :scale)
\set bid random(1, 1 * :scale)
\set tid random(1, 10 * :scale)
\set delta random(-5000, 5000)
BEGIN;
UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
END;
)";

constexpr const char *selectOnly = R"(\set aid random(1, 100000 * :scale)
SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
)";

Workload of(std::string name, const char *script)
{
    Workload workload = soleWorkload(script);
    workload.scripts.front().name = name;
    workload.name = std::move(name);
    return workload;
}

Workload shortAndLong()
{
    return {
        .name = "short-and-long",
        .scripts = {{.name = "short", .text = "SELECT pg_sleep(0.002);\n", .weight = 1, .className = "short"},
                    {.name = "long", .text = "SELECT pg_sleep(0.1);\n", .weight = 1, .className = "long"}},
        .classes = {{.name = "short", .share = 95, .deadline = {}, .pool = {}}, {.name = "long", .share = 5, .deadline = {}, .pool = {}}},
        .scale = {}};
}

// Requests of a web application: most come from a cache, some write a little, a report holds its slot.
Workload classes()
{
    return {.name = "classes",
            .scripts = {{.name = "cached read", .text = selectOnly, .weight = 1, .className = "cache"},
                        {.name = "page",
                         .text = "\\set aid random_zipfian(1, 100000 * :scale, 1.1)\n"
                                 "BEGIN READ ONLY;\n"
                                 "SELECT abalance FROM pgbench_accounts WHERE aid = :aid;\n"
                                 "\\sleep 2 ms\n"
                                 "SELECT count(*) FROM pgbench_tellers;\n"
                                 "END;\n",
                         .weight = 3,
                         .className = "page"},
                        {.name = "search",
                         .text = "\\set aid random(1, 99000 * :scale)\n"
                                 "SELECT sum(abalance) FROM pgbench_accounts WHERE aid BETWEEN :aid AND :aid + 999;\n",
                         .weight = 1,
                         .className = "page"},
                        {.name = "report", .text = "SELECT pg_sleep(0.2);\n", .weight = 1, .className = "report"}},
            .classes = {{.name = "cache", .share = 70, .deadline = 100ms, .pool = {}},
                        {.name = "page", .share = 29, .deadline = 1s, .pool = {}},
                        {.name = "report", .share = 1, .deadline = {}, .pool = {}}},
            .scale = {}};
}

} // namespace

const std::vector<BuiltInWorkload> &builtInWorkloads()
{
    static const std::vector<BuiltInWorkload> all{
        {"select-only", QT_TRANSLATE_NOOP("core", "pgbench: read one account"), of("select-only", selectOnly)},
        {"simple-update", QT_TRANSLATE_NOOP("core", "pgbench: change one account"), of("simple-update", simpleUpdate)},
        {"tpcb-like", QT_TRANSLATE_NOOP("core", "pgbench: TPC-B-like transaction"), of("tpcb-like", tpcbLike)},
        {"short-sleep", QT_TRANSLATE_NOOP("core", "Hold a slot for 2 ms"), of("short-sleep", "SELECT pg_sleep(0.002);\n")},
        {"long-sleep", QT_TRANSLATE_NOOP("core", "Hold a slot for 100 ms"), of("long-sleep", "SELECT pg_sleep(0.1);\n")},
        {"short-and-long", QT_TRANSLATE_NOOP("core", "95 % short and 5 % long requests"), shortAndLong()},
        {"classes", QT_TRANSLATE_NOOP("core", "Classes with deadlines: cache, page, report"), classes()},
    };
    return all;
}

const BuiltInWorkload *builtInWorkload(std::string_view id)
{
    const BuiltInWorkload *found = nullptr;
    for (const BuiltInWorkload &candidate : builtInWorkloads()) {
        if (candidate.id == id)
            return &candidate;
        if (id.empty() || !candidate.id.starts_with(id))
            continue;
        if (found)
            return nullptr;
        found = &candidate;
    }
    return found;
}

std::string defaultScript()
{
    return "\\set aid random(1, 100000)\n"
           "SELECT abalance FROM pgbench_accounts WHERE aid = :aid";
}

std::string plainScript()
{
    return "SELECT 1";
}

} // namespace poolwart
