// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace poolwart {

class Session;
struct BudgetLine;

// The budget table, from max_connections down to the connections left.
class BudgetTableView : public QWidget
{
    Q_OBJECT

public:
    explicit BudgetTableView(Session *session, QWidget *parent = nullptr);

    void refresh();

private:
    struct Row
    {
        QLabel *text;
        QLabel *figure;
    };

    void makeRows(const std::vector<BudgetLine> &lines);
    void fill(const Row &row, const BudgetLine &line, bool isLast);

    Session *m_session;
    QGridLayout *m_grid;
    QLabel *m_sentence;
    std::vector<Row> m_rows;
    std::vector<QWidget *> m_rules; // the lines above the sums
};

} // namespace poolwart
