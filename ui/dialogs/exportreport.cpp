// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportreport.h"

#include "ui/style/theme.h"

#include <QEvent>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

using Kind = ExportNote::Kind;

QString headingOf(Kind kind)
{
    switch (kind) {
    case Kind::CannotSay:
        return ExportReport::tr("Not supported");
    case Kind::ChangesMeaning:
        return ExportReport::tr("Different meaning");
    case Kind::Chosen:
        break;
    }
    return ExportReport::tr("Chosen default");
}

QColor toneOf(Kind kind, const QPalette &palette)
{
    return kind == Kind::CannotSay      ? lossColour(palette)
         : kind == Kind::ChangesMeaning ? warningColour(palette)
                                        : palette.color(QPalette::Text);
}

QString htmlOf(Kind kind, const std::vector<ExportNote> &notes, const QPalette &palette)
{
    QString html;
    for (const ExportNote &note : notes) {
        if (note.kind == kind)
            html += u"<p style='margin:0 0 6px 0'><code>%1</code><br>%2</p>"_s.arg(
                QString::fromStdString(note.setting).toHtmlEscaped(), QString::fromStdString(note.translated()).toHtmlEscaped());
    }
    if (html.isEmpty())
        return html;
    return u"<p style='margin:4px 0 4px 0; color:%1'><b>%2</b></p>"_s.arg(toneOf(kind, palette).name(), headingOf(kind)) + html;
}

QString htmlOf(const std::vector<ExportNote> &notes, const QPalette &palette)
{
    QString html;
    for (const Kind kind : {Kind::CannotSay, Kind::ChangesMeaning, Kind::Chosen})
        html += htmlOf(kind, notes, palette);
    return html.isEmpty() ? ExportReport::tr("The target expresses the whole plan.").toHtmlEscaped() : html;
}

// Its title, to which the reader is brought when he chooses the format in the list.
QString titleOf(const std::string &id)
{
    const auto known = std::ranges::find(exportFormats(), id, &Exporter::id);
    const std::string title = known == exportFormats().end() ? id : (*known)->title();
    return u"<h3 style='margin:10px 0 2px 0'><a name='%1'>%2</a></h3>"_s.arg(QString::fromStdString(id),
                                                                             QString::fromStdString(title).toHtmlEscaped());
}

} // namespace

ExportReport::ExportReport(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(u"lossReport"_s);
    setAccessibleName(tr("Limitations of the target"));
    setWhatsThis(tr("Differences between the exported files and the plan: settings that the target does not "
                    "support, settings with a different meaning there, and defaults chosen where the plan has no "
                    "value. The first lines of the file list them too."));
}

void ExportReport::show(const std::vector<FormatNotes> &formats)
{
    if (formats == m_formats && !document()->isEmpty())
        return; // the reader stays where he is
    m_formats = formats;
    fill();
}

void ExportReport::showFormat(const QString &id)
{
    if (m_formats.size() > 1)
        scrollToAnchor(id);
}

void ExportReport::fill()
{
    QString html;
    for (const FormatNotes &format : m_formats) {
        if (m_formats.size() > 1)
            html += titleOf(format.format);
        html += htmlOf(format.notes, palette());
    }
    setHtml(html);
}

void ExportReport::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

} // namespace poolwart
