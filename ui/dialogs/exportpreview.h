// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QTabBar;
class QToolButton;

namespace poolwart {

class CodeView;
class ExportDraft;

// The files to write, one tab each, and the changes to existing files.
class ExportPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ExportPreview(ExportDraft *draft, QWidget *parent = nullptr);

    void refresh();                     // call after a change of the draft; keeps the file of the same name
    void showReplaced();                // shows the changes of the first file to be replaced
    void showFormat(const QString &id); // the first file of one of several formats
    QString content() const;            // of the displayed file

private:
    void buildLayout();
    void connectSignals();
    void fillTabs();
    void showTab();
    void showState(int file);
    void showNothing();
    QString pathOf(int file) const;

    ExportDraft *m_draft;
    QTabBar *m_tabs;
    QToolButton *m_asFile;
    QToolButton *m_asChange;
    QLabel *m_state;
    CodeView *m_view;
};

} // namespace poolwart
