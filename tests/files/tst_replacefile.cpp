// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/replacefile.h"
#include "tests/support/smalldisk.h"
#include "tests/support/syncedfolders.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <fstream>
#include <set>

using namespace poolwart;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void put(const fs::path &path, const std::string &content)
{
    std::ofstream(path, std::ios::binary) << content;
}

std::set<std::string> namesIn(const fs::path &folder)
{
    std::set<std::string> names;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename());
    return names;
}

unsigned modeOf(const fs::path &path)
{
    struct stat found = {};
    return ::lstat(path.c_str(), &found) == 0 ? found.st_mode & 07777 : 0;
}

} // namespace

class TestReplaceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskLeavesTheOldFileAndIsTheReason_data()
    {
        QTest::addColumn<int>("size");
        QTest::addRow("smaller than any buffer") << 100;
        QTest::addRow("larger") << 100'000;
    }
    void aFullDiskLeavesTheOldFileAndIsTheReason()
    {
        QFETCH(int, size);
        const auto disk = SmallDisk::make(256);
        if (!disk)
            QSKIP("This user may not mount a file system.");
        const fs::path file = disk->path("run.json");
        QVERIFY(replaceFile(file, "old\n").ok());
        disk->fill();
        const Done written = replaceFile(file, std::string(static_cast<std::size_t>(size), 'x'));
        QVERIFY(!written.ok());
        QCOMPARE(written.error().kind, ErrorKind::Io);
        QCOMPARE(written.error().message, "“" + file.string() + "” cannot be written: No space left on device.");
        QCOMPARE(written.error().hint, std::string("There is no space left on the device. Nothing was changed."));
        QCOMPARE(contentOf(file), std::string("old\n"));
        QCOMPARE(namesIn(file.parent_path()), (std::set<std::string>{"fill", "run.json"}));
        disk->empty();
        QVERIFY(replaceFile(file, "new\n").ok());
        QCOMPARE(contentOf(file), std::string("new\n"));
        QCOMPARE(namesIn(file.parent_path()), std::set<std::string>{"run.json"});
    }

    void aFolderThatIsNotThereIsNamedWithTheReason()
    {
        const QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "none" / "plan.json";
        const Done written = replaceFile(file, "x");
        QVERIFY(!written.ok());
        QCOMPARE(written.error().message, "“" + file.string() + "” cannot be written: No such file or directory.");
    }

    void aNewFileHasTheModeThatIsAskedForAndAnOldOneKeepsItsOwn()
    {
        const QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "plan.json";
        const mode_t before = ::umask(027);
        QVERIFY(replaceFile(file, "x").ok());
        QCOMPARE(modeOf(file), 0640U);
        ::chmod(file.c_str(), 0664);
        QVERIFY(replaceFile(file, "y").ok());
        ::umask(before);
        QCOMPARE(modeOf(file), 0664U);
        QVERIFY(replaceFile(file, "z", FileAccess::OwnerOnly).ok());
        QCOMPARE(modeOf(file), 0600U);
    }

    void aLinkIsFollowedAlsoToAFileThatIsNotThereYet()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        fs::create_directory(root / "real");
        put(root / "real/old.json", "old\n");
        fs::create_symlink("real/old.json", root / "inner.json");
        fs::create_symlink("inner.json", root / "outer.json");
        fs::create_symlink(root / "real/new.json", root / "dangling.json");
        QVERIFY(replaceFile(root / "outer.json", "x").ok());
        QVERIFY(replaceFile(root / "dangling.json", "y").ok());
        QCOMPARE(contentOf(root / "real/old.json"), std::string("x"));
        QCOMPARE(contentOf(root / "real/new.json"), std::string("y"));
        for (const char *link : {"inner.json", "outer.json", "dangling.json"})
            QVERIFY2(fs::is_symlink(root / link), link);
    }

    void theNewNameIsOnTheDiskWithItsFolder()
    {
        const QTemporaryDir folder;
        SyncedFolders::clear();
        QVERIFY(replaceFile(folder.path().toStdString() + "/file", "x").ok());
        QVERIFY(SyncedFolders::contain(folder.path().toStdString()));
    }

    void whatIsNoOrdinaryFileIsNeverReplaced()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        QCOMPARE(::mkfifo((root / "pipe").c_str(), 0600), 0);
        fs::create_symlink("/dev/full", root / "device");
        fs::create_directory(root / "folder");
        for (const char *name : {"pipe", "device", "folder"}) {
            const Done written = replaceFile(root / name, "x");
            QVERIFY2(!written.ok(), name);
            QVERIFY2(written.error().message.find("not a regular file") != std::string::npos, written.error().message.c_str());
        }
        QVERIFY(fs::is_fifo(root / "pipe"));
        QVERIFY(fs::is_character_file(root / "device"));
        QCOMPARE(namesIn(root), (std::set<std::string>{"device", "folder", "pipe"}));
    }

    void aStagedFileTakesThePlaceOfALinkAndLeavesNoTraceIfItIsNotMoved()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        put(root / "kept", "kept\n");
        fs::create_symlink("kept", root / "place");
        {
            auto staged = StagedFile::write(root / "place", "x", FileAccess::OwnerOnly);
            QVERIFY(staged.ok());
            QCOMPARE(namesIn(root).size(), std::size_t(3));
        }
        QCOMPARE(namesIn(root), (std::set<std::string>{"kept", "place"}));
        auto staged = StagedFile::write(root / "place", "x", FileAccess::OwnerOnly);
        QVERIFY(staged->moveToPlace().ok());
        QVERIFY(!fs::is_symlink(root / "place"));
        QCOMPARE(contentOf(root / "place"), std::string("x"));
        QCOMPARE(contentOf(root / "kept"), std::string("kept\n"));
        QCOMPARE(namesIn(root), (std::set<std::string>{"kept", "place"}));
    }
};

QTEST_GUILESS_MAIN(TestReplaceFile)
#include "tst_replacefile.moc"
