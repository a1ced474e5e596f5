// SPDX-License-Identifier: GPL-3.0-or-later
// What a pooler's configuration means to the pooler is what the plan has, or it is named with its line.
#include "model/importers/framework/importer.h"
#include "model/importers/framework/importreport.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList remarksOf(const ImportResult &read)
{
    QStringList remarks;
    for (const ImportRemark &remark : read.remarks) {
        if (remark.line > 0 && remark.kind != ImportRemark::Kind::PassedOver)
            remarks.append(u"%1 %2 %3"_s.arg(remark.line)
                               .arg(QString::fromStdString(remark.setting), QString::fromStdString(remarkKindEnglish(remark.kind))));
    }
    return remarks;
}

// "orders 25" of each pool.
QStringList slotsOf(const Outcome<ImportResult> &read)
{
    QStringList pools;
    if (!read)
        return {QString::fromStdString(read.error().message)};
    for (const PoolPlan &pool : read->plan.pools)
        pools.append(u"%1 %2"_s.arg(QString::fromStdString(pool.name)).arg(pool.slots));
    return pools;
}

Outcome<ImportResult> ofIni(const std::string &databases, const std::string &settings = {}, const std::string &server = {})
{
    return importPlan({.name = "pgbouncer.ini", .text = "[databases]\n" + databases + "\n[pgbouncer]\n" + settings, .folder = {}}, {},
                      server);
}

Outcome<ImportResult> ofOdyssey(const std::string &text)
{
    return importPlan({.name = "odyssey.conf", .text = text, .folder = {}});
}

QString valueOf(const Outcome<ImportResult> &read, const char *keyword)
{
    const auto found = read ? read->target.find(keyword) : TargetKeywords::const_iterator();
    return !read || found == read->target.end() ? u"(none)"_s : QString::fromStdString(found->second);
}

class Folder
{
public:
    void write(const QString &name, const QByteArray &text) const
    {
        QDir(m_folder.path()).mkpath(QFileInfo(name).path());
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s cannot be written", qPrintable(name));
    }

    Outcome<ImportResult> import(const QString &name) const { return importFile(m_folder.filePath(name).toStdString()); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

QString refusal(const Outcome<ImportResult> &read)
{
    return read ? u"(taken)"_s : QString::fromStdString(read.error().message);
}

} // namespace

class TestPoolers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPoolOnAnotherServerIsLeftOutAndCanBeChosen()
    {
        const std::string databases = "orders = host=pg-a.internal port=5432 dbname=orders_prod user=orders_rw\n"
                                      "maps = host=pg-b.internal port=5433 dbname=maps_prod user=maps_ro";
        const auto first = ofIni(databases, "default_pool_size = 15\n");
        QCOMPARE(slotsOf(first), QStringList{u"orders 15"_s});
        QVERIFY((first->servers == std::vector<std::string>{"pg-a.internal:5432", "pg-b.internal:5433"}));
        QCOMPARE(remarksOf(*first), QStringList{u"3 maps left out"_s});
        const auto second = ofIni(databases, "default_pool_size = 15\n", "pg-b.internal:5433");
        QCOMPARE(slotsOf(second), QStringList{u"maps 15"_s});
        QCOMPARE(valueOf(second, "user") + u'@' + valueOf(second, "host") + u'/' + valueOf(second, "dbname"),
                 u"maps_ro@pg-b.internal/maps_prod"_s);
        const auto none = ofIni(databases, {}, "pg-c");
        QCOMPARE(refusal(none), u"pgbouncer.ini: the file has no pool on the server pg-c."_s);
        QCOMPARE(QString::fromStdString(none.error().hint), u"Servers of the file: pg-a.internal:5432, pg-b.internal:5433"_s);
    }

    void anotherDatabaseOfTheSameServerIsNamed()
    {
        const auto read = ofIni("a = host=db dbname=one user=u\nb = host=db port=5432 dbname=two user=u pool_size=3");
        QCOMPARE(slotsOf(read), QStringList({u"a 20"_s, u"b 3"_s}));
        QCOMPARE(remarksOf(*read), QStringList{u"3 b left out"_s});
        QVERIFY(read->remarks.front().english().find("not in it (dbname=two); files") != std::string::npos);
    }

    void anAliasIsItsOwnDatabaseAndTheClientsUser()
    {
        const auto read = ofIni("\"my-\"\"db\" = host=10.0.0.5", "default_pool_size = 25\n");
        QCOMPARE(slotsOf(read), QStringList{u"my-\"db 25"_s});
        QCOMPARE(valueOf(read, "dbname"), u"my-\"db"_s);
        QCOMPARE(valueOf(read, "user"), u"(none)"_s);
        QCOMPARE(remarksOf(*read), QStringList{u"2 user different meaning"_s});
    }

    void pgBouncersDefaultsHoldWhereTheFileIsSilent()
    {
        const auto read = ofIni("orders = host=10.0.0.5 user=u", "pool_mode = transaction\n");
        QCOMPARE(slotsOf(read), QStringList{u"orders 20"_s});
        const PoolPlan &pool = read->plan.pools[0];
        QCOMPARE(pool.minimumIdle.value(), 0);
        QCOMPARE(pool.acquireTimeout.count(), 120'000LL);
        QCOMPARE(pool.connectTimeout.count(), 15'000LL);
        QCOMPARE(pool.idleTimeout.value().count(), 600'000LL);
        QCOMPARE(pool.maxLifetime.value().count(), 3'600'000LL);
        QVERIFY(!pool.statementTimeout);
        const auto report = reportLines(read->remarks, false);
        QCOMPARE(QString::fromStdString(report[1]),
                 u"Not in the file; defaults of PgBouncer 1.25: slots 20, minimum_idle 0, acquire_timeout "
                 "2m, connect_timeout 15s, idle_timeout 10m, max_lifetime 1h, statement_timeout none, "
                 "queue_limit none"_s);
    }

    void capacityIsWhatPgBouncerMayOpen_data()
    {
        QTest::addColumn<QByteArray>("alias");
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<int>("slotCount");
        QTest::addColumn<QStringList>("remarks");
        const QStringList none;
        const auto row = [](const char *name, const char *alias, const char *settings, int count, const QStringList &remarks) {
            QTest::newRow(name) << QByteArray(alias) << QByteArray(settings) << count << remarks;
        };
        row("reserve", "", "default_pool_size=25\nreserve_pool_size=10\nreserve_pool_timeout=3\n", 35,
            {u"5 reserve_pool_size different meaning"_s});
        row("a reserve that is turned off", "", "default_pool_size=25\nreserve_pool_size=10\nreserve_pool_timeout=0\n", 25, none);
        row("the alias's own reserve", "reserve_pool=3", "reserve_pool_size=10\n", 23, {u"2 reserve_pool_size different meaning"_s});
        row("a database's limit", "max_db_connections=8", "default_pool_size=25\n", 8, {u"2 max_db_connections different meaning"_s});
        row("a limit that is not reached", "max_db_connections=80", "default_pool_size=25\n", 25, none);
        row("a limit below the reserve", "", "reserve_pool_size=10\nmax_db_connections=22\n", 22,
            {u"4 reserve_pool_size different meaning"_s, u"5 max_db_connections different meaning"_s});
        row("a user's limit", "", "max_user_connections=5\n", 5, {u"4 max_user_connections different meaning"_s});
        row("a user's own pool size", "pool_size=3", "[users]\nu = pool_size=7\n", 7, none);
        row("no limit", "pool_size=0", "", 1'000, {u"2 pool_size different meaning"_s});
        row("no limit but the database's", "", "default_pool_size=0\nmax_db_connections=9\n", 9,
            {u"5 max_db_connections different meaning"_s});
        row("the last of several", "pool_size=3 pool_size=4", "", 4, {u"2 pool_size left out"_s});
        row("a minimum above the size", "pool_size=2 min_pool_size=3", "", 2, {u"2 minimum_idle different meaning"_s});
        row("a connection for one use", "", "server_lifetime=0\n", 20, {u"4 server_lifetime different meaning"_s});
        row("a query's limit", "", "query_timeout=30\n", 20, {u"4 query_timeout left out"_s});
    }

    void capacityIsWhatPgBouncerMayOpen()
    {
        QFETCH(const QByteArray, alias);
        QFETCH(const QByteArray, settings);
        QFETCH(const QStringList, remarks);
        const auto read = ofIni("a = host=db user=u " + alias.toStdString(), settings.toStdString());
        QVERIFY2(read.ok(), qPrintable(refusal(read)));
        QTEST(read->plan.pools[0].slots, "slotCount");
        QCOMPARE(remarksOf(*read), remarks);
    }

    void aLimitOfAUserOverSeveralAliasesIsNamed()
    {
        const auto read =
            ofIni("a = host=db dbname=d user=u pool_size=8\nb = host=db dbname=d user=u pool_size=8", "max_user_connections = 10\n");
        QCOMPARE(slotsOf(read), QStringList({u"a 8"_s, u"b 8"_s}));
        QCOMPARE(remarksOf(*read), QStringList{u"5 max_user_connections different meaning"_s});
    }

    void theFallbackDatabaseIsAPoolOnlyIfItIsTheOnlyOne()
    {
        const auto only = ofIni("* = host=10.0.0.5 port=5432", "default_pool_size = 30\n");
        QCOMPARE(slotsOf(only), QStringList{u"* 30"_s});
        QCOMPARE(remarksOf(*only), QStringList({u"2 * different meaning"_s, u"2 user different meaning"_s}));
        const auto beside = ofIni("* = host=a\nshop = host=b user=u");
        QCOMPARE(slotsOf(beside), QStringList{u"shop 20"_s});
        QCOMPARE(remarksOf(*beside), QStringList{u"2 * left out"_s});
    }

    void theLastAliasOfANameCounts()
    {
        const auto read = ofIni("a = host=one user=u\na = host=two user=u", "default_pool_size=3\ndefault_pool_size=4\n");
        QCOMPARE(slotsOf(read), QStringList{u"a 4"_s});
        QCOMPARE(valueOf(read, "host"), u"two"_s);
        QCOMPARE(remarksOf(*read), QStringList({u"2 a left out"_s, u"5 default_pool_size left out"_s}));
    }

    void anIncludedFileIsReadWithItsPlace()
    {
        const Folder folder;
        folder.write(u"pgbouncer.ini"_s, "[databases]\n%include conf/pools.txt\n[pgbouncer]\ndefault_pool_size = 7\n");
        folder.write(u"conf/pools.txt"_s, "a = host=db user=u\nb = host=db user=u dbname=a colour=red\n");
        const auto read = folder.import(u"pgbouncer.ini"_s);
        QCOMPARE(slotsOf(read), QStringList({u"a 7"_s, u"b 7"_s}));
        QCOMPARE(remarksOf(*read), QStringList{u"2 conf/pools.txt:2 colour not understood"_s});
        folder.write(u"conf/pools.txt"_s, "a = host=db pool_size=x\n");
        QCOMPARE(refusal(folder.import(u"pgbouncer.ini"_s)), u"pgbouncer.ini:2: conf/pools.txt:1: pool_size: “x” is not a whole number."_s);
    }

    void anIncludedFileThatIsNotReadIsNamedAlsoWhenThereIsNoPool()
    {
        const Folder folder;
        folder.write(u"etc/pgbouncer.ini"_s, "%include ../secret.ini\n%include " + folder.path(u"secret.ini"_s).toUtf8()
                                                 + "\n%include none.ini\n[pgbouncer]\nlisten_port = 6432\n");
        folder.write(u"secret.ini"_s, "[databases]\na = host=db\n");
        QVERIFY(QFile::link(folder.path(u"secret.ini"_s), folder.path(u"etc/link.ini"_s)));
        folder.write(u"etc/link.txt"_s, "[databases]\n%include link.ini\n");
        const auto read = folder.import(u"etc/pgbouncer.ini"_s);
        QCOMPARE(refusal(read), u"pgbouncer.ini: the file contains no pool."_s);
        const QStringList details = QString::fromStdString(read.error().details).split(u'\n');
        QCOMPARE(details.size(), 3);
        QVERIFY2(details[0].startsWith(u"line 1, %include ../secret.ini (left out): It is not read, because it is outside the folder"_s),
                 qPrintable(details[0]));
        QVERIFY2(details[1].startsWith(u"line 2, %include "_s), qPrintable(details[1]));
        QVERIFY2(details[2].startsWith(u"line 3, %include none.ini (left out): It does not exist."_s), qPrintable(details[2]));
        QVERIFY(QString::fromStdString(read.error().hint).contains(u"Its pools are the aliases in [databases]."_s));
        const auto linked = folder.import(u"etc/link.txt"_s);
        QVERIFY2(!linked && linked.error().details.find("outside the folder") != std::string::npos, qPrintable(refusal(linked)));
        const auto pasted = ofIni("%include pools.txt");
        QVERIFY2(!pasted && pasted.error().details.find("this text comes from no file") != std::string::npos, qPrintable(refusal(pasted)));
    }

    void includesWithoutEndAreRefused()
    {
        const Folder folder;
        folder.write(u"pgbouncer.ini"_s, "[databases]\n%include b.ini\n");
        folder.write(u"b.ini"_s, "\n%include ./pgbouncer.ini\n");
        QCOMPARE(refusal(folder.import(u"pgbouncer.ini"_s)), u"pgbouncer.ini:2: b.ini:2: “pgbouncer.ini” includes itself."_s);
        for (int i = 0; i < 20; ++i) // each twice the next: a million in all
            folder.write(u"c%1.ini"_s.arg(i), u"%include c%1.ini\n%include c%1.ini\n"_s.arg(i + 1).toUtf8());
        folder.write(u"pgbouncer.ini"_s, "[databases]\n%include c0.ini\n");
        QVERIFY2(
            refusal(folder.import(u"pgbouncer.ini"_s)).endsWith(u"%include is nested more than 10 deep, or reads more than 100 files."_s),
            qPrintable(refusal(folder.import(u"pgbouncer.ini"_s))));
    }

    void aRouteOfOdysseyIsItsDatabaseAndUser()
    {
        const auto read = ofOdyssey("storage \"pg\" {\n type \"remote\"\n host \"pg1.internal\"\n port 5432\n}\n"
                                    "include \"/etc/odyssey/conf.d/pools.conf\"\ndatabase \"shop\" {\n user \"app\" {\n storage \"pg\"\n"
                                    " pool_size 25\n pool_timeout 4000\n pool_ttl 60\n auth_query_db \"postgres\"\n }\n}\n");
        QCOMPARE(slotsOf(read), QStringList{u"shop 25"_s});
        QCOMPARE(valueOf(read, "user") + u'@' + valueOf(read, "host") + u'/' + valueOf(read, "dbname"), u"app@pg1.internal/shop"_s);
        QCOMPARE(remarksOf(*read), QStringList{u"6 include /etc/odyssey/conf.d/pools.conf left out"_s});
        const PoolPlan &pool = read->plan.pools[0];
        QCOMPARE(pool.minimumIdle.value(), 0);
        QCOMPARE(pool.acquireTimeout.count(), 4'000LL);
        QCOMPARE(pool.idleTimeout.value().count(), 60'000LL);
        QCOMPARE(pool.maxLifetime.value().count(), 3'600'000LL);
    }

    void odysseysPoolWithoutALimitIsToldAlsoWhereItDoesNotSay()
    {
        for (const char *size : {"pool_size 0\n", "\n"}) {
            const auto read = ofOdyssey(std::string("storage \"s\" { host \"h\" }\ndatabase \"d\" {\n user \"u\" {\n storage \"s\"\n ")
                                        + size + " pool_timeout 0\n }\n}\n");
            QCOMPARE(slotsOf(read), QStringList{u"d 1000"_s});
            QVERIFY(remarksOf(*read).filter(u"pool_size different meaning"_s).size() == 1);
        }
        const auto python = importPlan({.name = "db.py", .text = "e = create_engine('postgresql://h/d', pool_size=0)", .folder = {}});
        QCOMPARE(slotsOf(python), QStringList{u"e 1000"_s});
    }

    void aRouteOfOdysseyMayNameAddressesAndBeWrittenInOneLine()
    {
        const auto read = ofOdyssey("storage \"pg\" { type \"remote\" host \"pg1,pg2:5433\" port 5432 }\ndatabase \"shop\"\n{\n"
                                    "user \"app\" \"10.0.0.0/8\" hostssl { authentication \"none\" storage \"pg\" storage_db \"shop_prod\" "
                                    "pool \"transaction\" pool_size 25 pool_discard no pool_timeout 4000 }\n"
                                    "user \"app\" \"127.0.0.1/8\" { storage \"pg\" storage_db \"shop_prod\" pool_size 4 pool_size 5 } }\n");
        QCOMPARE(slotsOf(read), QStringList({u"shop.app 10.0.0.0/8 hostssl 25"_s, u"shop.app 127.0.0.1/8 5"_s}));
        QCOMPARE(valueOf(read, "host"), u"pg1,pg2"_s);
        QCOMPARE(valueOf(read, "dbname"), u"shop_prod"_s);
        QCOMPARE(read->plan.pools[0].acquireTimeout.count(), 4'000LL);
        QVERIFY(remarksOf(*read).contains(u"5 pool_size left out"_s));
    }

    void pgcatsUserOfTheServerAndItsDefaultsHold()
    {
        const auto read =
            importPlan({.name = "pgcat.toml",
                        .text = "[general]\nport = 6432\n[pools.a.users.0]\nusername = \"c\"\nserver_username = \"s\"\npool_size = 9\n"
                                "[pools.a.shards.0]\nservers = [[\"one\", 5432, \"primary\"], [\"two\", 5432, \"replica\"]]\n"
                                "database = \"d\"\n",
                        .folder = {}});
        QCOMPARE(slotsOf(read), QStringList{u"a 9"_s});
        QCOMPARE(valueOf(read, "user"), u"s"_s);
        QCOMPARE(read->plan.pools[0].acquireTimeout.count(), 1'000LL);
        QCOMPARE(read->plan.pools[0].maxLifetime.value().count(), 3'600'000LL);
        QCOMPARE(remarksOf(*read).filter(u"left out"_s).size(), 3);
    }

    void theFirstServiceAndTheFirstValueCountAsInLibpq()
    {
        const auto read =
            importPlan({.name = "pg_service.conf", .text = "[a]\nhost=one\nhost=two\nuser=u\n[a]\nhost=three\ndbname=x\n", .folder = {}});
        QCOMPARE(slotsOf(read).size(), 1);
        QCOMPARE(valueOf(read, "host") + valueOf(read, "dbname"), u"one(none)"_s);
        QCOMPARE(remarksOf(*read), QStringList({u"3 host left out"_s, u"5 a left out"_s}));
    }
};

QTEST_GUILESS_MAIN(TestPoolers)
#include "tst_poolers.moc"
