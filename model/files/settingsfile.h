// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace poolwart {

// A format of QSettings, a JSON file, that is written down to the disk before it takes the old file's place. Those of Qt do
// not notice that a disk is full: what is then left is an empty file. Texts, lists of texts, bytes, numbers and truths.
QSettings::Format settingsFormat();

} // namespace poolwart
