// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/framedstyle.h"

#include "ui/style/colours.h"
#include "ui/style/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace poolwart {

FramedStyle::FramedStyle()
    : QProxyStyle(QStringLiteral("fusion"))
{}

void FramedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element != PE_IndicatorCheckBox || !isDark(option->palette))
        return;
    const QPalette &colours = option->palette;
    const double strength = option->state.testFlag(State_Enabled) ? 0.55 : 0.3;
    painter->save();
    painter->setPen(blend(colours.color(QPalette::Active, QPalette::Text), colours.color(QPalette::Base), strength));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

} // namespace poolwart
