// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/runsfolder.h"

#include <QStandardPaths>

namespace poolwart {

using namespace Qt::StringLiterals;

QString runsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/poolwart/runs"_s;
}

} // namespace poolwart
