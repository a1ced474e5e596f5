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

// The result of an import before it is applied: each changed setting, whether the server has enough connections, and the
// remarks. Stays open beside the window and up to date until it is applied or closed.
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
    ImportReport *m_report; // null: no remarks
    QLabel *m_heading;
    QTreeWidget *m_differences;
    QLabel *m_budget;
    QPushButton *m_take;
    QPushButton *m_takeFitting;
};

} // namespace poolwart
