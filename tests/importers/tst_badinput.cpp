// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot be imported is refused with file, line and reason, and what is ignored is said.
// Long: most of it is one table.
#include "model/exporters/framework/registry.h"
#include "model/importers/framework/importer.h"

#include "tests/exporters/sampleplans.h"
#include "tests/support/seededcases.h"

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

} // namespace

class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Long: one table.
    void aBadFileIsRefusedWithFileLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("refusal");
        const auto add = [](const char *row, const char *name, const std::string &text, const char *refusal) {
            QTest::newRow(row) << QByteArray(name) << QByteArray::fromStdString(text) << QString::fromUtf8(refusal);
        };
        add("empty", "x", "", "x: unknown format: the content matches no supported format.");
        add("binary", "x.ini", std::string("[databases]\na\0b", 15), "x.ini:2: the file is not text: it contains a control character.");
        add("latin 1", "x.ini", "[databases]\n;\xfc\n", "x.ini:2: the file is not UTF-8. Save it as UTF-8.");
        add("UTF-16", "x.ini", "\xff\xfe[x", "x.ini: the file is UTF-16. Save it as UTF-8.");
        add("no pool", "x.ini", "[databases]\n", "x.ini: the file contains no pool.");
        add("open quote", "x.ini", ini("a = host='db"), "x.ini:2: host: a quote is not closed.");
        add("no value", "x.ini", ini("a = host=db pool_size"), "x.ini:2: “pool_size”: expected key=value.");
        add("no number", "x.ini", ini("a = pool_size=12x"), "x.ini:2: pool_size: “12x” is not a whole number.");
        add("too many", "x.ini", ini("a = pool_size=1001"), "x.ini:2: pool_size: 1001 is outside 1 to 1000.");
        add("a unit where none is", "x.ini", ini("a = host=db", "query_wait_timeout = 20s\n"),
            "x.ini:4: query_wait_timeout: “20s” is not a number of seconds.");
        add("beyond a day", "x.ini", ini("a = host=db", "query_wait_timeout = 86401\n"),
            "x.ini:4: query_wait_timeout: 86401s is outside 1ms to 24h.");
        add("open section", "pg_service.conf", "[a\nhost=db\n", "pg_service.conf:1: a “]” is missing.");
        add("no section", "pg_service.conf", "host=db\n", "pg_service.conf:1: expected key=value in a section.");
        add("open quote in .env", ".env", "A=1\nDATABASE_URL=\"postgresql://a", ".env:2: expected NAME=value with its quotes closed.");
        add("pools out of order", ".env", "POOL_1_NAME=a\n", ".env:1: POOL_1_NAME: the pools must be numbered consecutively from 0.");
        add("unknown policy", ".env", "POOL_POLICY=best\nPOOL_0_NAME=a\n", ".env:1: unknown policy “best”.");
        add("a time with a unit", "x", "postgresql://u@h/d?pool_timeout=20s", "x:1: pool_timeout: “20s” is not a number of seconds.");
        add("a Go time without one", "x", "postgresql://u@h/d?pool_max_conn_lifetime=20",
            "x:1: pool_max_conn_lifetime: “20” is not a time.");
        add("two limits", "x", "postgresql://u@h/d?connection_limit=2&pool_max_conns=3", "x:1: pool_max_conns contradicts line 1.");
        add("a Quarkus time of another unit", "a.properties", "quarkus.datasource.p0.jdbc.max-lifetime=30X",
            "a.properties:1: jdbc.max-lifetime: “30X” is not a time.");
        add("truncated JSON", "plan.json", "{\n  \"format\": \"poolwart-plan\",\n  \"ver", "plan.json:3: unterminated string");
        add("unknown version", "plan.json", "{\n\"format\": \"poolwart-plan\",\n\"version\": 2, \"pools\": [{\"name\": \"a\"}]}",
            "plan.json:3: version: the file has version 2, but this program reads version 1.");
        add("bad field", "plan.json",
            "{\"format\": \"poolwart-plan\", \"version\": 1, \"pools\": [\n{\"name\": \"a\", \"slots\": "
            "1},\n{\"name\": \"b\", \"slots\": 0}]}",
            "plan.json:3: pools[1].slots: 0 is outside 1 to 1000.");
        add("broken TOML", "pgcat.toml", "[pools.a]\npool_mode = \n",
            "pgcat.toml:2: Error while parsing key-value pair: expected value, saw '\\n'");
        add("a pool of pgcat too large", "pgcat.toml", pgcat("pool_size = 1001\n"), "pgcat.toml:5: pool_size: 1001 is outside 1 to 1000.");
        add("a pool of pgcat of no user", "pgcat.toml", "[pools.a]\npool_mode = \"session\"\n", "pgcat.toml: the file contains no pool.");
        add("broken YAML", "application.yml", "spring:\n  datasource: [1\n", "application.yml:3: end of sequence flow not found");
        add("a key of YAML twice", "application.yml", "spring.datasource:\n  hikari: {}\nspring.datasource: 1\n",
            "application.yml:3: “spring.datasource” occurs twice.");
        add("YAML out of range", "application.yml", "spring:\n  datasource:\n    hikari:\n      maximum-pool-size: 0\n",
            "application.yml:4: maximumpoolsize: 0 is outside 1 to 1000.");
        add("YAML of aliases without end", "application.yml", laughs(),
            "application.yml:2: the file is nested too deeply or is too long for a pool configuration.");
        add("YAML that holds itself", "application.yml", "a: &a [*a]\n",
            "application.yml:1: the file is nested too deeply or is too long for a pool configuration.");
        add("Rails out of range", "database.yml", "production:\n  adapter: postgresql\n  checkout_timeout: 90000\n",
            "database.yml:3: checkout_timeout: 25h is outside 1ms to 24h.");
        add("YAML that contradicts itself", "application.yml",
            "app.datasource.a.hikari.maximum-pool-size: 3\napp:\n  datasource:\n    a:\n      hikari:\n        maximumPoolSize: 4\n",
            "application.yml:6: maximumpoolsize contradicts line 1.");
        add("two pools of one name", "application.yml",
            "app:\n  datasource:\n    a:\n      hikari:\n        pool-name: b\n    c:\n      hikari:\n        pool-name: b\n",
            "application.yml:8: there is already a pool “b”, on line 5.");
        add("a time of YAML out of range", "application.yml",
            "app:\n  datasource:\n    a:\n      hikari:\n        max-lifetime: 90000000\n",
            "application.yml:5: maxlifetime: 25h is outside 1s to 24h.");
        add("YAML with a tab", "application.yml", "app:\n\tdatasource: 1\n", "application.yml:2: illegal map value");
        add("a pool of Rails too large", "database.yml", "production:\n  pool: 1001\n", "database.yml:2: pool: 1001 is outside 1 to 1000.");
        add("a unit where Rails has none", "database.yml", "production:\n  checkout_timeout: 5s\n",
            "database.yml:2: checkout_timeout: “5s” is not a number of seconds.");
        add("Ruby that is not closed", "database.yml", "production:\n  pool: <%= 3\n", "database.yml:2: a Ruby tag is not closed.");
        add("broken YAML behind Ruby", "database.yml", "<%\n  a = 1\n%>\nproduction:\n  pool: [<%= a %>\n",
            "database.yml:6: end of sequence flow not found");
        add("an open call of Python", "db.py", "\ne = create_engine('postgresql://u@h/d', pool_size=3",
            "db.py:2: this call is not closed.");
        add("an open quote of Python", "db.py", "e = create_engine(\n 'postgresql://u@h/d, pool_size=3)",
            "db.py:2: a quote is not closed.");
        add("a pool of Python too large", "db.py", "e = create_engine(\n pool_size=1001, max_overflow=0)",
            "db.py:1: pool_size: 1001 is outside 1 to 1000.");
        add("a \\u of properties without its digits", "a.properties", "a=1\nmaximumPoolSize=\\u00g1\n",
            "a.properties:2: “\\u” must be followed by four hexadecimal digits.");
        add("a time of Python out of range", "db.py", "e = create_engine(pool_size=1, max_overflow=0,\n pool_timeout=86401)",
            "db.py:2: pool_timeout: 86401s is outside 1ms to 24h.");
        add("a time of Python below 0", "db.py", "e = create_engine(pool_size=1, max_overflow=0,\n pool_timeout=-2)",
            "db.py:2: pool_timeout: “-2” is not a number of seconds.");
        add("Python that contradicts itself", "db.py",
            "c = {'pool_timeout': 3}\ne = create_engine(pool_size=1, max_overflow=0,\n pool_timeout=2, **c)",
            "db.py:1: pool_timeout contradicts line 3.");
        add(
            "too many pools", "urls",
            [] {
                std::string urls;
                for (int i = 0; i < 200; ++i)
                    urls += "postgresql://u@h/d" + std::to_string(i) + "\n";
                return urls;
            }(),
            "urls:102: the file has more pools than the limit of 100.");
        add("two objects of Kubernetes that disagree", "x.yaml",
            "apiVersion: v1\nkind: ConfigMap\ndata: {POOL_COUNT: '1'}\n---\nkind: ConfigMap\ndata: {POOL_COUNT: '2'}\n",
            "x.yaml:6: POOL_COUNT contradicts line 3.");
        add("Odyssey's open block", "odyssey.conf", "database \"a\" {\n  user \"u\" {\n pool_size 1\n }\n",
            "odyssey.conf:1: a “}” is missing for this “{”.");
        add("Odyssey's block without a beginning", "odyssey.conf", "workers 2\n}\n", "odyssey.conf:2: a “}” has no “{”.");
        add("Odyssey's open quote", "odyssey.conf", "database \"a {\n}\n", "odyssey.conf:1: a quote is not closed.");
        add("a script's open quote", "pools.ts", "const p = new Pool({\n user: 'a\n})", "pools.ts:2: a quote is not closed.");
        add("a script's open call", "pools.ts", "\nconst p = new Pool({ max: 3", "pools.ts:2: this call is not closed.");
        add("a script out of range", "pools.ts", "const p = new Pool({\n max: 1_001 })", "pools.ts:2: max: 1001 is outside 1 to 1000.");
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
        constexpr auto reason = "these are settings of the server, which has connections and no pools; they do not make a plan.";
        for (const std::string &version : findExporter("postgres")->info().versions) {
            ExportContext context = sampleContext(shopPlan());
            context.options = {{"version", version}};
            const ExportResult written = findExporter("postgres")->render(context).value();
            for (const ExportFile &file : written.files) {
                const std::string &content = file.content;
                const std::size_t first = std::min({content.find("\nmax_"), content.find("\nALTER ")}) + 1;
                const auto line = 1 + std::ranges::count(content.substr(0, first), '\n');
                QCOMPARE(refusal(file.path.c_str(), content),
                         u"%1:%2: %3"_s.arg(QString::fromStdString(file.path)).arg(line).arg(QString::fromLatin1(reason)));
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
        QVERIFY2(!read && read.error().message.find("x:1: these are settings of the server") == 0,
                 read ? "taken" : read.error().message.c_str());
        QVERIFY(importPlan({.name = "x", .text = "?"}).error().hint.find("postgres,") == std::string::npos);
    }

    void aHugeFileIsRefusedUnread()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"huge.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(100 * 1'024 * 1'024));
        const auto read = importFile(path.toStdString());
        QCOMPARE(QString::fromStdString(read.error().message),
                 u"huge.ini: the file is larger than 16 MiB, the limit for a pool configuration."_s);
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
        QCOMPARE(refusal(name, with("\xfc")), file + u':' + line + u": the file is not UTF-8. Save it as UTF-8."_s);
        QCOMPARE(refusal(name, with(QByteArray("\0", 1))),
                 file + u':' + line + u": the file is not text: it contains a control character."_s);
        const QString whole = QString::fromUtf8(text);
        QStringEncoder encoder(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom);
        QCOMPARE(refusal(name, QByteArray(encoder.encode(whole)).toStdString()), file + u": the file is UTF-16. Save it as UTF-8."_s);
        QStringEncoder bare(QStringEncoder::Utf16BE);
        QCOMPARE(refusal(name, QByteArray(bare.encode(whole)).toStdString()),
                 file + u":1: the file is not text: it contains a control character."_s);
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
        for (int round = 0; round < seededCases(200); ++round) {
            std::string damaged = text.toStdString();
            for (int i = 0; i < 3; ++i) {
                const auto position = static_cast<std::size_t>(random.below(damaged.size()));
                const auto length = std::min(static_cast<std::size_t>(random.below(12)), damaged.size() - position);
                const std::string piece =
                    random.below(2) == 0 ? std::string(1, signs[random.below(signs.size())]) : damaged.substr(position, length);
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
                 QFileInfo(path).fileName() + u": the file is larger than 16 MiB, the limit for a pool configuration."_s);
    }

    void aFileOfTheLargestSizeIsDoneWith_data() { everyFormat(); }

    // The same again and again, up to the limit; a squared effort would take hours, which ctest takes for a hang.
    void aFileOfTheLargestSizeIsDoneWith()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, format);
        const QByteArray whole = (text + '\n').repeated(15 * 1'024 * 1'024 / (text.size() + 1));
        const auto read = importPlan({.name = name.toStdString(), .text = whole.toStdString()}, format.toStdString());
        QVERIFY(!read || validate(read->plan).ok());
    }

    void noPrefixOfAFileIsTakenForMoreThanItSays()
    {
        const std::string whole =
            ini("a_p0 = host=db pool_size=12 application_name='a-p0'\nb = host='d''b' pool_size=3", "server_lifetime = 1800\n");
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto read = importPlan({.name = "x.ini", .text = whole.substr(0, size)}); // no crash, no hang
            QVERIFY(!read || read->plan.pools.size() <= 2);
        }
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
