// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importpreview.h"

#include "model/core/largestfit.h"
#include "model/session/session.h"
#include "model/tables/plandifference.h"
#include "ui/controls/fittingoffer.h"
#include "ui/dialogs/importreport.h"
#include "ui/style/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

ImportPreview::ImportPreview(Session *session, const QString &file, const ImportResult &result, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_plan(result.plan)
    , m_report(result.remarks.empty() ? nullptr : new ImportReport(file, result.remarks, this))
    , m_heading(new QLabel(this))
    , m_differences(new QTreeWidget(this))
    , m_budget(new QLabel(this))
    , m_take(new QPushButton(tr("&Replace the plan"), this))
    , m_takeFitting(new QPushButton(this))
{
    setObjectName(u"importPreview"_s);
    setWindowTitle(tr("Import “%1”").arg(file));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout(file);
    showDifferences();
    showBudget();
    connect(session, &Session::planChanged, this, &ImportPreview::showDifferences);
    connect(session, &Session::refreshed, this, &ImportPreview::showBudget);
}

void ImportPreview::buildLayout(const QString &file)
{
    m_heading->setObjectName(u"importHeading"_s);
    m_heading->setTextFormat(Qt::PlainText); // a file's name is no markup
    m_heading->setWordWrap(true);
    m_differences->setObjectName(u"importDifferences"_s);
    m_differences->setAccessibleName(tr("Changes to the plan"));
    m_differences->setWhatsThis(tr("Each setting of the plan that differs in the file. Pools are matched by name: pools that "
                                   "stay keep their connections, others are opened or drained. Undo restores the previous plan."));
    m_differences->setHeaderLabels({tr("Pool"), tr("Setting"), tr("Now"), tr("In “%1”").arg(file)});
    m_differences->setRootIsDecorated(false);
    m_differences->setUniformRowHeights(true);
    m_differences->setAlternatingRowColors(true);
    m_budget->setObjectName(u"importBudget"_s);
    m_budget->setTextFormat(Qt::PlainText);
    m_budget->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_heading);
    column->addWidget(m_differences, 3);
    column->addWidget(m_budget);
    if (m_report)
        column->addWidget(m_report, 2);
    column->addWidget(buildButtons());
    resize(fontMetrics().horizontalAdvance(u'x') * 120, fontMetrics().lineSpacing() * (m_report ? 34 : 24));
}

QWidget *ImportPreview::buildButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_take->setObjectName(u"takeImport"_s);
    m_take->setToolTip(tr("Use this plan from now on; Undo restores the previous one"));
    m_takeFitting->setObjectName(u"takeFitting"_s);
    m_takeFitting->setToolTip(tr("The largest plan of the same shape that fits the server"));
    buttons->addButton(m_take, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_takeFitting, QDialogButtonBox::AcceptRole);
    if (m_report) {
        QPushButton *copy = buttons->addButton(tr("Copy &all"), QDialogButtonBox::ActionRole);
        copy->setObjectName(u"copyReport"_s);
        copy->setToolTip(tr("Copy the whole report, one line per remark"));
        connect(copy, &QPushButton::clicked, m_report, &ImportReport::copy);
    }
    connect(m_take, &QPushButton::clicked, this, [this] { take(m_plan); });
    connect(m_takeFitting, &QPushButton::clicked, this, [this] {
        if (const auto fitting = largestPlanWithin(m_plan, m_session->budget().available()))
            take(*fitting);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void ImportPreview::showDifferences()
{
    const std::vector<PlanDifference> differences = planDifferences(m_session->plan(), m_plan);
    m_heading->setText(differences.empty() ? tr("The file contains the current plan: nothing would change.")
                                           : tr("Changes to the current plan:"));
    m_differences->clear();
    const QString none(u'–');
    for (const PlanDifference &difference : differences) {
        const QString pool = difference.pool.isEmpty()   ? tr("the plan")
                           : difference.before.isEmpty() ? tr("%1 (new)").arg(difference.pool)
                           : difference.after.isEmpty()  ? tr("%1 (removed)").arg(difference.pool)
                                                         : difference.pool;
        auto *item = new QTreeWidgetItem(m_differences, {pool, difference.setting, difference.before, difference.after});
        for (const int column : {2, 3}) {
            if (item->text(column).isEmpty())
                item->setText(column, none);
        }
    }
    for (int column = 0; column < 3; ++column)
        m_differences->resizeColumnToContents(column);
    m_take->setEnabled(!differences.empty());
    showBudget();
}

void ImportPreview::showBudget()
{
    const bool isConnected = m_session->state() == Session::State::Connected;
    const bool grows = committedSlots(m_plan) > committedSlots(m_session->plan());
    const Done fits = isConnected && grows ? checkBudget(makeBudget(m_plan, m_session->server())) : poolwart::done(); // not QDialog’s
    const auto fitting = fits ? std::nullopt : largestPlanWithin(m_plan, m_session->budget().available());
    m_budget->setVisible(!fits);
    m_takeFitting->setVisible(fitting.has_value());
    m_take->setEnabled(fits.ok() && m_differences->topLevelItemCount() > 0);
    if (fits)
        return;
    m_budget->setText(u"⚠ "_s + QString::fromStdString(fits.error().message));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, warningColour(colours));
    m_budget->setPalette(colours);
    if (fitting)
        m_takeFitting->setText(useText(*fitting));
}

void ImportPreview::take(const Plan &plan)
{
    Q_EMIT taken(plan);
    accept();
}

} // namespace poolwart
