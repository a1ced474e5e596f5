// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/doorbutton.h"

#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace poolwart {

namespace {

constexpr int doorWidth = 250;
constexpr int margin = 18;
constexpr int glyphSize = 44;

} // namespace

DoorButton::DoorButton(Glyph glyph, const QString &title, const QString &text, QWidget *parent)
    : QPushButton(title, parent)
    , m_glyph(glyph)
    , m_text(text)
{
    setAccessibleDescription(text);
    setToolTip(text);
    setAutoDefault(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::MinimumExpanding); // doors in a row are of one height
}

QFont DoorButton::titleFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setBold(true);
    return large;
}

QSize DoorButton::sizeHint() const
{
    const int inner = doorWidth - 2 * margin;
    const QFontMetrics title(titleFont());
    const int titleHeight = title.boundingRect(0, 0, inner, 1000, Qt::TextWordWrap | Qt::TextShowMnemonic, text()).height();
    const int textHeight = fontMetrics().boundingRect(0, 0, inner, 1000, Qt::TextWordWrap, m_text).height();
    return {doorWidth, margin + glyphSize + 14 + titleHeight + 10 + textHeight + margin};
}

void DoorButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    painter.drawControl(QStyle::CE_PushButton, option);

    const QRect inner = rect().adjusted(margin, margin, -margin, -margin);
    poolwart::icon(m_glyph).paint(&painter, QRect(inner.left(), inner.top(), glyphSize, glyphSize), Qt::AlignCenter,
                                  isEnabled() ? QIcon::Normal : QIcon::Disabled);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter.setFont(titleFont());
    QRect used;
    const QRect forTitle = inner.adjusted(0, glyphSize + 14, 0, 0);
    painter.drawText(forTitle, Qt::TextWordWrap | Qt::TextShowMnemonic, text(), &used);
    painter.setFont(font());
    painter.drawText(inner.adjusted(0, glyphSize + 14 + used.height() + 10, 0, 0), Qt::TextWordWrap, m_text);
}

} // namespace poolwart
