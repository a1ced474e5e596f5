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

// Fusion with a palette of ours, or what the system had at the start.
void applyTheme(Theme theme);

bool isDark(const QPalette &palette);

// The only colours that warn. Readable as text on the palette's base; always with an icon or a word beside them.
QColor warningColour(const QPalette &palette); // amber
QColor lossColour(const QPalette &palette);    // vermilion
QColor quietColour(const QPalette &palette);   // for figures that say nothing
QColor goodColour(const QPalette &palette);

} // namespace poolwart
