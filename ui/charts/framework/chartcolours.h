// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace poolwart {

// A mixture of two colours: a `share` of 1 is the first, 0 the second.
inline QColor mixed(const QColor &first, const QColor &second, double share)
{
    const auto part = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return {part(first.red(), second.red()), part(first.green(), second.green()), part(first.blue(), second.blue())};
}

inline bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

// Colours of charts other than the pools'. All of them follow from the palette.
inline QColor gridColour(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), isDarkPalette(palette) ? 0.16 : 0.11);
}

inline QColor captionColour(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.68);
}

// Hatching of connections that are not available to us.
inline QColor hatchColour(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.38);
}

// Losses: Okabe–Ito vermilion, readable as text on the palette's base colour.
inline QColor failureColour(const QPalette &palette)
{
    return isDarkPalette(palette) ? QColor(0xff, 0x8a, 0x5c) : QColor(0xb8, 0x43, 0x00);
}

// Response time, from the intended start to the end.
inline QColor responseColour(const QPalette &palette)
{
    return isDarkPalette(palette) ? QColor(0x56, 0xb4, 0xe9) : QColor(0x00, 0x72, 0xb2);
}

// Service time, the server's part.
inline QColor serviceColour(const QPalette &palette)
{
    return isDarkPalette(palette) ? QColor(0x3c, 0xc7, 0x9b) : QColor(0x00, 0x9e, 0x73);
}

} // namespace poolwart
