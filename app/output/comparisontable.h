// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runcomparison.h"

#include <QByteArray>
#include <QString>

namespace poolwart {

QString comparisonTable(const RunComparison &comparison); // for a terminal
QByteArray comparisonJson(const RunComparison &comparison);

} // namespace poolwart
