// SPDX-License-Identifier: GPL-3.0-or-later
// The exported pgcat.toml, read by Python's tomllib, its keys against pgcat's own; pgcat itself is in no Debian.
#include "tests/exporters/exported.h"
#include "tests/support/proof.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestPgCatConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsPgcatsAndEveryValueThePlans()
    {
        const Proving proving(
            {.format = u"pgcat"_s,
             .version = u"1"_s,
             .consumer = u"Python’s tomllib"_s,
             .shows = u"it is sound TOML, its keys are pgcat’s and its values the plan’s, whatever is in names and password"_s});
        const QJsonObject toml = parsed(mixedContext());
        QCOMPARE(toml[u"general"_s].toObject().keys(),
                 QStringList({u"admin_password"_s, u"admin_username"_s, u"ban_time"_s, u"connect_timeout"_s, u"healthcheck_delay"_s,
                              u"healthcheck_timeout"_s, u"host"_s, u"idle_timeout"_s, u"port"_s, u"server_lifetime"_s,
                              u"server_round_robin"_s, u"shutdown_timeout"_s}));
        QCOMPARE(toml[u"general"_s][u"connect_timeout"_s].toInt(), 20'000);
        QCOMPARE(toml[u"general"_s][u"idle_timeout"_s].toInteger(), 315'360'000'000LL);
        const QJsonObject pools = toml[u"pools"_s].toObject();
        QCOMPARE(pools.keys(), QStringList({u"b_ro_s_p0"_s, u"b_ro_s_p1"_s, u"b_ro_s_p2"_s}));
        const QJsonValue pool = pools[u"b_ro_s_p1"_s];
        QCOMPARE(pool[u"users"_s][u"0"_s].toObject(), (QJsonObject{{u"username"_s, u"app@x"_s},
                                                                   {u"password"_s, u"a\"b'c\\d#e;f%g${h}ü: @"_s},
                                                                   {u"pool_size"_s, 7},
                                                                   {u"min_pool_size"_s, 0},
                                                                   {u"statement_timeout"_s, 250}}));
        QCOMPARE(pool[u"shards"_s][u"0"_s].toObject(),
                 (QJsonObject{{u"servers"_s, QJsonArray{QJsonArray{u"db"_s, 5433, u"primary"_s}}}, {u"database"_s, u"a/b c"_s}}));
        QCOMPARE(pool.toObject().keys(), QStringList({u"default_role"_s, u"pool_mode"_s, u"prepared_statements_cache_size"_s,
                                                      u"sharding_function"_s, u"shards"_s, u"users"_s}));
    }

private:
    QJsonObject parsed(const ExportContext &context) const
    {
        writeFiles(m_folder.path(), exported("pgcat", context));
        const auto read =
            runTool({.program = u"/usr/bin/python3"_s,
                     .arguments = {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/exporters/consumers/parsed.py"_s, u"pgcat.toml"_s},
                     .folder = m_folder.path()});
        if (read.exitCode != 0)
            qWarning("%s", read.output.constData());
        return QJsonDocument::fromJson(read.output).object();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestPgCatConsumer)
#include "tst_pgcatconsumer.moc"
