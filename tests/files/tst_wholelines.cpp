// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/logfile.h"
#include "model/files/wholelines.h"
#include "tests/support/smalldisk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestWholeLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void aLogOnAFullDiskEndsWithAWholeLineAndGoesOnWhenThereIsRoom()
    {
        const auto disk = SmallDisk::make(64);
        if (!disk)
            QSKIP("This user may not mount a file system.");
        auto log = LogFile::open(disk->path("q.log"));
        QVERIFY(log.ok());
        disk->fillExcept(16);
        const QByteArray line(1'000, 'a');
        int written = 0;
        std::optional<Error> fault;
        for (; !fault && written < 100; ++written) {
            if (const Done done = log->append(line.toStdString()); !done)
                fault = done.error();
        }
        QVERIFY(fault);
        QCOMPARE(fault->kind, ErrorKind::Io);
        QCOMPARE(fault->message, "“" + disk->path("q.log") + "” cannot be written: No space left on device.");
        QCOMPARE(contentOf(disk->file("q.log")), QByteArray(line + '\n').repeated(written - 1));
        disk->empty();
        QVERIFY(log->append("b").ok());
        QCOMPARE(contentOf(disk->file("q.log")), QByteArray(line + '\n').repeated(written - 1) + "b\n");
    }

    void severalLinesThatDoNotFitStayUpToTheLastWholeOne()
    {
        const auto disk = SmallDisk::make(64);
        if (!disk)
            QSKIP("This user may not mount a file system.");
        const int file = ::open(disk->path("out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600); // as a shell's ">" has it
        disk->fillExcept(8);
        QByteArray lines;
        for (int i = 0; i < 1'000; ++i)
            lines += "line " + QByteArray::number(i) + " of a table\n";
        QCOMPARE(writeLines(file, {lines.constData(), static_cast<std::size_t>(lines.size())}), ENOSPC);
        ::close(file);
        const QByteArray kept = contentOf(disk->file("out"));
        QVERIFY(kept.size() > 7'000);
        QVERIFY(kept.endsWith(" of a table\n"));
        QVERIFY(lines.startsWith(kept));
    }

    void aNewLogIsForItsOwnerOnlyAndAnOldOneIsAppendedTo()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"q.log"_s);
        QVERIFY(LogFile::open(path.toStdString())->append("a").ok());
        struct stat found = {};
        QCOMPARE(::stat(path.toUtf8().constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0600));
        QVERIFY(LogFile::open(path.toStdString())->append("b").ok());
        QCOMPARE(contentOf(path), QByteArray("a\nb\n"));
        const auto refused = LogFile::open(folder.path().toStdString());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().message, "“" + folder.path().toStdString() + "” cannot be written: Is a directory.");
    }

    void aDeviceWithoutRoomAndAPipeWithoutAReaderAreErrors()
    {
        const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
        QCOMPARE(writeLines(full.get(), "a\n"), ENOSPC);
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        ::close(ends[0]);
        QCOMPARE(writeLines(ends[1], "a\n"), EPIPE);
        ::close(ends[1]);
    }

    void aFullPipeOfASlowReaderIsWaitedFor()
    {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        QCOMPARE(::fcntl(ends[1], F_SETFL, O_NONBLOCK), 0); // as another user of the pipe may have made it
        const std::string text(1'000'000, 'x');
        std::size_t taken = 0;
        std::thread reader([&] {
            char buffer[4'096];
            for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;)
                taken += static_cast<std::size_t>(count);
        });
        const int fault = writeLines(ends[1], text);
        ::close(ends[1]);
        reader.join();
        ::close(ends[0]);
        QCOMPARE(fault, 0);
        QCOMPARE(taken, text.size());
    }
};

QTEST_GUILESS_MAIN(TestWholeLines)
#include "tst_wholelines.moc"
