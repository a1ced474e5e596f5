// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace poolwart {

// Paints `over` on `under` with opacity `share`.
inline QColor blend(const QColor &over, const QColor &under, qreal share)
{
    const auto mix = [share](float a, float b) { return static_cast<float>(a * share + b * (1 - share)); };
    return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()), mix(over.blueF(), under.blueF()));
}

} // namespace poolwart
