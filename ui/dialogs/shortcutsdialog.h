// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QMainWindow;
class QTreeWidget;

namespace poolwart {

// Every keyboard shortcut of the window, read from its actions.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QMainWindow *window);

private:
    void buildLayout();
    void fill(QMainWindow *window);
    void addGroup(const QString &title, const QList<QAction *> &actions);
    void search(const QString &words);

    QLineEdit *m_search;
    QTreeWidget *m_tree;
};

} // namespace poolwart
