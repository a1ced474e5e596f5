// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace poolwart {

// Columns for a terminal: the first left-aligned, the figures right-aligned, with two spaces between.
class TextTable
{
public:
    explicit TextTable(const QStringList &header) { addRow(header); }

    void addRow(const QStringList &row) { m_rows.push_back(row); }
    QString text() const; // each row ends with a newline

private:
    std::vector<QStringList> m_rows;
};

} // namespace poolwart
