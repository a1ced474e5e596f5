// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <optional>

class QPalette;

namespace poolwart {

enum class Theme { System, Light, Dark };

QString themeId(Theme theme); // "system", "light", "dark", as it is stored
std::optional<Theme> themeFromId(const QString &id);

// Fusion with our palette, or the system's style and palette from the start.
void applyTheme(Theme theme);

bool isDark(const QPalette &palette);

// The warning colours. Readable as text on the palette's base colour; always used together with an icon or a word.
QColor warningColour(const QPalette &palette); // amber
QColor lossColour(const QPalette &palette);    // vermilion
QColor quietColour(const QPalette &palette);   // for figures of little interest
QColor goodColour(const QPalette &palette);

} // namespace poolwart
