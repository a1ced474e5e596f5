// SPDX-License-Identifier: GPL-3.0-or-later
// An export to a file that takes long to open, here by a lease that another one holds on it: the dialog goes on meanwhile, can cancel,
// and loses nothing when it is closed.
#include "model/files/descriptor.h"
#include "model/session/detachedtask.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"
#include "ui/dialogs/exportdialog.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

// Who opens the file meanwhile waits, until the kernel takes the lease back after 45 s.
class Lease
{
public:
    explicit Lease(const QString &path)
        : m_file(::open(path.toLocal8Bit().constData(), O_RDWR | O_CLOEXEC))
    {
        ::signal(SIGIO, SIG_IGN); // by which the kernel asks for it
        m_isHeld = ::fcntl(m_file.get(), F_SETLEASE, F_WRLCK) == 0;
    }

    bool isHeld() const { return m_isHeld; }
    // Whether somebody waits: the lease is then on its way to none.
    bool isAwaited() const { return ::fcntl(m_file.get(), F_GETLEASE) != F_WRLCK; }
    void end() { m_file = Descriptor(); }

private:
    Descriptor m_file;
    bool m_isHeld = false;
};

struct SlowExport : WindowFixture
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"prisma.config.ts"_s); // one of several files
    QPointer<ExportDialog> dialog;

    // Up to the question whether the file may be replaced.
    SlowExport()
    {
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write("mine\n") != 5)
            qFatal("Cannot write %s", qPrintable(path));
        file.close();
        trigger("exportPlan");
        dialog = find<ExportDialog>("exportDialog");
        (void)QTest::qWaitForWindowExposed(dialog, hangMs);
        QTest::keyClicks(in<QLineEdit>("exportFolder"), folder.path());
        QTest::mouseClick(in<QPushButton>("saveExport"), Qt::LeftButton);
        EVENTUALLY(!dialog->isBusy());
    }

    template <class Widget>
    Widget *in(const char *name) const
    {
        return dialog->findChild<Widget *>(QString::fromLatin1(name));
    }

    QString said() const { return in<MessageBar>("messageBar")->text(); }
    void act() const { QTest::mouseClick(in<QPushButton>("messageActionButton"), Qt::LeftButton); }

    QByteArray content() const
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    QStringList files() const { return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }
};

} // namespace

class TestSlowExport : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init()
    {
        TestSurroundings::failOnWarning();
        QSettings().clear();
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        if (!Lease(file.fileName()).isHeld())
            QSKIP("This file system has no leases.");
    }

    void theDialogGoesOnUntilTheFilesAreWritten()
    {
        SlowExport slow;
        Lease lease(slow.path);
        slow.act();
        EVENTUALLY(slow.said().contains(u"Writing “"_s)); // by a timer of the thread that would be writing
        QVERIFY(lease.isAwaited());
        QTest::keyClicks(slow.in<QLineEdit>("formatSearch"), u"rails"_s);
        QVERIFY2(slow.said().contains(u"Writing “"_s), qPrintable(slow.said()));
        lease.end();
        EVENTUALLY(slow.said().contains(u"written to "_s + slow.folder.path()));
        EVENTUALLY(!slow.dialog->isBusy());
        QVERIFY2(slow.said().contains(u"written to "_s), qPrintable(slow.said()));
        QVERIFY(slow.content() != "mine\n");
    }

    void whatIsCancelledWritesNothing()
    {
        SlowExport slow;
        Lease lease(slow.path);
        slow.act();
        EVENTUALLY(slow.said().contains(u"Writing “"_s));
        slow.act();
        QVERIFY2(slow.said().contains(u"Cancelling"_s), qPrintable(slow.said()));
        QVERIFY(slow.dialog->isBusy());
        lease.end();
        EVENTUALLY(slow.said().contains(u"Nothing was written"_s));
        EVENTUALLY(!slow.dialog->isBusy());
        QCOMPARE(slow.content(), QByteArray("mine\n"));
        QCOMPARE(slow.files(), QStringList{u"prisma.config.ts"_s});
    }

    void aDialogThatIsClosedWritesAllAndTheWindowSaysSo()
    {
        SlowExport slow;
        Lease lease(slow.path);
        slow.act();
        EVENTUALLY(lease.isAwaited());
        slow.dialog->close();
        QVERIFY(!slow.dialog->isVisible());
        lease.end();
        EVENTUALLY(slow.message().contains(u"written to "_s + slow.folder.path()));
        EVENTUALLY(slow.dialog.isNull());
        QVERIFY(slow.content() != "mine\n");
    }

    void aWindowThatIsClosedWritesAllBeforeTheProcessEnds()
    {
        auto slow = std::make_unique<SlowExport>();
        const QTemporaryDir folder = std::move(slow->folder);
        Lease lease(slow->path);
        slow->act();
        EVENTUALLY(lease.isAwaited());
        const QString path = slow->path;
        slow.reset();
        QVERIFY(!DetachedTask::awaitWritten(std::chrono::milliseconds(1))); // as the process does at its end
        lease.end();
        QVERIFY(DetachedTask::awaitWritten(std::chrono::milliseconds(hangMs)));
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(file.readAll() != "mine\n");
    }
};

QTEST_MAIN(TestSlowExport)
#include "tst_slowexport.moc"
