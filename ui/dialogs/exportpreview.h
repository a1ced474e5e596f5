// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QTabBar;
class QToolButton;

namespace poolwart {

class CodeView;
class ExportDraft;

// The files as they would be written, one tab each, and what would change in those that are there.
class ExportPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ExportPreview(ExportDraft *draft, QWidget *parent = nullptr);

    void refresh();                     // after the draft has changed; stays with the file of the same name
    void showReplaced();                // the first file that would be replaced, as a change
    void showFormat(const QString &id); // the first file of one of several formats
    QString content() const;            // of the file that is shown

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
