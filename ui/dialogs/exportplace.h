// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolwart {

// The place of an export as the user types it: the name of a folder, or of a zip if it ends in ".zip".

QString absolutePlace(const QString &place); // "~" is the home folder, which relative names start from; empty stays empty
bool isZipName(const QString &place);
QString withArchive(const QString &place, bool isArchive); // "shop" as "shop.zip", and back

} // namespace poolwart
