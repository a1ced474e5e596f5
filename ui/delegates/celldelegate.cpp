// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/celldelegate.h"

#include "model/tables/roles.h"
#include "ui/style/colours.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QPainter>

namespace poolwart {

namespace {

QColor colourOf(Tone tone, const QPalette &palette)
{
    switch (tone) {
    case Tone::Quiet:
        return quietColour(palette);
    case Tone::Normal:
        return palette.color(QPalette::Text);
    case Tone::Warning:
        return warningColour(palette);
    case Tone::Alarm:
        return lossColour(palette);
    }
    Q_UNREACHABLE();
}

void setTextColour(QStyleOptionViewItem *option, const QColor &colour)
{
    option->palette.setColor(QPalette::Text, colour);
    option->palette.setColor(QPalette::HighlightedText, colour);
}

// One row is nearly always selected: a tint, on which every tone can still be read, instead of a bar.
void calmSelection(QStyleOptionViewItem *option)
{
    const bool isActive = option->state.testFlag(QStyle::State_Active);
    const QColor tint =
        blend(option->palette.color(QPalette::Active, QPalette::Highlight), option->palette.color(QPalette::Base), isActive ? 0.24 : 0.16);
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
        option->palette.setColor(group, QPalette::Highlight, tint);
    option->palette.setColor(QPalette::HighlightedText, option->palette.color(QPalette::Text));
}

void drawFrame(QPainter *painter, const QRect &cell, const QColor &colour)
{
    painter->save();
    painter->setPen(colour);
    painter->drawRect(cell.adjusted(1, 1, -2, -2));
    painter->restore();
}

} // namespace

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    calmSelection(option);
    option->state &= ~QStyle::State_HasFocus; // paint() draws the frame, in one look for all
    if (!index.data(ProblemRole).toString().isEmpty()) {
        setTextColour(option, lossColour(option->palette));
        option->icon = icon(Glyph::Warning);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(14, 14);
        return;
    }
    const QVariant tone = index.data(ToneRole);
    if (!tone.isValid())
        return;
    setTextColour(option, colourOf(Tone(tone.toInt()), option->palette));
    option->font.setBold(Tone(tone.toInt()) == Tone::Alarm); // never by colour alone
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (!index.data(ProblemRole).toString().isEmpty())
        drawFrame(painter, option.rect, lossColour(option.palette));
    else if (option.state.testFlag(QStyle::State_HasFocus))
        drawFrame(painter, option.rect, option.palette.color(QPalette::Highlight));
    else if (option.state.testFlag(QStyle::State_MouseOver) && index.flags().testFlag(Qt::ItemIsEditable))
        drawFrame(painter, option.rect, option.palette.color(QPalette::Mid));
}

} // namespace poolwart
