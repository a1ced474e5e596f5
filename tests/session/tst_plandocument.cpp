// SPDX-License-Identifier: GPL-3.0-or-later
// Another document is a step of undo: the plan before comes back as it was, with its file and its unsaved changes.
#include "model/session/plandocument.h"
#include "model/session/session.h"
#include "model/store/planfile.h"
#include "tests/support/eventually.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestPlanDocument : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<PlanDocument> m_document;

    QString write(const QString &name, const Plan &plan)
    {
        const QString path = m_folder.filePath(name);
        return writePlanFile(plan, path.toStdString()) ? path : QString();
    }

    void edit(int slots)
    {
        Plan plan = m_session->plan();
        plan.pools.front().slots = slots;
        QVERIFY(m_session->edit(plan, u"slots"_s).ok());
    }

    void open(const QString &path)
    {
        QSignalSpy read(m_document.get(), &PlanDocument::read);
        m_document->open(path);
        EVENTUALLY_EQUAL(read.size(), 1);
        QVERIFY(m_document->take(read.first().first().value<PlanDocument::Source>()).ok());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_document.reset();
        m_session = std::make_unique<Session>();
        m_document = std::make_unique<PlanDocument>(m_session.get());
    }

    void aNewPlanIsTakenBackWithTheFileOfTheOneBefore()
    {
        const QString path = write(u"three.json"_s, uniformPlan(3, 4));
        open(path);
        QVERIFY(!m_document->isModified());
        edit(7);
        const Plan edited = m_session->plan();
        QVERIFY(m_document->take(m_document->newPlan()).ok());
        QCOMPARE(m_document->path(), QString());
        QVERIFY(!m_document->isModified());
        m_session->undoStack()->undo();
        QCOMPARE(m_session->plan(), edited);
        QCOMPARE(m_document->path(), path);
        QVERIFY(m_document->isModified());
        m_session->undoStack()->undo();
        QVERIFY(!m_document->isModified());
        m_session->undoStack()->redo();
        m_session->undoStack()->redo();
        QCOMPARE(m_document->path(), QString());
        QVERIFY(!m_document->isModified());
    }

    void whatWasSavedIsKnownAfterUndoAndRedo()
    {
        const QString path = write(u"saved.json"_s, uniformPlan(3, 4));
        open(path);
        edit(7);
        QVERIFY(m_document->save(path).ok());
        QVERIFY(!m_document->isModified());
        m_session->undoStack()->undo(); // the edit
        QVERIFY(m_document->isModified());
        m_session->undoStack()->undo(); // the opening
        m_session->undoStack()->redo();
        QCOMPARE(m_document->path(), path);
        QVERIFY(m_document->isModified()); // the file has the edit
        m_session->undoStack()->redo();
        QVERIFY(!m_document->isModified());
    }

    void poolsOfTheSameNameAreTheSamePools()
    {
        const std::vector<PoolPlan> before = m_session->plan().pools;
        Plan plan = uniformPlan(2, 3);
        plan.pools[0].name = "pool-4";
        plan.pools[1].name = "shop";
        open(write(u"other.json"_s, plan));
        QCOMPARE(m_session->plan().pools[0].id, before[3].id);
        for (const PoolPlan &pool : before)
            QVERIFY(m_session->plan().pools[1].id != pool.id);
    }

    void whatCannotStandChangesNothing()
    {
        const QString path = m_folder.filePath(u"none.json"_s);
        QSignalSpy refused(m_document.get(), &PlanDocument::readRefused);
        m_document->open(path);
        EVENTUALLY_EQUAL(refused.size(), 1);
        QVERIFY(!m_document->take({.plan = Plan(), .path = path, .isInFile = true, .undoText = u"none"_s}).ok());
        QCOMPARE(m_document->path(), QString());
        QVERIFY(!m_document->isModified());
        QVERIFY(!m_session->undoStack()->canUndo());
    }

    void ofAPlanThatIsBroughtBackTheSavedStateIsReadBesideTheWindow()
    {
        const QString path = write(u"kept.json"_s, uniformPlan(3, 4));
        Plan unsaved = uniformPlan(3, 4);
        unsaved.pools.front().slots = 7;
        QVERIFY(m_document->take(m_document->leftBehind({.path = path.toStdString(), .plan = unsaved})).ok());
        QVERIFY(m_document->isModified());
        edit(4); // as it is in the file
        EVENTUALLY(!m_document->isModified());
    }

    void onlyAnImportIsNotSavedByItself()
    {
        QVERIFY(m_document->take(m_document->imported(u"pgbouncer.ini"_s, uniformPlan(2, 2))).ok());
        QVERIFY(m_document->isModified());
        QVERIFY(m_document->save(m_folder.filePath(u"imported.json"_s)).ok());
        QVERIFY(!m_document->isModified());
    }
};

QTEST_GUILESS_MAIN(TestPlanDocument)
#include "tst_plandocument.moc"
