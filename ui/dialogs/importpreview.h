// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace poolwart {

class ImportReport;
class Session;

// What an import would make of the plan, before it does: each setting that changes, whether the server has room for it, and what of
// the file did not go into it. Stays beside the window, and up to date, until it is taken or closed.
class ImportPreview : public QDialog
{
    Q_OBJECT

public:
    ImportPreview(Session *session, const QString &file, const ImportResult &result, QWidget *parent);

Q_SIGNALS:
    void taken(const poolwart::Plan &plan);

private:
    void buildLayout(const QString &file);
    QWidget *buildButtons();
    void showDifferences();
    void showBudget();
    void take(const Plan &plan);

    Session *m_session;
    Plan m_plan;
    ImportReport *m_report; // null: nothing to report
    QLabel *m_heading;
    QTreeWidget *m_differences;
    QLabel *m_budget;
    QPushButton *m_take;
    QPushButton *m_takeFitting;
};

} // namespace poolwart
