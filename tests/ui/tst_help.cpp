// SPDX-License-Identifier: GPL-3.0-or-later
// The Help menu: what runs here, and every key.
#include "model/session/versions.h"
#include "tests/ui/windowfixture.h"

#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QRegularExpression>
#include <QTreeWidget>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestHelp : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;

    // "action: keys" of every row that is shown.
    static QStringList rows(QTreeWidget *tree)
    {
        QStringList rows;
        for (QTreeWidgetItemIterator item(tree, QTreeWidgetItemIterator::NotHidden); *item; ++item) {
            if ((*item)->parent())
                rows.append((*item)->text(0) + u": "_s + (*item)->text(1));
        }
        return rows;
    }

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void aboutNamesTheVersionsThatRun()
    {
        WindowFixture fixture;
        fixture.trigger("about");
        auto *box = fixture.find<QMessageBox>("aboutBox");
        const QString said = box->text() + box->informativeText();
        const Versions used = versions();
        for (const QString &version : {used.program, used.qt, used.libpq})
            QVERIFY2(said.contains(version), qPrintable(said));
        QCOMPARE(used.qt, QString::fromLatin1(qVersion()));
        QVERIFY2(QRegularExpression(u"^[1-9][0-9]\\.[0-9]+$"_s).match(used.libpq).hasMatch(), qPrintable(used.libpq));
        QVERIFY(said.contains(u"GNU General Public License"_s));
    }

    void everyKeyOfTheWindowIsListed()
    {
        WindowFixture fixture;
        QTest::keyClick(&fixture.window, Qt::Key_F1, Qt::ControlModifier);
        auto *dialog = fixture.find<QDialog>("shortcutsDialog");
        const QStringList listed = rows(fixture.find<QTreeWidget>("shortcutList"));
        QVERIFY2(listed.contains(u"Export: Ctrl+E"_s), qPrintable(listed.join(u'\n')));
        QVERIFY(listed.contains(u"Redo: Ctrl+Shift+Z, Ctrl+Y"_s));
        QVERIFY(listed.contains(u"Manual: F1"_s));
        for (const QAction *action : fixture.window.findChildren<QAction *>()) {
            if (action->shortcut().isEmpty() || action->text().isEmpty() || dialog->isAncestorOf(qobject_cast<QWidget *>(action->parent())))
                continue;
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(!listed.filter(key).isEmpty(), qPrintable(action->text() + u' ' + key));
        }
    }

    // Two actions with the same key would both stay silent.
    void noKeyHasTwoMeanings()
    {
        WindowFixture fixture;
        QMap<QString, QString> taken;
        for (const QAction *action : fixture.window.findChildren<QAction *>()) {
            if (action->shortcutContext() != Qt::WindowShortcut)
                continue;
            for (const QKeySequence &shortcut : action->shortcuts()) {
                const QString key = shortcut.toString();
                QVERIFY2(!taken.contains(key), qPrintable(u"%1: %2 and %3"_s.arg(key, taken.value(key), action->objectName())));
                taken[key] = action->objectName();
            }
        }
        QVERIFY(taken.size() > 15);
    }

    void theSearchFindsByActionAndByKey()
    {
        WindowFixture fixture;
        fixture.trigger("shortcuts");
        auto *search = fixture.find<QLineEdit>("shortcutSearch");
        QTest::keyClicks(search, u"ctrl+e"_s);
        QCOMPARE(rows(fixture.find<QTreeWidget>("shortcutList")), QStringList{u"Export: Ctrl+E"_s});
        search->clear();
        QTest::keyClicks(search, u"undo"_s);
        QCOMPARE(rows(fixture.find<QTreeWidget>("shortcutList")), QStringList{u"Undo: Ctrl+Z"_s});
    }
};

QTEST_MAIN(TestHelp)
#include "tst_help.moc"
