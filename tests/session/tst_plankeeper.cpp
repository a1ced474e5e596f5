// SPDX-License-Identifier: GPL-3.0-or-later
// A plan that is not saved outlives its program, whatever ends it, and comes back once.
#include "model/session/plandocument.h"
#include "model/session/plankeeper.h"
#include "model/session/session.h"
#include "tests/support/eventually.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

// What of a program has to do with it.
struct Program
{
    explicit Program(const QString &folder)
        : keeper(&session, &document, folder)
        , left(keeper.findLeft())
    {}

    void edit(int slots)
    {
        Plan plan = session.plan();
        plan.pools.front().slots = slots;
        QVERIFY(session.edit(plan, u"slots"_s).ok());
    }

    Session session;
    PlanDocument document{&session};
    PlanKeeper keeper;
    std::optional<KeptPlan> left;
};

QStringList keptIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.json"_s});
}

} // namespace

class TestPlanKeeper : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString folder() const { return m_folder->filePath(u"state"_s); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void anEditIsThereForTheNextProgram()
    {
        {
            Program first(folder());
            QVERIFY(!first.left);
            first.edit(7);
            EVENTUALLY_EQUAL(keptIn(folder()).size(), 1); // by itself: no one told it to
        }
        Program second(folder());
        QVERIFY(second.left);
        QCOMPARE(second.left->plan.pools.front().slots, 7);
        QCOMPARE(second.left->path, std::string());
    }

    void whatIsBroughtBackBelongsToItsFileAndIsKeptUntilItIsSaved()
    {
        const QString path = m_folder->filePath(u"five.json"_s);
        {
            Program first(folder());
            QVERIFY(first.document.save(path).ok());
            first.edit(7);
            first.keeper.keepNow();
        }
        Program second(folder());
        QVERIFY(second.left);
        QVERIFY(second.document.take(second.document.leftBehind(*second.left)).ok());
        second.keeper.dropLeft();
        QCOMPARE(second.document.path(), path);
        QVERIFY(second.document.isModified());
        EVENTUALLY_EQUAL(keptIn(folder()).size(), 1); // the other's is gone, the own one is there
        QVERIFY(second.document.save(path).ok());
        EVENTUALLY_EQUAL(keptIn(folder()).size(), 0);
        Program third(folder());
        QVERIFY(!third.left);
    }

    void whatIsOfferedAndNotTakenIsOfferedAgain()
    {
        {
            Program first(folder());
            first.edit(7);
            first.keeper.keepNow();
        }
        {
            Program second(folder());
            QVERIFY(second.left);
            second.edit(9); // of its own
            second.keeper.keepNow();
            EVENTUALLY_EQUAL(keptIn(folder()).size(), 2);
            second.session.undoStack()->undo();
            EVENTUALLY_EQUAL(keptIn(folder()).size(), 1);
        }
        Program third(folder());
        QVERIFY(third.left);
        QCOMPARE(third.left->plan.pools.front().slots, 7);
    }

    void aProgramThatStillRunsKeepsItsOwn()
    {
        Program first(folder());
        first.edit(7);
        first.keeper.keepNow();
        EVENTUALLY_EQUAL(keptIn(folder()).size(), 1);
        Program second(folder());
        QVERIFY(!second.left);
        second.edit(9);
        second.keeper.keepNow();
        EVENTUALLY_EQUAL(keptIn(folder()).size(), 2);
    }

    void aFileThatCannotBeReadIsLeftAlone()
    {
        QDir().mkpath(folder());
        QFile broken(folder() + u"/unsaved-plan-1.json"_s);
        QVERIFY(broken.open(QFile::WriteOnly) && broken.write("{") == 1);
        broken.close();
        Program program(folder());
        QVERIFY(!program.left);
        program.edit(7);
        program.keeper.keepNow();
        EVENTUALLY_EQUAL(keptIn(folder()).size(), 2);
        QVERIFY(broken.open(QFile::ReadOnly));
        QCOMPARE(broken.readAll(), QByteArray("{"));
    }

    void aFolderThatCannotBeWrittenIsSaidOnce()
    {
        QFile inTheWay(folder());
        QVERIFY(inTheWay.open(QFile::WriteOnly));
        Program program(folder() + u"/below-a-file"_s);
        const QSignalSpy failed(&program.keeper, &PlanKeeper::failed);
        program.edit(7);
        program.keeper.keepNow();
        EVENTUALLY_EQUAL(failed.count(), 1);
        program.edit(8);
        program.keeper.keepNow();
        QTest::qWait(0);
        QCOMPARE(failed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPlanKeeper)
#include "tst_plankeeper.moc"
