// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportstamp.h"

#include "ui/style/colours.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QColor toneOf(BudgetVerdict verdict, const QPalette &palette)
{
    switch (verdict) {
    case BudgetVerdict::Over:
        return lossColour(palette);
    case BudgetVerdict::FitsAlone:
        return warningColour(palette);
    case BudgetVerdict::Fits:
        return goodColour(palette);
    case BudgetVerdict::Unknown:
        break;
    }
    return palette.color(QPalette::Mid);
}

Glyph glyphOf(BudgetVerdict verdict)
{
    if (verdict == BudgetVerdict::Over)
        return Glyph::Error;
    return verdict == BudgetVerdict::FitsAlone ? Glyph::Warning : Glyph::Information;
}

} // namespace

ExportStamp::ExportStamp(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
{
    buildLayout();
}

void ExportStamp::buildLayout()
{
    setObjectName(u"budgetStamp"_s);
    setFrameShape(StyledPanel);
    setAutoFillBackground(true);
    setToolTip(tr("Connections of the plan in the whole fleet, compared with the connections of the server"));
    m_title->setObjectName(u"budgetTitle"_s);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_sentence->setObjectName(u"budgetSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *grid = new QGridLayout(this);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_sentence, 1, 0, 1, 2);
}

void ExportStamp::show(const BudgetStamp &stamp)
{
    m_stamp = stamp;
    m_title->setText(QString::fromStdString(stamp.title));
    m_sentence->setText(QString::fromStdString(stamp.sentence));
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_sentence->text());
    setVisible(!stamp.title.empty());
    applyColours();
}

void ExportStamp::applyColours()
{
    QPalette colours = QApplication::palette();
    colours.setColor(QPalette::Window, blend(toneOf(m_stamp.verdict, colours), colours.color(QPalette::Base), 0.16));
    setPalette(colours);
    m_icon->setPixmap(icon(glyphOf(m_stamp.verdict)).pixmap(18));
}

void ExportStamp::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        applyColours();
}

} // namespace poolwart
