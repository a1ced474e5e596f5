// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace poolwart {

// A format for QSettings: a JSON file that is synced to disk before it replaces the old one. Qt's own formats do not notice a
// full disk and then leave an empty file. Supports texts, lists of texts, bytes, numbers and booleans.
QSettings::Format settingsFormat();

} // namespace poolwart
