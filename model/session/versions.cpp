// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/versions.h"

#include "model/server/connection/libpqversion.h"

namespace poolwart {

Versions versions()
{
    return {.program = QStringLiteral(POOLWART_VERSION),
            .qt = QString::fromLatin1(qVersion()),
            .libpq = QString::fromStdString(libpqVersion())};
}

} // namespace poolwart
