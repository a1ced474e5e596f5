// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/budgettableview.h"

#include "model/session/session.h"
#include "model/tables/budgettable.h"
#include "ui/style/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString signedFigure(const BudgetLine &line)
{
    const QString figure = QLocale().toString(std::abs(line.connections));
    const bool isTakenOff = line.kind == BudgetLine::Kind::Less || line.connections < 0;
    return isTakenOff ? u"− "_s + figure : figure;
}

} // namespace

BudgetTableView::BudgetTableView(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_grid(new QGridLayout)
    , m_sentence(new QLabel(this))
{
    setObjectName(u"budgetBill"_s);
    setAccessibleName(tr("Connection budget"));
    setWhatsThis(tr("A server has a fixed number of connections; changing it needs a restart. The budget table "
                    "shows who uses them. The connections left can be added to pools; Poolwart refuses a plan "
                    "that needs more before it opens a connection."));
    m_sentence->setObjectName(u"budgetSentence"_s);
    m_sentence->setWordWrap(true);
    m_grid->setColumnStretch(0, 1);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_grid);
    column->addWidget(m_sentence);
    connect(session, &Session::planChanged, this, &BudgetTableView::refresh);
    refresh();
}

void BudgetTableView::refresh()
{
    const Budget budget = m_session->budget();
    const bool isKnown = budget.limits.maxConnections > 0;
    const std::vector<BudgetLine> lines = isKnown ? budgetLines(budget) : std::vector<BudgetLine>();
    if (lines.size() != m_rows.size())
        makeRows(lines);
    for (std::size_t at = 0; at < lines.size(); ++at)
        fill(m_rows[at], lines[at], at + 1 == lines.size());
    m_sentence->setText(isKnown ? QString::fromStdString(budgetSentence(budget))
                                : tr("The budget table appears when a server is connected."));
}

void BudgetTableView::makeRows(const std::vector<BudgetLine> &lines)
{
    for (const Row &row : m_rows) {
        delete row.text;
        delete row.figure;
    }
    qDeleteAll(m_rules);
    m_rows.clear();
    m_rules.clear();
    int at = 0;
    for (const BudgetLine &line : lines) {
        const Row row{new QLabel(this), new QLabel(this)};
        if (line.kind == BudgetLine::Kind::Sum) {
            auto *rule = new QFrame(this);
            rule->setFrameShape(QFrame::HLine);
            rule->setForegroundRole(QPalette::Mid);
            m_rules.push_back(rule);
            m_grid->addWidget(rule, at++, 1);
        }
        if (line.kind != BudgetLine::Kind::Less) {
            QFont bold = row.text->font();
            bold.setBold(true);
            row.text->setFont(bold);
            row.figure->setFont(bold);
        }
        row.figure->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.text->setWordWrap(true);
        row.text->setBuddy(row.figure);
        m_grid->addWidget(row.text, at, 0);
        m_grid->addWidget(row.figure, at++, 1);
        m_rows.push_back(row);
    }
}

void BudgetTableView::fill(const Row &row, const BudgetLine &line, bool isLast)
{
    row.text->setText(line.text);
    row.text->setToolTip(line.explanation);
    row.figure->setText(signedFigure(line));
    row.figure->setToolTip(line.explanation);
    row.figure->setAccessibleName(line.text);
    QPalette colours = palette();
    if (isLast)
        colours.setColor(QPalette::WindowText, line.connections < 0 ? lossColour(colours) : goodColour(colours));
    row.figure->setPalette(colours);
}

} // namespace poolwart
