// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportplace.h"

#include "model/store/exportarchive.h"

#include <QDir>

namespace poolwart {

using namespace Qt::StringLiterals;

QString absolutePlace(const QString &place)
{
    if (place.isEmpty())
        return place;
    const QString home = place == u"~"_s || place.startsWith(u"~/"_s) ? QDir::homePath() + place.mid(1) : place;
    return QDir::cleanPath(QDir(home).absolutePath());
}

bool isZipName(const QString &place)
{
    return isArchiveName(place.toStdString());
}

QString withArchive(const QString &place, bool isArchive)
{
    constexpr auto ending = ".zip"_L1;
    if (place.isEmpty() || isZipName(place) == isArchive)
        return place;
    if (!isArchive)
        return place.chopped(ending.size());
    return (place.endsWith(u'/') ? place.chopped(1) : place) + ending;
}

} // namespace poolwart
