// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace poolwart {

// Fusion outlines with a darker shade of the window: in a dark theme an empty check box would not be seen.
class FramedStyle : public QProxyStyle
{
    Q_OBJECT

public:
    FramedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
};

} // namespace poolwart
