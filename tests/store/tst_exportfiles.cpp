// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/exportfiles.h"
#include "model/store/filetransaction.h"

#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

using namespace poolwart;
namespace fs = std::filesystem;

namespace {

const ExportResult sample{.files = {{.path = "src/pools.ts", .content = "pools\n"},
                                    {.path = ".env", .content = "PASSWORD=x\n", .secret = true},
                                    {.path = "README.md", .content = "read me\n"}}};

void put(const fs::path &path, const std::string &content)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << content;
}

std::string content(const fs::path &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Every file below, with its content: hidden and temporary ones too.
std::map<std::string, std::string> tree(const fs::path &folder)
{
    std::map<std::string, std::string> result;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        result[name] = entry.is_directory() ? "(folder)" : content(entry.path());
    }
    return result;
}

const std::map<std::string, std::string> sampleTree{
    {"src", "(folder)"}, {"src/pools.ts", "pools\n"}, {".env", "PASSWORD=x\n"}, {"README.md", "read me\n"}};

mode_t modeOf(const fs::path &path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

class TestExportFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->path().toStdString();
    }

    void allFilesAreWrittenAndMissingFoldersMade()
    {
        const fs::path deep = m_path / "a" / "b";
        QVERIFY(writeExport(sample, deep.string(), OverwritePolicy::Refuse).ok());
        QVERIFY(tree(deep) == sampleTree);
    }

    void secretsAreForTheirOwnerOnlyAndOtherModesStay()
    {
        ::umask(022);
        put(m_path / "README.md", "old\n");
        ::chmod((m_path / "README.md").c_str(), 0640);
        put(m_path / ".env", "PASSWORD=x\n"); // the same, but readable by all
        ::chmod((m_path / ".env").c_str(), 0644);
        QVERIFY(writeExport(sample, m_path.string(), OverwritePolicy::Overwrite).ok());
        QCOMPARE(modeOf(m_path / ".env"), mode_t(0600));
        QCOMPARE(modeOf(m_path / "README.md"), mode_t(0640));
        QCOMPARE(modeOf(m_path / "src/pools.ts"), mode_t(0644));
    }

    void filesThatDifferAreNamedAndNothingIsWritten()
    {
        put(m_path / "src/pools.ts", "mine\n");
        put(m_path / "README.md", "mine too\n");
        const auto before = tree(m_path);
        const Done refused = writeExport(sample, m_path.string(), OverwritePolicy::Refuse);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY(refused.error().message.ends_with(": src/pools.ts, README.md."));
        QVERIFY(tree(m_path) == before);
        QVERIFY(writeExport(sample, m_path.string(), OverwritePolicy::Overwrite).ok());
        QVERIFY(tree(m_path) == sampleTree);
    }

    void onlyWhatWasSeenIsReplaced()
    {
        put(m_path / "README.md", "mine\n");
        const auto seen = presentFiles(sample, m_path.string()).value();
        const std::vector<PresentFile> others{{.path = "README.md", .content = "mine\n"}};
        QVERIFY(differing(sample, seen) == others);

        put(m_path / "README.md", "mine, and changed\n");
        put(m_path / ".env", "new here\n");
        const auto before = tree(m_path);
        const Done refused = writeExport(sample, m_path.string(), seen);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().message, std::string("Changed on disk in the meantime: .env, README.md."));
        QVERIFY(tree(m_path) == before);

        QVERIFY(writeExport(sample, m_path.string(), presentFiles(sample, m_path.string()).value()).ok());
        QVERIFY(tree(m_path) == sampleTree);
        QVERIFY(differing(sample, presentFiles(sample, m_path.string()).value()).empty());
    }

    void aFileThatWasSeenAndIsGoneIsNoReasonToStop()
    {
        put(m_path / "README.md", "mine\n");
        const auto seen = presentFiles(sample, m_path.string()).value();
        fs::remove(m_path / "README.md");
        QVERIFY(writeExport(sample, m_path.string(), seen).ok());
        QVERIFY(tree(m_path) == sampleTree);
    }

    void theSameExportAgainChangesNothing()
    {
        QVERIFY(writeExport(sample, m_path.string(), OverwritePolicy::Refuse).ok());
        const auto written = fs::last_write_time(m_path / "README.md");
        QVERIFY(writeExport(sample, m_path.string(), OverwritePolicy::Refuse).ok());
        QVERIFY(fs::last_write_time(m_path / "README.md") == written);
    }

    void thePreviewSeesWhatIsThere()
    {
        put(m_path / "README.md", "mine\n");
        put(m_path / "src/pools.ts", "pools\n");
        const std::vector<PresentFile> expected{
            {.path = "src/pools.ts", .content = "pools\n", .isSame = true}, {.path = ".env"}, {.path = "README.md", .content = "mine\n"}};
        QVERIFY(presentFiles(sample, m_path.string()).value() == expected);
    }

    void aLinkIsFollowed()
    {
        put(m_path / "real/README.md", "old\n");
        fs::create_symlink("real/README.md", m_path / "README.md");
        QVERIFY(writeExport(sample, m_path.string(), OverwritePolicy::Overwrite).ok());
        QVERIFY(fs::is_symlink(m_path / "README.md"));
        QCOMPARE(content(m_path / "real/README.md"), std::string("read me\n"));
    }

    void aFolderInAFilesPlaceStopsAllBeforeTheFirst()
    {
        fs::create_directories(m_path / "README.md");
        const auto before = tree(m_path);
        const Done result = writeExport(sample, m_path.string(), OverwritePolicy::Overwrite);
        QVERIFY(!result.ok());
        QVERIFY(result.error().message.find("README.md") != std::string::npos);
        QVERIFY(tree(m_path) == before);
    }

    void aFileInAFoldersPlaceIsAnErrorThatLeavesNothing()
    {
        put(m_path / "src", "a file\n");
        const auto before = tree(m_path);
        const Done result = writeExport(sample, m_path.string(), OverwritePolicy::Overwrite);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::Io);
        QVERIFY2(result.error().message.find("src") != std::string::npos, result.error().message.c_str());
        QVERIFY(tree(m_path) == before);
    }

    void aPathThatLeavesTheFolderIsRefused()
    {
        for (const char *path : {"../x", "/etc/x", "", "a/../../x", "./x", "."}) {
            const ExportResult bad{.files = {{.path = path, .content = "x"}}};
            QVERIFY2(!writeExport(bad, m_path.string(), OverwritePolicy::Overwrite).ok(), path);
        }
        QVERIFY(tree(m_path).empty());
    }

    void aFolderThatMayNotBeWrittenIsAClearErrorAndStaysAsItWas()
    {
        put(m_path / "README.md", "old\n");
        fs::create_directories(m_path / "src");
        ::chmod((m_path / "src").c_str(), 0555);
        ::chmod(m_path.c_str(), 0777);
        ::chmod((m_path / "README.md").c_str(), 0666);
        const auto before = tree(m_path);
        const uid_t self = ::geteuid();
        if (self == 0)
            QCOMPARE(::seteuid(65534), 0); // root may write everywhere
        const Done result = writeExport(sample, m_path.string(), OverwritePolicy::Overwrite);
        if (self == 0)
            QCOMPARE(::seteuid(0), 0);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::Io);
        QVERIFY2(result.error().message.find("src/pools.ts” cannot be written: Permission denied") != std::string::npos,
                 result.error().message.c_str());
        QVERIFY(!result.error().hint.empty());
        QVERIFY(tree(m_path) == before);
    }

    void aMoveThatFailsTakesThoseBeforeItBack()
    {
        put(m_path / "first", "old\n");
        FileTransaction transaction;
        QVERIFY(transaction.stage(m_path / "first", "new\n", false).ok());
        QVERIFY(transaction.stage(m_path / "folder/second", "new\n", false).ok());
        QVERIFY(transaction.stage(m_path / "third", "new\n", false).ok());
        fs::create_directories(m_path / "third"); // by someone else, in between
        const Done result = transaction.commit();
        QVERIFY(!result.ok());
        QVERIFY(result.error().message.find("third") != std::string::npos);
        const std::map<std::string, std::string> expected{{"first", "old\n"}, {"third", "(folder)"}};
        QVERIFY(tree(m_path) == expected);
    }

    void aFullDiskIsAClearErrorAndAllStaysAsItWas()
    {
        // In a process of its own, with a file system of 32 KiB that no one else sees.
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(onAFullDisk());
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 77)
            QSKIP("This user may not mount a file system.");
        QCOMPARE(WEXITSTATUS(status), 0);
    }

private:
    int onAFullDisk() const
    {
        const std::string disk = m_path.string();
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=32k") != 0)
            return 77;
        put(m_path / "README.md", "old\n");
        const auto before = tree(m_path);
        ExportResult large = sample;
        large.files.push_back({.path = "sub/large.txt", .content = std::string(100'000, 'x')});
        const Done result = writeExport(large, disk, OverwritePolicy::Overwrite);
        if (result || result.error().message.find("large.txt” cannot be written: No space left") == std::string::npos)
            return 1;
        if (result.error().hint.find("no space left") == std::string::npos)
            return 2;
        return tree(m_path) == before ? 0 : 3;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_path;
};

QTEST_GUILESS_MAIN(TestExportFiles)
#include "tst_exportfiles.moc"
