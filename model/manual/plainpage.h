// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolwart {

// A page of Markdown as text for a terminal with so many columns, 40 at least. Code is not wrapped. Ends with a newline.
QString plainPage(const QString &markdown, qsizetype columns);

} // namespace poolwart
