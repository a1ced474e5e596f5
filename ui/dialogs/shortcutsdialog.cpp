// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString plainText(const QString &text)
{
    QString plain = text;
    plain.remove(u'&');
    plain.remove(u" …"_s);
    return plain.trimmed();
}

QString keysOf(const QAction *action)
{
    QStringList keys;
    for (const QKeySequence &shortcut : action->shortcuts())
        keys.append(shortcut.toString(QKeySequence::NativeText));
    keys.removeDuplicates();
    return keys.join(u", "_s);
}

void collect(const QMenu *menu, QList<QAction *> &actions)
{
    for (QAction *action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), actions);
        else if (!action->shortcuts().isEmpty())
            actions.append(action);
    }
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QMainWindow *window)
    : QDialog(window)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout();
    fill(window);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::search);
}

void ShortcutsDialog::buildLayout()
{
    m_search->setObjectName(u"shortcutSearch"_s);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setToolTip(tr("Action or key"));
    m_search->setAccessibleName(tr("Search the shortcuts"));
    m_tree->setObjectName(u"shortcutList"_s);
    m_tree->setAccessibleName(tr("Shortcuts"));
    m_tree->setHeaderLabels({tr("Action"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setSelectionMode(QAbstractItemView::NoSelection);
    m_tree->setIndentation(16);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    column->addWidget(buttons);
    resize(fontMetrics().horizontalAdvance(u'x') * 72, fontMetrics().lineSpacing() * 36);
}

void ShortcutsDialog::fill(QMainWindow *window)
{
    QSet<QAction *> known;
    for (const QAction *top : window->menuBar()->actions()) {
        QList<QAction *> actions;
        if (top->menu())
            collect(top->menu(), actions);
        addGroup(plainText(top->text()), actions);
        known.unite(QSet<QAction *>(actions.begin(), actions.end()));
    }
    QList<QAction *> others;
    for (QAction *action : window->findChildren<QAction *>()) {
        if (!known.contains(action) && !action->shortcuts().isEmpty() && !action->text().isEmpty())
            others.append(action);
    }
    addGroup(tr("In the pages"), others);
    m_tree->expandAll();
    m_tree->resizeColumnToContents(0);
}

void ShortcutsDialog::addGroup(const QString &title, const QList<QAction *> &actions)
{
    if (actions.isEmpty())
        return;
    auto *group = new QTreeWidgetItem(m_tree, {title});
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    group->setFont(0, bold);
    for (const QAction *action : actions) {
        auto *item = new QTreeWidgetItem(group, {plainText(action->text()), keysOf(action)});
        item->setToolTip(0, action->statusTip());
    }
}

void ShortcutsDialog::search(const QString &words)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        bool isEmpty = true;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem *item = group->child(j);
            const bool isFound = item->text(0).contains(words, Qt::CaseInsensitive) || item->text(1).contains(words, Qt::CaseInsensitive);
            item->setHidden(!isFound);
            isEmpty = isEmpty && !isFound;
        }
        group->setHidden(isEmpty);
    }
}

} // namespace poolwart
