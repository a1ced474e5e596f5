// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace poolwart {

// A text marked with QT_TRANSLATE_NOOP("core", …), translated.
inline QString shown(const char *source)
{
    return QCoreApplication::translate("core", source);
}

} // namespace poolwart
