// SPDX-License-Identifier: GPL-3.0-or-later
// A plan or workload whose file takes long to read, here a pipe that nobody writes to yet: the window goes on, and waits for it at no
// time.
#include "model/files/descriptor.h"
#include "model/session/detachedtask.h"
#include "model/session/plandocument.h"
#include "model/store/planfile.h"
#include "model/store/workloadfile.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"
#include "ui/pages/traffic/workloadpanel.h"

#include <QFileDialog>
#include <QJsonDocument>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

#include <sys/stat.h>

#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

// A pipe with a name. Who opens it to read waits until something is written.
class Pipe
{
public:
    explicit Pipe(const QString &path)
        : m_path(path.toLocal8Bit())
    {
        if (::mkfifo(m_path.constData(), 0600) != 0)
            qFatal("No pipe at %s", m_path.constData());
    }

    // Our end then stays open, so that the reader still waits.
    bool hasReader()
    {
        if (!m_end.isOpen())
            m_end = Descriptor(::open(m_path.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
        return m_end.isOpen();
    }

    // To the one who waits for it, with the end of the file behind.
    void write(const QByteArray &text)
    {
        EVENTUALLY(hasReader());
        const auto written = ::write(m_end.get(), text.constData(), static_cast<std::size_t>(text.size()));
        QCOMPARE(static_cast<qsizetype>(written), text.size());
        m_end = Descriptor();
    }

private:
    QByteArray m_path;
    Descriptor m_end;
};

// By File ▸ Open …
void choose(const WindowFixture &fixture, const QString &path)
{
    fixture.trigger("openPlan");
    auto *dialog = fixture.find<QFileDialog>("fileDialog");
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
}

// By "Open …" on the traffic page.
WorkloadPanel *chooseWorkload(const WindowFixture &fixture, const QString &path)
{
    fixture.trigger("page3");
    auto *panel = fixture.find<WorkloadPanel>("workloadPanel");
    QTest::mouseClick(fixture.find<QToolButton>("openWorkload"), Qt::LeftButton);
    auto *dialog = panel->findChild<QFileDialog *>();
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    return panel;
}

QByteArray planText(int pools, int slots)
{
    return QJsonDocument(planToJson(uniformPlan(pools, slots))).toJson();
}

} // namespace

class TestSlowFile : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init()
    {
        TestSurroundings::failOnWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void theWindowGoesOnUntilThePlanIsThere()
    {
        Pipe pipe(m_folder->filePath(u"slow.json"_s));
        WindowFixture fixture;
        choose(fixture, m_folder->filePath(u"slow.json"_s));
        EVENTUALLY(fixture.message().contains(u"Reading “slow.json”"_s)); // by a timer of the thread that would be reading
        Plan edited = fixture.session.plan();
        edited.pools.front().slots = 3;
        QVERIFY(fixture.session.edit(edited, u"slots"_s).ok());
        pipe.write(planText(2, 7));
        EVENTUALLY_EQUAL(committedSlots(fixture.session.plan()), 14);
        QVERIFY(fixture.window.windowTitle().contains(u"slow.json"_s));
        QVERIFY2(!fixture.message().contains(u"Reading"_s), qPrintable(fixture.message()));
        QVERIFY(fixture.session.undo().ok());
        QVERIFY(fixture.session.plan() == edited);
    }

    void whatIsCancelledIsNotOpenedAndDelaysNothing()
    {
        Pipe pipe(m_folder->filePath(u"slow.json"_s));
        const QString other = m_folder->filePath(u"other.json"_s);
        QVERIFY(writePlanFile(uniformPlan(3, 3), other.toStdString()).ok());
        WindowFixture fixture;
        choose(fixture, m_folder->filePath(u"slow.json"_s));
        EVENTUALLY(fixture.message().contains(u"Reading “slow.json”"_s));
        QTest::mouseClick(fixture.find<QPushButton>("messageActionButton"), Qt::LeftButton);
        QVERIFY(fixture.message().isEmpty());
        choose(fixture, other);
        EVENTUALLY_EQUAL(committedSlots(fixture.session.plan()), 9); // while the first one is still waited for
        QVERIFY(pipe.hasReader());
        pipe.write(planText(2, 7));
        EVENTUALLY(!DetachedTask::isAnyRunning());
        QCoreApplication::processEvents();
        QCOMPARE(committedSlots(fixture.session.plan()), 9);
    }

    void closingTheWindowWaitsForNoFile()
    {
        Pipe pipe(m_folder->filePath(u"slow.json"_s));
        {
            WindowFixture fixture;
            choose(fixture, m_folder->filePath(u"slow.json"_s));
            EVENTUALLY(fixture.message().contains(u"Reading “slow.json”"_s));
            fixture.window.close();
            EVENTUALLY(!fixture.window.isVisible());
        }
        QVERIFY(DetachedTask::isAnyRunning()); // window and session are gone, and the file is still being read
        QVERIFY(pipe.hasReader());
        pipe.write(planText(2, 7));
        EVENTUALLY(!DetachedTask::isAnyRunning());
    }

    void theWindowGoesOnUntilTheWorkloadIsThere()
    {
        Pipe pipe(m_folder->filePath(u"count.sql"_s));
        WindowFixture fixture;
        chooseWorkload(fixture, m_folder->filePath(u"count.sql"_s));
        EVENTUALLY(fixture.message().contains(u"Reading “count.sql”"_s)); // by a timer of the thread that would be reading
        const Workload before = fixture.session.traffic().workload;
        pipe.write("SELECT count(*) FROM pgbench_branches;\n");
        EVENTUALLY_EQUAL(fixture.session.traffic().workload.name, "count");
        QVERIFY2(fixture.message().contains(u"“count.sql” is in use"_s), qPrintable(fixture.message()));
        QTest::mouseClick(fixture.find<QPushButton>("messageActionButton"), Qt::LeftButton);
        QVERIFY(fixture.session.traffic().workload == before);
    }

    void aWorkloadThatIsCancelledIsNotUsedAndDelaysNothing()
    {
        Pipe pipe(m_folder->filePath(u"slow.sql"_s));
        const QString other = m_folder->filePath(u"other.json"_s);
        const Workload wanted{.name = "other", .scripts = {{.name = "one", .text = "SELECT 1;\n", .weight = 1, .className = {}}}};
        QVERIFY(writeWorkloadFile(wanted, other.toStdString()).ok());
        WindowFixture fixture;
        const WorkloadPanel *panel = chooseWorkload(fixture, m_folder->filePath(u"slow.sql"_s));
        EVENTUALLY(fixture.message().contains(u"Reading “slow.sql”"_s));
        QTest::mouseClick(fixture.find<QPushButton>("messageActionButton"), Qt::LeftButton);
        QVERIFY(fixture.message().isEmpty());
        QVERIFY(!panel->isReading());
        chooseWorkload(fixture, other);
        EVENTUALLY_EQUAL(fixture.session.traffic().workload.name, "other"); // while the first one is still waited for
        QVERIFY(pipe.hasReader());
        pipe.write("SELECT 2;\n");
        EVENTUALLY(!DetachedTask::isAnyRunning());
        QCoreApplication::processEvents();
        QCOMPARE(fixture.session.traffic().workload.name, "other");
    }

    void closingTheWindowWaitsForNoWorkload()
    {
        Pipe pipe(m_folder->filePath(u"slow.sql"_s));
        {
            WindowFixture fixture;
            const WorkloadPanel *panel = chooseWorkload(fixture, m_folder->filePath(u"slow.sql"_s));
            EVENTUALLY(fixture.message().contains(u"Reading “slow.sql”"_s));
            fixture.window.close();
            EVENTUALLY(!panel->isReading());
            EVENTUALLY(!fixture.window.isVisible());
        }
        QVERIFY(DetachedTask::isAnyRunning());
        QVERIFY(pipe.hasReader());
        pipe.write("SELECT 2;\n");
        EVENTUALLY(!DetachedTask::isAnyRunning());
    }

    void aDropOfALargeConfigurationDelaysNoEndEither()
    {
        QByteArray large = "spring:\n";
        for (int i = 0; large.size() < 15 * 1024 * 1024; ++i)
            large += "  key" + QByteArray::number(i) + ": value\n";
        QFile file(m_folder->filePath(u"application.yml"_s));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(large) == large.size());
        file.close();
        Session session;
        {
            PlanDocument document(&session);
            document.importFrom(file.fileName());
        }
        QVERIFY(DetachedTask::isAnyRunning());
        EVENTUALLY(!DetachedTask::isAnyRunning());
    }
};

QTEST_MAIN(TestSlowFile)
#include "tst_slowfile.moc"
