// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportreport.h"

#include "ui/theme.h"

#include <QEvent>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

using Kind = ExportNote::Kind;

QString headingOf(Kind kind)
{
    switch (kind) {
    case Kind::CannotSay:
        return ExportReport::tr("The target cannot say");
    case Kind::ChangesMeaning:
        return ExportReport::tr("Changes its meaning");
    case Kind::Chosen:
        break;
    }
    return ExportReport::tr("Chosen for the target");
}

QColor toneOf(Kind kind, const QPalette &palette)
{
    return kind == Kind::CannotSay        ? lossColour(palette)
           : kind == Kind::ChangesMeaning ? warningColour(palette)
                                          : palette.color(QPalette::Text);
}

QString htmlOf(Kind kind, const std::vector<ExportNote> &notes, const QPalette &palette)
{
    QString html;
    for (const ExportNote &note : notes) {
        if (note.kind == kind)
            html += u"<p style='margin:0 0 6px 0'><code>%1</code><br>%2</p>"_s.arg(QString::fromStdString(note.setting).toHtmlEscaped(),
                                                                                QString::fromStdString(note.translated()).toHtmlEscaped());
    }
    if (html.isEmpty())
        return html;
    return u"<p style='margin:4px 0 4px 0; color:%1'><b>%2</b></p>"_s.arg(toneOf(kind, palette).name(), headingOf(kind)) + html;
}

} // namespace

ExportReport::ExportReport(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(u"lossReport"_s);
    setAccessibleName(tr("What the target cannot say"));
    setWhatsThis(tr("Where the exported files do not mean exactly what the plan says: settings that the target has no words for, "
                    "settings that do something else there, and what was chosen where the plan is silent. The same stands in the "
                    "first lines of the file."));
}

void ExportReport::show(const std::vector<ExportNote> &notes)
{
    if (notes == m_notes && !document()->isEmpty())
        return; // the reader stays where he is
    m_notes = notes;
    fill();
}

void ExportReport::fill()
{
    QString html;
    for (const Kind kind : {Kind::CannotSay, Kind::ChangesMeaning, Kind::Chosen})
        html += htmlOf(kind, m_notes, palette());
    setHtml(html.isEmpty() ? tr("The target says all that the plan says.").toHtmlEscaped() : html);
}

void ExportReport::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

} // namespace poolwart
