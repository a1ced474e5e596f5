// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/manual/manual.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QSplitter;
class QToolButton;

namespace poolwart {

class ManualView;

// The manual beside the window: table of contents, search over all pages, and one page. Not modal, and no reason for the program
// to go on when the window is closed.
class ManualWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ManualWindow(const Manual::OptionLists &optionLists);
    ~ManualWindow() override;

    void showTopic(const QString &topic); // raises it too

protected:
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildSearch();
    void buildContents();
    void buildLayout();
    QToolButton *makeButton(const QString &name, const QString &text, const QKeySequence &key);
    void connectSignals();
    void search(const QString &text);
    void addEntry(const QString &topic, const QString &text);
    void openEntry(const QListWidgetItem *entry);
    void selectEntry(const QString &topic);
    void save() const;

    Manual m_manual;
    QToolButton *m_back;
    QToolButton *m_forward;
    QLineEdit *m_search;
    QListWidget *m_contents;
    ManualView *m_view;
    QSplitter *m_splitter;
};

} // namespace poolwart
