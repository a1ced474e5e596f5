// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/texttable.h"

#include <algorithm>

namespace poolwart {

QString TextTable::text() const
{
    std::vector<qsizetype> widths;
    for (const QStringList &row : m_rows) {
        widths.resize(std::max<std::size_t>(widths.size(), static_cast<std::size_t>(row.size())));
        for (qsizetype column = 0; column < row.size(); ++column) {
            qsizetype &width = widths[static_cast<std::size_t>(column)];
            width = std::max(width, row[column].size());
        }
    }
    QString text;
    for (const QStringList &row : m_rows) {
        QStringList cells;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const qsizetype width = widths[static_cast<std::size_t>(column)];
            cells.append(column == 0 ? row[column].leftJustified(width) : row[column].rightJustified(width));
        }
        text += cells.join(QLatin1StringView("  ")) + u'\n';
    }
    return text;
}

} // namespace poolwart
