// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/exportdraft.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

using namespace poolwart;
using namespace Qt::StringLiterals;
using Fate = ExportDraft::Fate;
using Question = ExportDraft::Question;

namespace {

ExportSource sourceOf(Plan plan)
{
    ExportSource source{.plan = std::move(plan)};
    ServerSample server;
    server.limits = {.maxConnections = 100, .superuserReserved = 3};
    source.budget = makeBudget(source.plan, server);
    source.server =
        Target{.parameters = {{"host", "db.example"}, {"port", "5432"}, {"dbname", "shop"}, {"user", "app"}}, .password = Secret("geheim")};
    return source;
}

const ExportChoices prisma{.format = "prisma-7"};

// As the dialog does it, but on this thread.
void look(ExportDraft &draft)
{
    if (const auto goal = draft.goal())
        draft.setLook(lookAt(*goal));
}

void choose(ExportDraft &draft, const std::vector<ExportChoices> &formats)
{
    draft.choose(formats);
    look(draft);
}

void setPlace(ExportDraft &draft, const std::string &place)
{
    draft.setPlace(place);
    look(draft);
}

Outcome<ExportSaved> save(ExportDraft &draft)
{
    const auto order = draft.order();
    auto saved = order ? carryOut(*order) : Outcome<ExportSaved>(order.error());
    look(draft);
    return saved;
}

} // namespace

class TestExportDraft : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::string folder() const { return m_folder->path().toStdString(); }

    void put(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
    }

    QByteArray content(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    static std::size_t indexOf(const ExportDraft &draft, const std::string &path)
    {
        const auto &files = draft.made()->result.files;
        return static_cast<std::size_t>(std::ranges::find(files, path, &ExportFile::path) - files.begin());
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anEmptyFolderAsksNothing()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        QCOMPARE(draft.fate(0), Fate::Unknown);
        QVERIFY(!save(draft).ok()); // no folder yet
        setPlace(draft, folder());
        QCOMPARE(draft.fate(0), Fate::New);
        QVERIFY(!draft.question());
        const int files = static_cast<int>(draft.made()->result.files.size());
        const auto saved = save(draft);
        QVERIFY(saved.ok());
        const ExportSaved all{.written = files, .unchanged = 0};
        QVERIFY(*saved == all);
        QCOMPARE(draft.fate(0), Fate::Unchanged);
        const ExportSaved none{.written = 0, .unchanged = files};
        QVERIFY(save(draft).value() == none);
    }

    void aFileThatDiffersIsReplacedOnlyAfterTheQuestion()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        put(u"prisma.config.ts"_s, "mine\n");
        setPlace(draft, folder());
        const std::size_t config = indexOf(draft, "prisma.config.ts");
        QCOMPARE(draft.fate(config), Fate::Replaced);
        QCOMPARE(draft.firstReplaced(), std::optional(config));
        QCOMPARE(draft.replacedFiles(), 1);
        QCOMPARE(countsOf(draft.change(config)).removed, 1);
        QCOMPARE(draft.question(), std::optional(Question::Replaces));
        QVERIFY(!save(draft).ok());
        QCOMPARE(content(u"prisma.config.ts"_s), "mine\n");
        draft.agree();
        QVERIFY(!draft.question());
        QVERIFY(save(draft).ok());
        QVERIFY(content(u"prisma.config.ts"_s).contains("defineConfig"));
    }

    void whatChangesOnDiskAfterTheAnswerIsNotReplaced()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        put(u"prisma.config.ts"_s, "mine\n");
        setPlace(draft, folder());
        draft.agree();
        put(u"prisma.config.ts"_s, "mine, and saved by an editor\n");
        const auto refused = save(draft);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().message, std::string("Changed on disk in the meantime: prisma.config.ts."));
        QCOMPARE(content(u"prisma.config.ts"_s), "mine, and saved by an editor\n");
        QCOMPARE(draft.question(), std::optional(Question::Replaces)); // for what stands there now
    }

    void anotherFolderOrFormatTakesTheAnswerBack()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        put(u"prisma.config.ts"_s, "mine\n");
        setPlace(draft, folder());
        draft.agree();
        choose(draft, {prisma});
        QCOMPARE(draft.question(), std::optional(Question::Replaces));
        draft.agree();
        setPlace(draft, folder());
        QCOMPARE(draft.question(), std::optional(Question::Replaces));
    }

    void overTheBudgetIsAskedFirstAndStandsInTheFirstLines()
    {
        Plan plan = uniformPlan(5, 12);
        plan.fleet.replicas = 2;
        ExportDraft draft(sourceOf(plan));
        choose(draft, {prisma});
        put(u"prisma.config.ts"_s, "mine\n");
        setPlace(draft, folder());
        QCOMPARE(draft.made()->stamp.verdict, BudgetVerdict::Over);
        QCOMPARE(draft.question(), std::optional(Question::OverBudget));
        draft.agree();
        QCOMPARE(draft.question(), std::optional(Question::Replaces));
        draft.agree();
        QVERIFY(save(draft).ok());
        const QByteArray pools = content(u"src/prisma-pools.ts"_s);
        QVERIFY2(pools.left(300).contains("OVER BUDGET: the fleet needs 120 connections, but the server has 97"),
                 pools.left(400).constData());
    }

    void passwordsAndAddressesAreWrittenAsChosen()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        setPlace(draft, folder());
        choose(draft, {prisma});
        const auto whole = [&draft] {
            std::string text;
            for (const ExportFile &file : draft.made()->result.files)
                text += file.content;
            return text;
        };
        QVERIFY(whole().find("geheim") == std::string::npos);
        QVERIFY(whole().find("CHANGE_ME") != std::string::npos);
        QVERIFY(whole().find("db.example") != std::string::npos);
        choose(draft, {{.format = "prisma-7", .writesAddress = false}});
        QVERIFY(whole().find("db.example") == std::string::npos);
        choose(draft, {{.format = "prisma-7", .writesPassword = true}});
        QVERIFY(save(draft).ok());
        QVERIFY(content(u".env"_s).contains("geheim"));
        const auto others = QFile::permissions(m_folder->filePath(u".env"_s))
                          & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
        QCOMPARE(others, QFile::Permissions());
    }

    void aFolderThatMayNotBeWrittenToIsSaidSoAndNothingIsLeft()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        setPlace(draft, folder());
        ::chmod(folder().c_str(), 0555);
        const bool isRoot = ::geteuid() == 0; // may write everywhere
        if (isRoot)
            QCOMPARE(::seteuid(65534), 0);
        const auto saved = save(draft);
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        ::chmod(folder().c_str(), 0755);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().kind, ErrorKind::Io);
        QVERIFY2(saved.error().message.find("Permission denied") != std::string::npos, saved.error().message.c_str());
        QVERIFY(std::filesystem::is_empty(folder()));
    }

    void aFolderInAFilesPlaceIsSaidBeforeSaving()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        std::filesystem::create_directory(folder() + "/prisma.config.ts");
        setPlace(draft, folder());
        QVERIFY(!draft.readable().ok());
        QVERIFY(!draft.question());
        QVERIFY(!save(draft).ok());
        QVERIFY(!QFile::exists(m_folder->filePath(u"src"_s)));
    }

    void aBundleGoesToAFolderOfEachFormatsName()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma, {.format = "env"}});
        setPlace(draft, folder());
        QVERIFY(!draft.question());
        QVERIFY(save(draft).ok());
        QVERIFY(content(u"prisma-7/prisma.config.ts"_s).contains("defineConfig"));
        QVERIFY(content(u"env/.env.example"_s).contains("POOL_COUNT=5"));
        QCOMPARE(draft.made()->formats.size(), std::size_t(2));
        QCOMPARE(draft.made()->formats[1].format, std::string("env"));
    }

    void aZipIsComparedFileByFileAndReplacedOnlyAfterTheQuestion()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma, {.format = "env"}});
        setPlace(draft, folder() + "/shop.zip");
        QVERIFY(draft.isArchive());
        QCOMPARE(draft.fate(0), Fate::New);
        const ExportSaved one{.written = 1, .unchanged = 0};
        QVERIFY(save(draft).value() == one);
        QCOMPARE(draft.fate(0), Fate::Unchanged);
        const ExportSaved none{.written = 0, .unchanged = 1};
        QVERIFY(save(draft).value() == none);

        choose(draft, {{.format = "env", .options = {}}, {.format = "service"}});
        QCOMPARE(draft.fate(indexOf(draft, "env/.env.example")), Fate::Unchanged);
        QCOMPARE(draft.fate(indexOf(draft, "service/pg_service.conf")), Fate::New);
        QVERIFY(std::ranges::count(draft.goneFiles(), std::string("prisma-7/prisma.config.ts")) == 1);
        QCOMPARE(draft.question(), std::optional(Question::Replaces)); // Prisma's files would be gone
        QVERIFY(!save(draft).ok());
        draft.agree();
        QVERIFY(save(draft).value() == one);
        QVERIFY(draft.goneFiles().empty());

        choose(draft, {{.format = "env", .writesAddress = false}, {.format = "service"}});
        QCOMPARE(draft.fate(indexOf(draft, "env/.env.example")), Fate::Replaced);
        QVERIFY(countsOf(draft.change(indexOf(draft, "env/.env.example"))).added > 0);
        QCOMPARE(draft.question(), std::optional(Question::Replaces));
    }

    void whatIsNoZipIsLeftAlone()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        put(u"shop.zip"_s, "my letters\n");
        setPlace(draft, folder() + "/shop.zip");
        QVERIFY(!draft.readable().ok());
        QVERIFY2(draft.readable().error().message.find("cannot be read as a zip") != std::string::npos,
                 draft.readable().error().message.c_str());
        QVERIFY(!save(draft).ok());
        QCOMPARE(content(u"shop.zip"_s), "my letters\n");
    }

    void whatWasNotLookedAtIsNotSaved()
    {
        put(u"prisma.config.ts"_s, "mine\n");
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        choose(draft, {prisma});
        draft.setPlace(folder());
        QCOMPARE(draft.fate(indexOf(draft, "prisma.config.ts")), Fate::Unknown);
        QVERIFY(!draft.order().ok());
        QCOMPARE(content(u"prisma.config.ts"_s), "mine\n");
    }

    void anUnknownFormatIsNoExport()
    {
        ExportDraft draft(sourceOf(uniformPlan(5, 12)));
        setPlace(draft, folder());
        choose(draft, {{.format = "prisma-99"}});
        QVERIFY(!draft.made().ok());
        QVERIFY(!save(draft).ok());
        QCOMPARE(draft.replacedFiles(), 0);
    }
};

QTEST_GUILESS_MAIN(TestExportDraft)
#include "tst_exportdraft.moc"
