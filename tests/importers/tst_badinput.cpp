// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot be imported is refused with file, line and reason, and what is passed over is said.
#include "model/exporters/registry.h"
#include "model/importers/importer.h"

#include "tests/exporters/sampleplans.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// A file of each format that can be read, as our exporters write it, or for those that none writes, as libpq takes it.
void everyFormat()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("format");
    const auto add = [](const std::string &row, const std::string &name, const std::string &text, const std::string &format) {
        QTest::newRow(row.c_str()) << QByteArray::fromStdString(name) << QByteArray::fromStdString(text) << QString::fromStdString(format);
    };
    const auto addExport = [&add](const std::string &exporter, const std::string &format) {
        const ExportFile file = findExporter(exporter)->render(sampleContext(shopPlan(3, 12))).value().files.front();
        add(exporter, file.path, file.content, format);
    };
    for (const Importer *importer : importers()) {
        if (importer->id() != "postgres" && findExporter(importer->id()))
            addExport(importer->id(), importer->id());
    }
    for (const char *exporter : {"node-postgres", "prisma-6", "prisma-7", "prisma-8"})
        addExport(exporter, "javascript");
    for (const char *exporter : {"hikari", "quarkus"})
        addExport(exporter, "properties");
    add("url", "urls", "postgresql://app:secret@db:5433/shop?connection_limit=7&pool_timeout=20\n", "url");
    add("dsn", "dsn", "host=db port=5433 user='a b' application_name=shop-p0 connect_timeout=3 options='-c statement_timeout=5s'", "dsn");
}

QString refusal(const QByteArray &name, const std::string &text)
{
    const auto source = checkedSource(name.toStdString(), text);
    const auto read = source ? importPlan(*source) : Outcome<ImportResult>(source.error());
    return read ? u"(taken)"_s : QString::fromStdString(read.error().message);
}

std::string ini(const std::string &alias, const std::string &settings = {})
{
    return "[databases]\n" + alias + "\n[pgbouncer]\n" + settings;
}

std::string pgcat(const std::string &user)
{
    return "[general]\nport = 6432\n[pools.a]\n[pools.a.users.0]\n" + user;
}

// Each line says ten times what the one above it says.
std::string laughs()
{
    std::string yaml = "a0: &a0 1\n";
    for (int i = 1; i < 10; ++i) {
        const std::string above = "*a" + std::to_string(i - 1);
        yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + above;
        for (int k = 1; k < 10; ++k)
            yaml += ", " + above;
        yaml += "]\n";
    }
    return yaml;
}

QStringList remarksOf(const ImportResult &read)
{
    QStringList remarks;
    for (const ImportRemark &remark : read.remarks) {
        if (remark.line > 0)
            remarks.append(u"%1 %2 %3"_s.arg(remark.line).arg(QString::fromStdString(remark.setting), QString::fromStdString(remarkKindEnglish(remark.kind))));
    }
    return remarks;
}

} // namespace

class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBadFileIsRefusedWithFileLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("refusal");
        const auto add = [](const char *row, const char *name, const std::string &text, const char *refusal) {
            QTest::newRow(row) << QByteArray(name) << QByteArray::fromStdString(text) << QString::fromUtf8(refusal);
        };
        add("empty", "x", "", "x: no known format: nothing in it says what it is.");
        add("binary", "x.ini", std::string("[databases]\na\0b", 15), "x.ini:2: this is no text: it holds a byte that no text has.");
        add("latin 1", "x.ini", "[databases]\n;\xfc\n", "x.ini:2: this is not UTF-8; save it as UTF-8.");
        add("UTF-16", "x.ini", "\xff\xfe[x", "x.ini: this is UTF-16; save it as UTF-8.");
        add("no pool", "x.ini", "[databases]\n", "x.ini: no pool was found in it.");
        add("open quote", "x.ini", ini("a = host='db"), "x.ini:2: host: a quote is not closed.");
        add("no value", "x.ini", ini("a = host=db pool_size"), "x.ini:2: “pool_size”: key=value is expected.");
        add("no number", "x.ini", ini("a = pool_size=12x"), "x.ini:2: pool_size: “12x” is no whole number.");
        add("unlimited", "x.ini", ini("a = pool_size=0"), "x.ini:2: pool_size: 0 is no limit, which a plan cannot say.");
        add("too many", "x.ini", ini("a = pool_size=1001"), "x.ini:2: pool_size: 1001 is outside 1 to 1000.");
        add("a unit where none is", "x.ini", ini("a = host=db", "query_wait_timeout = 20s\n"), "x.ini:4: query_wait_timeout: “20s” is no number of seconds.");
        add("beyond a day", "x.ini", ini("a = host=db", "query_wait_timeout = 86401\n"), "x.ini:4: query_wait_timeout: 86401s is outside 1ms to 24h.");
        add("contradiction", "x.ini", ini("a = host=db pool_size=3 pool_size=4"), "x.ini:2: pool_size contradicts what line 2 says.");
        add("contradiction of lines", "x.ini", ini("a = host=db", "server_lifetime=1\nserver_lifetime=2"), "x.ini:5: server_lifetime contradicts what line 4 says.");
        add("the same pool twice", "x.ini", ini("a = host=db\na = host=db"), "x.ini:3: there is a pool “a” already, on line 2.");
        add("more idle than slots", "x.ini", ini("a = host=db pool_size=2 min_pool_size=3"), "x.ini: pools[0].minimum_idle: 3 is outside 0 to 2.");
        add("open section", "pg_service.conf", "[a\nhost=db\n", "pg_service.conf:1: a “]” is missing.");
        add("no section", "pg_service.conf", "host=db\n", "pg_service.conf:1: key=value in a section is expected.");
        add("open quote in .env", ".env", "A=1\nDATABASE_URL=\"postgresql://a", ".env:2: NAME=value is expected, its quotes closed on the same line.");
        add("pools out of order", ".env", "POOL_1_NAME=a\n", ".env:1: POOL_1_NAME: the pools must follow each other, from 0.");
        add("unknown policy", ".env", "POOL_POLICY=best\nPOOL_0_NAME=a\n", ".env:1: there is no policy “best”.");
        add("a time with a unit", "x", "postgresql://u@h/d?pool_timeout=20s", "x:1: pool_timeout: “20s” is no number of seconds.");
        add("a Go time without one", "x", "postgresql://u@h/d?pool_max_conn_lifetime=20", "x:1: pool_max_conn_lifetime: “20” is no time.");
        add("two limits", "x", "postgresql://u@h/d?connection_limit=2&pool_max_conns=3", "x:1: pool_max_conns contradicts what line 1 says.");
        add("a Quarkus time of another unit", "a.properties", "quarkus.datasource.p0.jdbc.max-lifetime=30X", "a.properties:1: jdbc.max-lifetime: “30X” is no time.");
        add("scattered datasources", "a.properties", "quarkus.datasource.a.jdbc.max-size=1\nquarkus.datasource.b.jdbc.max-size=1\nquarkus.datasource.a.jdbc.min-size=1\n",
            "a.properties:3: the keys of “a” do not stand together.");
        add("truncated JSON", "plan.json", "{\n  \"format\": \"poolwart-plan\",\n  \"ver", "plan.json:3: unterminated string");
        add("unknown version", "plan.json", "{\n\"format\": \"poolwart-plan\",\n\"version\": 2, \"pools\": [{\"name\": \"a\"}]}",
            "plan.json:3: version: the file is of version 2; this program reads version 1.");
        add("bad field", "plan.json", "{\"format\": \"poolwart-plan\", \"version\": 1, \"pools\": [\n{\"name\": \"a\", \"slots\": 1},\n{\"name\": \"b\", \"slots\": 0}]}",
            "plan.json:3: pools[1].slots: 0 is outside 1 to 1000.");
        add("broken TOML", "pgcat.toml", "[pools.a]\npool_mode = \n", "pgcat.toml:2: Error while parsing key-value pair: expected value, saw '\\n'");
        add("a pool of pgcat too large", "pgcat.toml", pgcat("pool_size = 1001\n"), "pgcat.toml:5: pool_size: 1001 is outside 1 to 1000.");
        add("a pool of pgcat of no user", "pgcat.toml", "[pools.a]\npool_mode = \"session\"\n", "pgcat.toml: no pool was found in it.");
        add("broken YAML", "application.yml", "spring:\n  datasource: [1\n", "application.yml:3: end of sequence flow not found");
        add("a key of YAML twice", "application.yml", "spring.datasource:\n  hikari: {}\nspring.datasource: 1\n", "application.yml:3: “spring.datasource” is there twice.");
        add("YAML out of range", "application.yml", "spring:\n  datasource:\n    hikari:\n      maximum-pool-size: 0\n",
            "application.yml:4: maximumpoolsize: 0 is outside 1 to 1000.");
        add("YAML of aliases without end", "application.yml", laughs(), "application.yml:2: this is nested deeper, or says more, than any configuration of pools.");
        add("YAML that holds itself", "application.yml", "a: &a [*a]\n", "application.yml:1: this is nested deeper, or says more, than any configuration of pools.");
        add("Rails out of range", "database.yml", "production:\n  adapter: postgresql\n  checkout_timeout: 90000\n",
            "database.yml:3: checkout_timeout: 25h is outside 1ms to 24h.");
        add("YAML that contradicts itself", "application.yml", "app.datasource.a.hikari.maximum-pool-size: 3\napp:\n  datasource:\n    a:\n      hikari:\n        maximumPoolSize: 4\n",
            "application.yml:6: maximumpoolsize contradicts what line 1 says.");
        add("a time of YAML out of range", "application.yml", "app:\n  datasource:\n    a:\n      hikari:\n        max-lifetime: 90000000\n",
            "application.yml:5: maxlifetime: 25h is outside 1s to 24h.");
        add("YAML with a tab", "application.yml", "app:\n\tdatasource: 1\n", "application.yml:2: illegal map value");
        add("Rails that contradicts itself", "database.yml", "production:\n  pool: 3\n  max_connections: 4\n", "database.yml:3: max_connections contradicts what line 2 says.");
        add("a pool of Rails too large", "database.yml", "production:\n  pool: 1001\n", "database.yml:2: pool: 1001 is outside 1 to 1000.");
        add("a unit where Rails has none", "database.yml", "production:\n  checkout_timeout: 5s\n", "database.yml:2: checkout_timeout: “5s” is no number of seconds.");
        add("Ruby that is not closed", "database.yml", "production:\n  pool: <%= 3\n", "database.yml:2: a tag of Ruby is not closed.");
        add("broken YAML behind Ruby", "database.yml", "<%\n  a = 1\n%>\nproduction:\n  pool: [<%= a %>\n", "database.yml:6: end of sequence flow not found");
        add("an open call of Python", "db.py", "\ne = create_engine('postgresql://u@h/d', pool_size=3", "db.py:2: this call is not closed.");
        add("an open quote of Python", "db.py", "e = create_engine(\n 'postgresql://u@h/d, pool_size=3)", "db.py:2: a quote is not closed.");
        add("a pool of Python too large", "db.py", "e = create_engine(\n pool_size=1001, max_overflow=0)", "db.py:1: pool_size: 1001 is outside 1 to 1000.");
        add("Python without a limit", "db.py", "e = create_engine(\n pool_size=0, max_overflow=0)", "db.py:1: pool_size: 0 is no limit, which a plan cannot say.");
        add("a time of Python out of range", "db.py", "e = create_engine(pool_size=1, max_overflow=0,\n pool_timeout=86401)", "db.py:2: pool_timeout: 86401s is outside 1ms to 24h.");
        add("a time of Python below 0", "db.py", "e = create_engine(pool_size=1, max_overflow=0,\n pool_timeout=-2)", "db.py:2: pool_timeout: “-2” is no number of seconds.");
        add("Python that contradicts itself", "db.py", "c = {'pool_timeout': 3}\ne = create_engine(pool_size=1, max_overflow=0,\n pool_timeout=2, **c)", "db.py:1: pool_timeout contradicts what line 3 says.");
        add("too many pools", "urls", [] { std::string urls; for (int i = 0; i < 200; ++i) urls += "postgresql://u@h/d" + std::to_string(i) + "\n"; return urls; }(),
            "urls:102: these are more pools than the 100 that are allowed.");
        add("two objects of Kubernetes that disagree", "x.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {POOL_COUNT: '1'}\n---\nkind: ConfigMap\ndata: {POOL_COUNT: '2'}\n",
            "x.yaml:6: POOL_COUNT contradicts what line 3 says.");
        add("Odyssey's open block", "odyssey.conf", "database \"a\" {\n  user \"u\" {\n pool_size 1\n }\n", "odyssey.conf:1: a “}” is missing for this “{”.");
        add("Odyssey's block without a beginning", "odyssey.conf", "workers 2\n}\n", "odyssey.conf:2: a “}” has no “{”.");
        add("Odyssey's open quote", "odyssey.conf", "database \"a {\n}\n", "odyssey.conf:1: a quote is not closed.");
        add("Odyssey without a limit", "odyssey.conf", "database \"a\" {\n  user \"u\" {\n    pool_size 0\n  }\n}\n",
            "odyssey.conf:3: pool_size: 0 is no limit, which a plan cannot say.");
        add("a script's open quote", "pools.ts", "const p = new Pool({\n user: 'a\n})", "pools.ts:2: a quote is not closed.");
        add("a script's open call", "pools.ts", "\nconst p = new Pool({ max: 3", "pools.ts:2: this call is not closed.");
        add("a script out of range", "pools.ts", "const p = new Pool({\n max: 1_001 })", "pools.ts:2: max: 1001 is outside 1 to 1000.");
        add("a script that contradicts itself", "pools.ts", "new Pool({ max: 3,\n max: 4 })", "pools.ts:2: max contradicts what line 1 says.");
        add("an engine without a limit", "db.py", "e = create_engine('postgresql://h/d', pool_size=0, max_overflow=0)", "db.py:1: pool_size: 0 is no limit, which a plan cannot say.");
        add("an engine's open text", "db.py", "e = create_engine(\n\"\"\"", "db.py:2: a quote is not closed.");
        add("a key of pgcat twice", "pgcat.toml", pgcat("pool_size = 1\npool_size = 2\n"),
            "pgcat.toml:6: Error while parsing key-value pair: cannot redefine existing integer 'pool_size'");
    }

    void aBadFileIsRefusedWithFileLineAndReason()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        QTEST(refusal(name.constData(), text.toStdString()), "refusal");
    }

    void whatTheServerIsToldHasNoPoolsAndIsRefusedWithTheReason()
    {
        constexpr auto reason = "these are settings of the server, which knows connections and no pools: no plan can be made of them.";
        for (const std::string &version : findExporter("postgres")->info().versions) {
            ExportContext context = sampleContext(shopPlan());
            context.options = {{"version", version}};
            const ExportResult written = findExporter("postgres")->render(context).value();
            for (const ExportFile &file : written.files) {
                const std::string &content = file.content;
                const std::size_t first = std::min({content.find("\nmax_"), content.find("\nALTER ")}) + 1;
                const auto line = 1 + std::ranges::count(content.substr(0, first), '\n');
                QCOMPARE(refusal(file.path.c_str(), content), u"%1:%2: %3"_s.arg(QString::fromStdString(file.path)).arg(line).arg(QString::fromLatin1(reason)));
            }
        }
        QCOMPARE(refusal("postgresql.conf", "shared_buffers = 1GB\n"), u"postgresql.conf: "_s + QString::fromLatin1(reason));
        QCOMPARE(refusal("x", "max_connections 100\n"), u"x:1: "_s + QString::fromLatin1(reason));
    }

    void whatMakesNoPlanIsNotOfferedButStillExplained()
    {
        const std::string offered = ", " + importFormats() + ",";
        QVERIFY2(offered.find(" postgres,") == std::string::npos, offered.c_str());
        QVERIFY2(offered.find(" pgbouncer,") != std::string::npos, offered.c_str());
        const auto read = importPlan({.name = "x", .text = "max_connections = 100\n"}, "postgres");
        QVERIFY2(!read && read.error().message.find("x:1: these are settings of the server") == 0, read ? "taken" : read.error().message.c_str());
        QVERIFY(importPlan({.name = "x", .text = "?"}).error().hint.find("postgres,") == std::string::npos);
    }

    void aHugeFileIsRefusedUnread()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"huge.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(100 * 1'024 * 1'024));
        const auto read = importFile(path.toStdString());
        QCOMPARE(QString::fromStdString(read.error().message), u"huge.ini: the file has more than 16 MiB; no configuration of pools has."_s);
        QCOMPARE(importFile(folder.path().toStdString()).error().kind, ErrorKind::Io);
        QCOMPARE(importFile(path.toStdString() + "x").error().kind, ErrorKind::NotFound);
    }

    void aCutOffFileIsRefusedOrSaysLess_data() { everyFormat(); }

    // Read as its format, as --from does, and by what it looks like, as a window does.
    void aCutOffFileIsRefusedOrSaysLess()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, format);
        for (qsizetype size = 0; size < text.size(); size += 7) {
            for (const std::string &from : {std::string(), format.toStdString()}) {
                const auto read = importPlan({.name = name.toStdString(), .text = text.first(size).toStdString()}, from);
                QVERIFY(!read || (read->plan.pools.size() <= 3 && validate(read->plan).ok()));
                QVERIFY(read || read.error().message.find(name.mid(name.lastIndexOf('/') + 1).toStdString()) != std::string::npos);
            }
        }
    }

    void whatIsNoUtf8IsRefusedWithItsLine_data() { everyFormat(); }

    void whatIsNoUtf8IsRefusedWithItsLine()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        const QString file = QString::fromUtf8(name);
        const qsizetype second = text.indexOf('\n') + 1; // of one line: 0
        const QString line = QString::number(second > 0 ? 2 : 1);
        const auto with = [&text, second](const QByteArray &bytes) { return QByteArray(text).insert(second, bytes).toStdString(); };
        QCOMPARE(refusal(name, with("\xfc")), file + u':' + line + u": this is not UTF-8; save it as UTF-8."_s);
        QCOMPARE(refusal(name, with(QByteArray("\0", 1))), file + u':' + line + u": this is no text: it holds a byte that no text has."_s);
        const QString whole = QString::fromUtf8(text);
        QStringEncoder encoder(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom);
        QCOMPARE(refusal(name, QByteArray(encoder.encode(whole)).toStdString()), file + u": this is UTF-16; save it as UTF-8."_s);
        QStringEncoder bare(QStringEncoder::Utf16BE);
        QCOMPARE(refusal(name, QByteArray(bare.encode(whole)).toStdString()), file + u":1: this is no text: it holds a byte that no text has."_s);
    }

    void aDamagedFileIsRefusedOrReadAndNothingElse_data() { everyFormat(); }

    // Bytes that are changed, doubled or left out at random, of the kind that an editor or a merge leaves.
    void aDamagedFileIsRefusedOrReadAndNothingElse()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, format);
        constexpr std::string_view signs = "{}[]()\"'`<>%=:,;#\\$&*!|-.0 \n\t";
        Random random(20'261'125);
        for (int round = 0; round < 200; ++round) {
            std::string damaged = text.toStdString();
            for (int i = 0; i < 3; ++i) {
                const auto position = static_cast<std::size_t>(random.below(damaged.size()));
                const auto length = std::min(static_cast<std::size_t>(random.below(12)), damaged.size() - position);
                const std::string piece = random.below(2) == 0 ? std::string(1, signs[random.below(signs.size())]) : damaged.substr(position, length);
                damaged.replace(position, random.below(2) == 0 ? length : 0, piece);
            }
            const auto read = importPlan({.name = name.toStdString(), .text = damaged}, format.toStdString());
            QVERIFY2(!read || validate(read->plan).ok(), damaged.c_str());
            QVERIFY2(read || !read.error().message.empty(), damaged.c_str());
        }
    }

    void aHugeFileOfAnyFormatIsRefusedUnread_data() { everyFormat(); }

    void aHugeFileOfAnyFormatIsRefusedUnread()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QString::fromUtf8(name.mid(name.lastIndexOf('/') + 1)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.resize(100 * 1'024 * 1'024));
        const auto read = importFile(path.toStdString());
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().message),
                 QFileInfo(path).fileName() + u": the file has more than 16 MiB; no configuration of pools has."_s);
    }

    void aFileOfTheLargestSizeIsDoneWithSoon_data() { everyFormat(); }

    // The same again and again, up to the limit; a squared effort would take hours.
    void aFileOfTheLargestSizeIsDoneWithSoon()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, format);
        const QByteArray whole = (text + '\n').repeated(15 * 1'024 * 1'024 / (text.size() + 1));
        QElapsedTimer clock;
        clock.start();
        const auto read = importPlan({.name = name.toStdString(), .text = whole.toStdString()}, format.toStdString());
        QVERIFY(!read || validate(read->plan).ok());
        QVERIFY2(clock.elapsed() < 60'000, qPrintable(QString::number(clock.elapsed()))); // some seconds, on a machine that is busy
    }

    void noPrefixOfAFileIsTakenForMoreThanItSays()
    {
        const std::string whole = ini("a_p0 = host=db pool_size=12 application_name='a-p0'\nb = host='d''b' pool_size=3", "server_lifetime = 1800\n");
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto read = importPlan({.name = "x.ini", .text = whole.substr(0, size)}); // no crash, no hang
            QVERIFY(!read || read->plan.pools.size() <= 2);
        }
    }

    void whatIsNotUnderstoodIsNamedLineByLine()
    {
        const auto read = importPlan({.name = "x.ini", .text = ini("a = host=db pool_size=3 colour=red connect_query='SELECT 1'", "listen_port = 6432\nfancy = 1\nserver_lifetime = 0\n")});
        QVERIFY(read.ok());
        QCOMPARE(remarksOf(*read), QStringList({u"2 colour not understood"_s, u"2 connect_query not understood"_s, u"4 listen_port passed over"_s,
                                       u"5 fancy not understood"_s, u"6 server_lifetime not understood"_s}));
    }

    void whatTheFileDoesNotSayIsNamedAsAssumed()
    {
        const auto read = importPlan({.name = "url", .text = "postgresql://app:secret@db:5433/shop?connection_limit=7&pool_timeout=0&application_name=x"});
        QVERIFY(read.ok());
        const std::map<std::string, std::string> target{{"dbname", "shop"}, {"host", "db"}, {"port", "5433"}, {"user", "app"}};
        QVERIFY(read->target == target);
        QCOMPARE(read->plan.pools.size(), std::size_t(1));
        QCOMPARE(read->plan.pools[0].slots, 7);
        QCOMPARE(read->plan.pools[0].acquireTimeout.count(), std::chrono::milliseconds(24h).count());
        QStringList assumed;
        for (const ImportRemark &remark : read->remarks) {
            QVERIFY(remark.english().find("secret") == std::string::npos);
            if (remark.kind == ImportRemark::Kind::Assumed)
                assumed.append(QString::fromStdString(remark.setting));
        }
        QCOMPARE(assumed, QStringList({u"minimum_idle"_s, u"connect_timeout"_s, u"idle_timeout"_s, u"max_lifetime"_s, u"statement_timeout"_s,
                                       u"queue_limit"_s, u"fleet"_s}));
    }

    void propertiesOfHikariAndQuarkusAreRead()
    {
        const auto hikari = importPlan({.name = "a.properties",
                                        .text = "spring.datasource.url=jdbc:postgresql://db:5432/app?ApplicationName=shop-p0&options=-c%20statement_timeout=30000\n"
                                                "spring.datasource.hikari.maximum-pool-size=9\nmaxLifetime=90000\nmaximum=1\nidleTimeout=0\n"});
        QVERIFY(hikari.ok());
        QCOMPARE(hikari->plan.applicationName, std::string("shop"));
        QCOMPARE(hikari->plan.pools[0].slots, 9);
        QCOMPARE(hikari->plan.pools[0].maxLifetime.value().count(), 90'000LL);
        QCOMPARE(hikari->plan.pools[0].statementTimeout.value().count(), 30'000LL);
        QVERIFY(!hikari->plan.pools[0].idleTimeout);
        QCOMPARE(hikari->remarks.front().line, 4);
        const auto quarkus = importPlan({.name = "application.properties",
                                         .text = "quarkus.datasource.p0.jdbc.max-size=3\nquarkus.datasource.p0.jdbc.acquisition-timeout=20S\n"
                                                 "quarkus.datasource.p1.jdbc.max-size=4\nquarkus.datasource.p1.jdbc.max-lifetime=PT30M\n"});
        QVERIFY(quarkus.ok());
        QCOMPARE(quarkus->plan.pools.size(), std::size_t(2));
        QCOMPARE(quarkus->plan.pools[0].acquireTimeout.count(), 20'000LL);
        QCOMPARE(quarkus->plan.pools[1].slots, 4);
        QCOMPARE(quarkus->plan.pools[1].maxLifetime.value().count(), 1'800'000LL);
    }

    void springsTreeIsReadAsItsProperties()
    {
        const auto read = importPlan({.name = "application.yml",
                                      .text = "server: {port: 8080}\napp:\n  datasource:\n"
                                              "    p0: {url: \"jdbc:postgresql://db/app?ApplicationName=shop-p0\", username: app, password: \"${DB_PASSWORD}\",\n"
                                              "         configuration: {pool-name: a, maximum-pool-size: 12, minimum-idle: 2, connection-timeout: 20000}}\n"
                                              "    p1:\n      url: ${OTHER_URL}\n      hikari:\n        maximumPoolSize: 7\n"
                                              "        data-source-properties: {options: -c statement_timeout=30000}\n"
                                              "---\nspring.config.activate.on-profile: test\napp.datasource.p0.configuration.maximum-pool-size: 1\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools.size(), std::size_t(2));
        QCOMPARE(read->plan.applicationName, std::string("shop"));
        QCOMPARE(read->plan.pools[0].slots, 12);
        QCOMPARE(read->plan.pools[1].slots, 7);
        QCOMPARE(read->plan.pools[1].statementTimeout.value().count(), 30'000LL);
        QCOMPARE(remarksOf(*read), QStringList({u"1 server.port not understood"_s, u"4 password passed over"_s, u"5 poolname passed over"_s,
                                                u"7 url not understood"_s, u"12 spring.config.activate not understood"_s}));
    }

    void railsDatabasesAreReadWithWhatTheyMerge()
    {
        const auto read = importPlan({.name = "database.yml",
                                      .text = "default: &default\n  adapter: postgresql\n  pool: <%= ENV.fetch(\"THREADS\") { 5 } %>\n  checkout_timeout: 2.5\n"
                                              "production:\n  primary: &p\n    <<: *default\n    url: <%= ENV[\"DATABASE_URL\"] %>\n    max_connections: 12\n"
                                              "    max_age: 1800\n    variables: { statement_timeout: 30000 }\n"
                                              "  p1: { <<: *p, application_name: shop-p1, idle_timeout: 0 }\ntest:\n  database: t\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools.size(), std::size_t(2));
        QCOMPARE(read->plan.pools[0].name, std::string("primary"));
        for (const PoolPlan &pool : read->plan.pools) {
            QCOMPARE(pool.slots, 12);
            QCOMPARE(pool.acquireTimeout.count(), 2'500LL);
            QCOMPARE(pool.maxLifetime.value().count(), 1'800'000LL);
        }
        QVERIFY(read->plan.pools[0].idleTimeout && !read->plan.pools[1].idleTimeout);
        const QStringList remarks = remarksOf(*read);
        QVERIFY(remarks.contains(u"3 pool not understood"_s));
        QVERIFY(remarks.contains(u"8 url not understood"_s));
        QVERIFY(remarks.contains(u"14 test passed over"_s));
        QVERIFY(remarks.contains(u"8 production assumed"_s));
    }

    void theRubyOfADatabaseYmlIsNotRunAndNamedWhereItStands()
    {
        const auto read = importPlan({.name = "database.yml",
                                      .text = "# as <%% in a comment\n<%\n  target = { a: 1 }\n%>\nproduction:\n  p0:\n    <<: <%= target.\n      to_json %>\n    pool: 3\n"
                                              "    checkout_timeout: \"<%= ENV[\"X: y\"] %>\"\n    application_name: \"a\\u003c%b-p0\"\n<%# a note %>\n<% if big? %>\n"
                                              "    idle_timeout: 7 <%# minutes? %>\n<% end %>\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools[0].slots, 3);
        QCOMPARE(read->plan.applicationName, std::string("a<%b"));
        QCOMPARE(read->plan.pools[0].idleTimeout.value().count(), 7'000LL);
        QCOMPARE(remarksOf(*read), QStringList({u"2 target = { a: 1 } passed over"_s, u"7 << not understood"_s, u"9 production assumed"_s,
                                                u"10 checkout_timeout not understood"_s, u"13 if big? not understood"_s, u"15 end not understood"_s}));
    }

    void whatAnEngineOfPythonTakesFromOthersIsFollowedWhereItIsALiteral()
    {
        const auto read = importPlan({.name = "db.py",
                                      .text = "_args = {'connect_timeout': 7, **more}\n_common = {\"pool_size\": 3, \"max_overflow\": 0, \"pool_recycle\": -1}\n"
                                              "a = create_engine(url(), pool_logging_name=\"orders\", connect_args=_args, **_common)\n"
                                              "b = create_engine('postgresql+psycopg://', pool_logging_name=\"\\u00fcber\\x41\",\n"
                                              "    connect_args={**_args, 'options': '-c statement_timeout=5000' + more}, pool_timeout=-3 + 5, **_common, **rest(), **other)\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        const PoolPlan &orders = read->plan.pools[0];
        const PoolPlan &other = read->plan.pools[1];
        QCOMPARE(orders.name, std::string("orders"));
        QCOMPARE(orders.slots, 3);
        QVERIFY(!orders.maxLifetime);
        QCOMPARE(other.name, std::string("überA"));
        QCOMPARE(other.connectTimeout.count(), 7'000LL);
        QCOMPARE(other.statementTimeout.value().count(), 5'000LL);
        QCOMPARE(remarksOf(*read), QStringList({u"1 **more not understood"_s, u"3 url not understood"_s, u"3 connect_args not understood"_s,
                                                u"5 options not understood"_s, u"5 pool_timeout not understood"_s, u"5 ** not understood"_s,
                                                u"5 **other not understood"_s}));
    }

    void whichEnvironmentOfRailsBecomesThePlanIsTold()
    {
        const auto read = importPlan({.name = "database.yml", .text = "test:\n  pool: 3\nstaging: {pool: 4}\nversion: 1\n---\nproduction: {pool: 5}\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools[0].slots, 3);
        QCOMPARE(remarksOf(*read), QStringList({u"2 test assumed"_s, u"3 staging passed over"_s, u"4 version not understood"_s, u"6 production.pool not understood"_s}));
    }

    void anAdaptersAndAClientsFurtherOptionsAreNamed()
    {
        const auto read = importPlan({.name = "db.ts",
                                      .text = "const pool = new pg.Pool({ max: 3 })\nconst adapter = new PrismaPg(pool, { schema: 'x', colour: 1 })\n"
                                              "const a = new PrismaClient({ adapter, log: ['query'],\n  errorFormat: 'pretty' })\n"
                                              "const b = new PrismaClient({ adapter: new PrismaPg(given) })\n"
                                              "const c = new PrismaClient({ adapter: new PrismaNeon({ max: 9 }) })\n"
                                              "const d = new PrismaClient({ datasources: urls })\n"
                                              "const more = Array.from({ length: 4 }, make)\nconst e = new Pool({}, options)\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(remarksOf(*read), QStringList({u"2 schema passed over"_s, u"2 colour not understood"_s, u"2 PrismaPg passed over"_s,
                                                u"3 adapter passed over"_s, u"3 log passed over"_s, u"4 errorFormat passed over"_s,
                                                u"5 PrismaPg not understood"_s, u"6 adapter not understood"_s, u"7 datasources not understood"_s,
                                                u"8 Array.from not understood"_s, u"9 options not understood"_s}));
    }

    void whatOurExportEscapesForSpringIsReadAsItWas()
    {
        const auto read = importPlan({.name = "application.yml",
                                      .text = "app.datasource.p0.username: 'a${poolwart.text:\\\\$}{h}'\napp.datasource.p0.configuration.maximum-pool-size: 3\n"
                                              "app.datasource.p0.configuration.data-source-properties.databaseName: 'b${DB}'\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(QString::fromStdString(read->target.at("user")), u"a\\\\${h}"_s);
        QCOMPARE(remarksOf(*read), QStringList({u"3 datasource.databasename not understood"_s}));
    }

    void severalUsersOfAPoolerArePoolsOfTheirOwn()
    {
        const auto toml = importPlan({.name = "x.toml", .text = "[pools.a]\nidle_timeout = 5000\ncolour = 1\n[pools.a.users.0]\nusername = \"u\"\npool_size = 3\n"
                                                                "[pools.a.users.1]\npool_size = 4\nidle_timeout = 6000\n[pools.a.shards.0]\nservers = [[\"db\", 5433, \"primary\"]]\n"
                                                                "database = \"d\"\n[pools.a.shards.1]\ndatabase = \"e\"\n"});
        QVERIFY2(toml.ok(), qPrintable(toml ? QString() : QString::fromStdString(toml.error().message)));
        QCOMPARE(toml->plan.pools.size(), std::size_t(2));
        QCOMPARE(toml->plan.pools[1].name, std::string("a.1"));
        QCOMPARE(toml->plan.pools[0].idleTimeout.value().count(), 5'000LL);
        QCOMPARE(toml->plan.pools[1].idleTimeout.value().count(), 6'000LL);
        const std::map<std::string, std::string> target{{"dbname", "d"}, {"host", "db"}, {"port", "5433"}, {"user", "u"}};
        QVERIFY(toml->target == target);
        QVERIFY(remarksOf(*toml).contains(u"3 colour not understood"_s));
        QVERIFY(remarksOf(*toml).contains(u"14 pools.a.shards.1.database not understood"_s));
        const auto odyssey = importPlan({.name = "odyssey.conf", .text = "workers 2\nstorage \"s\" {\n host \"db\"\n}\ndatabase \"a\" {\n user \"u\" {\n  storage \"s\"\n  pool_size 3 }\n"
                                                                         " user default {\n  pool_size 4\n  fancy yes\n }\n}\n"});
        QVERIFY2(odyssey.ok(), qPrintable(odyssey ? QString() : QString::fromStdString(odyssey.error().message)));
        QCOMPARE(odyssey->plan.pools.size(), std::size_t(2));
        QCOMPARE(odyssey->plan.pools[1].name, std::string("a.default"));
        QCOMPARE(odyssey->target.at("host"), std::string("db"));
        QCOMPARE(remarksOf(*odyssey), QStringList({u"1 workers passed over"_s, u"7 storage passed over"_s, u"11 fancy not understood"_s}));
    }

    void theStorageOfOdysseyIsReadAsItsPoolsTarget()
    {
        const auto read = importPlan({.name = "odyssey.conf",
                                      .text = "storage \"s\" {\n type \"remote\"\n host \"db\"\n port 5433\n tls \"verify_full\"\n tls_ca_file \"/ca.pem\"\n colour \"red\"\n}\n"
                                              "storage \"other\" {\n host \"x\"\n}\ndatabase \"a\" {\n user \"u\" {\n  storage \"s\"\n  pool_size 3\n }\n}\n"
                                              "database \"b\" {\n user \"u\" {\n  storage \"s\"\n  pool_size 3\n }\n}\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        const std::map<std::string, std::string> target{{"host", "db"}, {"port", "5433"}, {"sslmode", "verify-full"}, {"sslrootcert", "/ca.pem"}};
        QVERIFY(read->target == target);
        QCOMPARE(remarksOf(*read), QStringList({u"2 type passed over"_s, u"7 colour not understood"_s, u"10 storage.other.host passed over"_s,
                                                u"14 storage passed over"_s, u"20 storage passed over"_s}));
    }

    void everyFieldOfAnObjectOfKubernetesIsTakenOrNamed()
    {
        const auto read = importPlan({.name = "x.yaml",
                                      .text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {POOL_0_NAME: one, POOL_0_SIZE: '3'}\n---\n"
                                              "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 4\n  template:\n    spec:\n      containers:\n        - image: x\n"
                                              "          envFrom: [{configMapRef: {name: a}}]\n          env:\n            - {value: '20', name: POOL_MIGRATION_SHARE}\n"
                                              "            - name: POOL_POLICY\n              valueFrom: {configMapKeyRef: {key: k}}\n---\njust text\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.migrationShare, 20);
        QVERIFY((read->plan.fleet == Fleet{.replicas = 4}));
        QCOMPARE(remarksOf(*read), QStringList({u"1 apiVersion passed over"_s, u"3 metadata.name passed over"_s, u"6 apiVersion passed over"_s,
                                                u"13 spec.template.spec.containers.0.image passed over"_s,
                                                u"14 spec.template.spec.containers.0.envFrom.0.configMapRef.name passed over"_s,
                                                u"18 POOL_POLICY.valueFrom.configMapKeyRef.key not understood"_s, u"20 just text not understood"_s}));
        QStringList assumed;
        for (const ImportRemark &remark : read->remarks) {
            if (remark.setting.starts_with("fleet"))
                assumed.append(QString::fromStdString(remark.setting));
        }
        QCOMPARE(assumed, QStringList({u"fleet.surge"_s, u"fleet.processes"_s}));
    }

    void literalsOfScriptsAreReadAndExpressionsNamed()
    {
        const auto read = importPlan({.name = "db.ts",
                                      .text = "import { Pool } from 'pg' // new Pool({ max: 1 })\nconst re = /it's/\nconst N = 2\n"
                                              "export const orders = new Pool({ max: 12, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 30 * 1000,\n"
                                              "  connectionString: process.env.DATABASE_URL, application_name: `shop-p0`, password: secret(), colour: 'red', ...rest })\n"
                                              "const more = Array.from({ length: N }, (_, k) => new pg.Pool({ max: 3, application_name: `x${k}` }))\n"
                                              "const prisma = new PrismaClient({ datasourceUrl: 'postgresql://u@db/app?connection_limit=7' })\n"
                                              "const seven = new PrismaClient({ adapter: new PrismaPg({ max: 4 }) })\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        std::vector<std::pair<std::string, int>> pools;
        for (const PoolPlan &pool : read->plan.pools)
            pools.emplace_back(pool.name, pool.slots);
        const std::vector<std::pair<std::string, int>> expected{{"orders", 12}, {"pool-2", 3}, {"pool-3", 3}, {"prisma", 7}, {"adapter", 4}};
        QVERIFY(pools == expected);
        QCOMPARE(read->plan.pools[0].acquireTimeout.count(), 20'000LL);
        const QStringList remarks = remarksOf(*read);
        for (const char *remark : {"4 idleTimeoutMillis not understood", "5 connectionString not understood", "5 password passed over",
                                   "5 colour not understood", "5 ... not understood", "6 application_name not understood"})
            QVERIFY2(remarks.contains(QString::fromLatin1(remark)), qPrintable(remarks.join(u'\n')));
    }

    void enginesOfPythonAreReadWithTheirOverflow()
    {
        const auto read = importPlan({.name = "db.py",
                                      .text = "# create_engine('x')\nengine = create_engine(\"postgresql+psycopg://u:p@db/app\", pool_size=12, max_overflow=0,\n"
                                              "    pool_timeout=20, pool_recycle=SECONDS, connect_args={\"application_name\": \"shop-p0\", \"connect_timeout\": 5})\n"
                                              "other = create_engine(f\"postgresql://{host}/app\", pool_size=3)\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools.size(), std::size_t(2));
        QCOMPARE(read->plan.pools[0].name, std::string("engine"));
        QCOMPARE(read->plan.pools[0].slots, 12);
        QCOMPARE(read->plan.pools[1].slots, 13);
        QCOMPARE(read->plan.applicationName, std::string("shop"));
        QCOMPARE(remarksOf(*read), QStringList({u"2 password passed over"_s, u"3 pool_recycle not understood"_s, u"4 max_overflow assumed"_s,
                                                u"4 max_overflow changes meaning"_s, u"4 url not understood"_s}));
    }

    void connectionStringsAndDriversUrlsAreRead()
    {
        const auto dsn = importPlan({.name = "x", .text = "host=db user='a b' application_name=shop-p0 connect_timeout=3 options='-c statement_timeout=5s' pool_max_conns=4"});
        QVERIFY(dsn.ok());
        QCOMPARE(QString::fromStdString(dsn->format), u"dsn"_s);
        QCOMPARE(dsn->plan.applicationName, std::string("shop"));
        QCOMPARE(dsn->plan.pools[0].slots, 4);
        QCOMPARE(dsn->plan.pools[0].connectTimeout.count(), 3'000LL);
        QCOMPARE(dsn->plan.pools[0].statementTimeout.value().count(), 5'000LL);
        QCOMPARE(dsn->target.at("user"), std::string("a b"));
        const auto urls = importPlan({.name = "x", .text = "jdbc:postgresql://db/shop?ApplicationName=shop-p0\npostgresql+psycopg://u:p%40@db/shop?pool_max_conn_idle_time=1h30m\n"});
        QVERIFY(urls.ok());
        QCOMPARE(urls->plan.pools.size(), std::size_t(2));
        QCOMPARE(urls->plan.pools[1].idleTimeout.value().count(), 5'400'000LL);
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
