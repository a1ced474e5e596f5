// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart run` whose temporary file is lost: the one in which the histograms of its seconds wait for the end.
#include "tests/app/runfixture.h"
#include "tests/support/emptyspools.h"
#include "tests/support/eventually.h"

#include <QDir>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace Qt::StringLiterals;

namespace {

// A /tmp of a few MiB for this thread and the programs that it starts.
class SmallTmp
{
public:
    SmallTmp()
        : m_isMounted(::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
                      && ::mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777,size=4m") == 0)
    {}
    ~SmallTmp()
    {
        if (m_isMounted)
            ::umount2("/tmp", MNT_DETACH);
    }
    SmallTmp(const SmallTmp &) = delete;
    SmallTmp &operator=(const SmallTmp &) = delete;

    bool isMounted() const { return m_isMounted; } // false where this user may not

    static void fill()
    {
        std::ofstream file("/tmp/fill", std::ios::binary);
        const std::string block(4096, 'x');
        while (file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }

private:
    bool m_isMounted;
};

bool hasSpooled(const QString &process)
{
    for (const QFileInfo &file : QDir(u"/proc/%1/fd"_s.arg(process)).entryInfoList(QDir::Files | QDir::System)) {
        struct stat state = {};
        if (::stat(file.filePath().toLocal8Bit().constData(), &state) == 0 && S_ISREG(state.st_mode) && state.st_nlink == 0
            && state.st_size > 0)
            return true;
    }
    return false;
}

} // namespace

class TestRunSpool : public RunFixture
{
    Q_OBJECT

private Q_SLOTS:
    void histogramsThatTheTemporaryFileLosesAreToldAndTheRunIsStored()
    {
        const QTemporaryDir folder(u"/var/tmp/poolwart-test-XXXXXX"_s);
        const QString plan = folder.filePath(u"plan.json"_s);
        const QString out = folder.filePath(u"run.json"_s);
        QVERIFY(writePlanFile(patientPlan(1, 2), plan.toStdString()).ok());
        const SmallTmp tmp;
        if (!tmp.isMounted())
            QSKIP("This user may not mount a file system.");
        Program program({u"run"_s, u"--target"_s, targetUri(m_server->networkTarget()), u"--warmup"_s, u"0"_s, u"--duration"_s, u"1h"_s,
                         u"--drain"_s, u"1h"_s, u"--out"_s, out, plan});
        const QString process = QString::number(program.processId());
        EVENTUALLY2(hasSpooled(process), program.errorsSoFar().constData());

        // While it stands still, so that nothing is written between the loss and the full disk.
        program.signal(SIGSTOP);
        siginfo_t stopped = {};
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(program.processId()), &stopped, WSTOPPED), 0);
        QVERIFY(emptySpools(process.toStdString()) > 0);
        SmallTmp::fill();
        program.signal(SIGINT);
        program.signal(SIGCONT);
        const Program::Result result = program.wait();

        QVERIFY2(result.err.contains("The temporary file of the recording lost"), result.err.constData());
        QCOMPARE(result.exitCode, badInput);
        const auto run = readRunFile(out.toStdString());
        QVERIFY2(run.ok(), run ? "" : run.error().message.c_str());
        QVERIFY(run->requests.completed > 0);
        compareConservation(*run);
    }
};

QTEST_GUILESS_MAIN(TestRunSpool)
#include "tst_runspool.moc"
