// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manual/manualview.h"

#include "model/manual/manual.h"

#include <QEvent>
#include <QTextBlock>
#include <QTextTable>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

// "qrc" because QTextBrowser hands other schemes to the desktop.
constexpr auto pagePrefix = "qrc:/manual/"_L1;
constexpr auto pageSuffix = ".md"_L1;

QString topicOf(const QUrl &url)
{
    const QString name = url.fileName();
    return name.endsWith(pageSuffix) ? name.chopped(pageSuffix.size()) : QString();
}

// Qt draws a table of Markdown without lines, its cells close to each other.
void formatTable(QTextTable *table, const QPalette &palette)
{
    QTextTableFormat format = table->format();
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(palette.mid());
    format.setBorderCollapse(true);
    format.setCellPadding(4);
    format.setCellSpacing(0);
    table->setFormat(format);
    for (int column = 0; column < table->columns(); ++column) {
        QTextTableCell cell = table->cellAt(0, column);
        QTextCharFormat header = cell.format();
        header.setBackground(palette.alternateBase());
        cell.setFormat(header);
    }
}

void formatTables(const QTextFrame *frame, const QPalette &palette)
{
    for (QTextFrame *inner : frame->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(inner))
            formatTable(table, palette);
        else
            formatTables(inner, palette);
    }
}

void formatCode(QTextDocument *document, const QPalette &palette)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        if (!block.blockFormat().hasProperty(QTextFormat::BlockCodeFence))
            continue;
        QTextBlockFormat format;
        format.setBackground(palette.alternateBase());
        QTextCursor(block).mergeBlockFormat(format);
    }
}

} // namespace

ManualView::ManualView(const Manual &manual, QWidget *parent)
    : QTextBrowser(parent)
    , m_manual(manual)
{
    setObjectName(u"manualText"_s);
    setAccessibleName(tr("Page of the manual"));
    setOpenExternalLinks(true);
    document()->setDocumentMargin(12);
    connect(this, &QTextBrowser::sourceChanged, this, [this](const QUrl &url) {
        format();
        Q_EMIT topicChanged(topicOf(url));
    });
}

void ManualView::showTopic(const QString &topic)
{
    if (topic != this->topic())
        setSource(QUrl(pagePrefix + topic + pageSuffix));
}

QString ManualView::topic() const
{
    return topicOf(source());
}

QVariant ManualView::loadResource(int type, const QUrl &name)
{
    const QString topic = topicOf(name);
    return topic.isEmpty() ? QTextBrowser::loadResource(type, name) : m_manual.markdown(topic);
}

// Colours are in the document.
void ManualView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !topic().isEmpty())
        reload();
}

void ManualView::format()
{
    formatTables(document()->rootFrame(), palette());
    formatCode(document(), palette());
}

} // namespace poolwart
