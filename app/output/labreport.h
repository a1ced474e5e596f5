// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/experiment/experimentresult.h"
#include "model/simulation/simulatedtraffic.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace poolwart {

// A finished experiment.
struct LabRun
{
    SimulatedTraffic common;
    std::uint64_t seed = 1;
    VisitOrder order;
    ExperimentResult result;
};

QString labTable(const LabRun &run); // for a terminal: the sentence first
QByteArray labJson(const LabRun &run);

} // namespace poolwart
