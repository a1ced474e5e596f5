// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that need no traffic, as processes.
#include "model/store/planfile.h"
#include "tests/support/program.h"
#include "tests/support/testserver.h"
#include "tests/support/tool.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestCommands : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const Program::Environment m_noDisplay{{u"DISPLAY"_s, {}}, {u"WAYLAND_DISPLAY"_s, {}}, {u"QT_QPA_PLATFORM"_s, {}}};

    QString planFile(const Plan &plan) const
    {
        const QString path = m_folder.filePath(u"plan.json"_s);
        if (!writePlanFile(plan, path.toStdString()))
            qFatal("cannot write the test's plan");
        return path;
    }
    QString file(const char *name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's own file");
        return file.fileName();
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList bundle(const QStringList &more) const
    {
        return QStringList{u"export"_s, planFile(uniformPlan(5, 12)), u"--format"_s, u"prisma-7,pgbouncer,env"_s} + more;
    }

private Q_SLOTS:
    void importReadsAPgBouncerIniAsAPlanAndTranslatesIt()
    {
        const QString ini = file("pgbouncer.ini", "[databases]\nshop_p0 = host=db pool_size=7 application_name=shop-p0 colour=red\n");
        const auto plan = Program::run({u"import"_s, ini});
        QVERIFY2(plan.exitCode == 0, plan.err.constData());
        const QJsonObject pool = QJsonDocument::fromJson(plan.out).object()[u"pools"_s][0].toObject();
        QCOMPARE(pool[u"name"_s].toString(), u"shop_p0"_s);
        QCOMPARE(pool[u"slots"_s].toInt(), 7);
        QVERIFY2(plan.err.contains("line 2, colour (not understood)"), plan.err.constData());
        const auto translated = Program::run({u"import"_s, ini, u"--to"_s, u"env"_s, u"--json"_s});
        const QJsonObject json = QJsonDocument::fromJson(translated.out).object();
        QCOMPARE(json[u"format"_s].toString(), u"pgbouncer"_s);
        QCOMPARE(json[u"plan"_s][u"pools"_s][0][u"slots"_s].toInt(), 7);
        QVERIFY(json[u"files"_s][0][u"content"_s].toString().contains(u"POOL_0_SIZE=7\n"_s));
        QVERIFY(json[u"files"_s][0][u"content"_s].toString().contains(u"@db:5432/"_s));
    }

    void importRefusesWithFileLineAndReasonAndWritesNothing()
    {
        const QString ini = file("bad.ini", "[databases]\na = pool_size=12x\n");
        const QString out = m_folder.filePath(u"imported"_s);
        const auto refused = Program::run({u"import"_s, ini, u"--out"_s, out});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("bad.ini:2: pool_size: “12x” is not a whole number."), refused.err.constData());
        QCOMPARE(refused.out, QByteArray());
        QVERIFY(!QFile::exists(out));
    }

    void helpAndVersionNeedNoDisplay()
    {
        const auto help = Program::run({u"--help"_s}, m_noDisplay);
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.startsWith("Usage: poolwart"));
        QCOMPARE(help.err, QByteArray());
        QCOMPARE(Program::run({u"--version"_s}, m_noDisplay).out, "poolwart " POOLWART_VERSION "\n");
    }

    void withoutADisplayTheWindowSaysSoInOneLine()
    {
        const auto none = Program::run({u"--sandbox"_s}, m_noDisplay);
        QCOMPARE(none.exitCode, 2);
        QVERIFY2(none.err.contains("DISPLAY") && none.err.count('\n') == 1, none.err.constData());
    }

    void aBrokenPlanFileIsRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("words");
        QTest::addRow("no JSON") << QByteArray("pools: 5") << QByteArray("line 1, column 2");
        QTest::addRow("truncated") << QByteArray("{\"format\": \"poolwart-plan\", \"ver") << QByteArray("cut off");
        QTest::addRow("newer") << QByteArray(R"({"format": "poolwart-plan", "version": 2})") << QByteArray("version 2");
        QTest::addRow("10^12 slots") << QByteArray(
            R"({"format": "poolwart-plan", "version": 1, "pools": [{"name": "a", "slots": 1000000000000}]})")
                                     << QByteArray("pools[0].slots: 1000000000000");
    }
    void aBrokenPlanFileIsRefusedWithTheReason()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, words);
        const QString path = file("broken.json", content);
        for (const QStringList &arguments : {QStringList{u"check"_s, path}, QStringList{u"run"_s, u"--sandbox"_s, path},
                                             QStringList{u"export"_s, u"--format"_s, u"prisma-7"_s, path}}) {
            const auto result = Program::run(arguments);
            QCOMPARE(result.exitCode, 1);
            QVERIFY2(result.err.contains(words), result.err.constData());
            QVERIFY(result.err.contains("broken.json"));
            QCOMPARE(result.out, QByteArray());
        }
    }

    void aValidPlanIsSaidToBeValid()
    {
        const auto result = Program::run({u"check"_s, planFile(uniformPlan(5, 12))});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.out.contains("60 slots in 5 pools"), result.out.constData());
    }

    void thePlanOfTheWholeFleetIsHeldAgainstMaxConnections()
    {
        Plan plan = uniformPlan(5, 12);
        QCOMPARE(Program::run({u"check"_s, planFile(plan), u"--max-connections"_s, u"100"_s}).exitCode, 0);
        plan.fleet.replicas = 2;
        const auto result = Program::run({u"check"_s, planFile(plan), u"--max-connections"_s, u"100"_s, u"--json"_s});
        QCOMPARE(result.exitCode, 4);
        QVERIFY2(result.err.contains("120") && result.err.contains("97"), result.err.constData());
        const QJsonObject figures = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(figures.value(u"fits"_s), QJsonValue(false));
        QCOMPARE(figures.value(u"by_fleet"_s).toInt(), 120);
        QCOMPARE(figures.value(u"usable"_s).toInt(), 97);
        const QJsonObject largest{{u"shape"_s, u"5 × 9"_s}, {u"pools"_s, 5}, {u"slots"_s, 45}};
        QCOMPARE(figures.value(u"largest_fit"_s).toObject(), largest);
    }

    void aPlanIsHeldAgainstTheLimitsOfARealServer()
    {
        TestServer server({.maxConnections = 20, .superuserReserved = 3, .accounts = 10});
        const QString uri = targetUri(server.target());
        QCOMPARE(Program::run({u"check"_s, planFile(uniformPlan(1, 12)), u"--target"_s, uri}).exitCode, 0);
        const auto over = Program::run({u"check"_s, planFile(uniformPlan(5, 12)), u"--target"_s, uri});
        QCOMPARE(over.exitCode, 4);
        QVERIFY2(over.out.contains("17"), over.out.constData());
        QVERIFY2(over.err.contains("The largest plan of this shape that fits has 5 × 3 slots."), over.err.constData());
        server.stopImmediate();
        QCOMPARE(Program::run({u"check"_s, planFile(uniformPlan(1, 12)), u"--target"_s, uri}).exitCode, 2);
    }

    void aPlanIsExportedIntoAFolderAndNothingIsReplacedUnasked()
    {
        const QString folder = m_folder.filePath(u"shop"_s);
        const QStringList arguments{u"export"_s, planFile(uniformPlan(5, 12)), u"--format"_s, u"prisma-7"_s, u"--out"_s, folder};
        QCOMPARE(Program::run(arguments).exitCode, 0);
        const QStringList names = QDir(folder).entryList(QDir::Files | QDir::AllDirs | QDir::NoDotAndDotDot | QDir::Hidden);
        QVERIFY2(names.contains(u"prisma.config.ts"_s), qPrintable(names.join(u' ')));

        QCOMPARE(Program::run(arguments).exitCode, 0);
        const QString config = folder + u"/prisma.config.ts"_s;
        QVERIFY(QFile::remove(config));
        file("shop/prisma.config.ts", "{}");
        const auto refused = Program::run(arguments);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("prisma.config.ts"), refused.err.constData());
        QCOMPARE(QFileInfo(config).size(), 2);
        QCOMPARE(Program::run(arguments + QStringList{u"--force"_s}).exitCode, 0);
        QVERIFY(QFileInfo(config).size() > 2);
    }

    void severalFormatsGoToAFolderEach()
    {
        const QString folder = m_folder.filePath(u"bundle"_s);
        const auto result = Program::run(bundle({u"--set"_s, u"pgbouncer.version=1.18"_s, u"--out"_s, folder}));
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 QStringList({u"env"_s, u"pgbouncer"_s, u"prisma-7"_s}));
        QVERIFY(QFile::exists(folder + u"/prisma-7/src/prisma-pools.ts"_s));
        QVERIFY(contentOf(folder + u"/pgbouncer/pgbouncer.ini"_s).contains("PgBouncer 1.18"));
        QVERIFY2(result.err.contains("pgbouncer: policy"), result.err.constData());
        QCOMPARE(QFileInfo(folder + u"/pgbouncer/userlist.txt"_s).permissions() & QFile::ReadOther, QFile::Permissions());
    }

    void aBundleIsWrittenWholeOrNotAtAll()
    {
        const QString folder = m_folder.filePath(u"refused"_s);
        QVERIFY(QDir().mkpath(folder + u"/env"_s));
        file("refused/env/.env.example", "mine\n");
        const auto refused = Program::run(bundle({u"--out"_s, folder}));
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("env/.env.example"), refused.err.constData());
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList{u"env"_s});
    }

    void aNameThatEndsInZipIsAZipFileOfTheSame()
    {
        const QString folder = m_folder.filePath(u"unzipped"_s);
        const QString zip = m_folder.filePath(u"bundle.zip"_s);
        QCOMPARE(Program::run(bundle({u"--out"_s, folder})).exitCode, 0);
        QCOMPARE(Program::run(bundle({u"--out"_s, zip})).exitCode, 0);
        QCOMPARE(QFileInfo(zip).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        const auto tested = runTool({.program = u"unzip"_s, .arguments = {u"-tq"_s, zip}, .folder = m_folder.path()});
        QVERIFY2(tested.exitCode == 0, tested.output.constData());
        const QString read = m_folder.filePath(u"read"_s);
        const auto unpacked = runTool({.program = u"unzip"_s, .arguments = {u"-q"_s, zip, u"-d"_s, read}, .folder = m_folder.path()});
        QVERIFY2(unpacked.exitCode == 0, unpacked.output.constData());
        const auto compared = runTool({.program = u"diff"_s, .arguments = {u"-r"_s, folder, read}, .folder = m_folder.path()});
        QVERIFY2(compared.exitCode == 0, compared.output.constData());
        QCOMPARE(QFileInfo(read + u"/pgbouncer/userlist.txt"_s).permissions() & QFile::ReadOther, QFile::Permissions());

        QVERIFY(Program::run(bundle({u"--out"_s, zip})).err.contains("unchanged"));
        file("bundle.zip", "mine");
        QCOMPARE(Program::run(bundle({u"--out"_s, zip})).exitCode, 1);
        QCOMPARE(contentOf(zip), QByteArray("mine"));
        QCOMPARE(Program::run(bundle({u"--out"_s, zip, u"--force"_s})).exitCode, 0);
    }

    void aSettingOfSeveralFormatsSaysForWhich()
    {
        const auto refused = Program::run(bundle({u"--set"_s, u"version=1.18"_s}));
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("--set prisma-7.version=…"), refused.err.constData());
        const auto twice = Program::run({u"export"_s, planFile(uniformPlan(1, 2)), u"--format"_s, u"env,env"_s});
        QCOMPARE(twice.exitCode, 1);
        QVERIFY2(twice.err.contains("given twice"), twice.err.constData());
    }

    void anExportAsJsonHoldsFilesAndNotes()
    {
        const auto result = Program::run({u"export"_s, planFile(uniformPlan(2, 3)), u"--format"_s, u"prisma-7"_s, u"--json"_s});
        QCOMPARE(result.exitCode, 0);
        const QJsonObject exported = QJsonDocument::fromJson(result.out).object();
        QVERIFY(!exported.value(u"files"_s).toArray().isEmpty());
        QVERIFY(!exported.value(u"notes"_s).toArray().isEmpty());
    }

    void aPasswordIsWrittenOnlyOnRequest()
    {
        TestServer server({.accounts = 10});
        const QStringList arguments{u"export"_s,   planFile(uniformPlan(1, 2)),      u"--format"_s, u"prisma-7"_s,
                                    u"--target"_s, targetUri(server.networkTarget())};
        const QByteArray password = QByteArray::fromStdString(server.networkTarget().password.reveal());
        const auto without = Program::run(arguments);
        QCOMPARE(without.exitCode, 0);
        QVERIFY(!(without.out + without.err).contains(password));
        QVERIFY(Program::run(arguments + QStringList{u"--with-password"_s}).out.contains(password));
    }

    void anUnknownFormatIsRefusedWithTheOnesThereAre()
    {
        const auto result = Program::run({u"export"_s, planFile(uniformPlan(1, 2)), u"--format"_s, u"prisma-5"_s});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("prisma-7"), result.err.constData());
    }

    void theFormatsAreListed()
    {
        QVERIFY(Program::run({u"formats"_s}).out.contains("prisma-7"));
        const auto json = Program::run({u"formats"_s, u"--json"_s});
        const QJsonArray formats = QJsonDocument::fromJson(json.out).object().value(u"formats"_s).toArray();
        QVERIFY(formats.size() > 0);
        QVERIFY(formats[0].toObject().contains(u"id"_s));
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
