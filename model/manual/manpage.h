// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace poolwart {

// The words in front of a manual page's sections, in the reader's language.
struct ManPageHead
{
    QString version;
    QString nameTitle;     // "NAME"
    QString purpose;       // one line
    QString synopsisTitle; // "SYNOPSIS"
    QStringList usages;    // "poolwart run [OPTIONS] [PLAN.json]"
};

// poolwart(1) in roff's man macros, ASCII only: the pages in Markdown one after the other, each a section.
QString manPage(const ManPageHead &head, const QStringList &pages);

} // namespace poolwart
