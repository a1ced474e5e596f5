// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/experiment/experimentresult.h"

#include <QString>

#include <vector>

namespace poolwart {

// A condition of the figures' validity.
struct ExperimentLamp
{
    const char *id; // in files
    bool isGood = true;
    QString text; // one sentence
};

QString cellName(const Cell &cell);                                           // "5 × 12", "5 × 12 (Least loaded)"
QString causeName(const ExperimentResult &result, const CauseEffect &effect); // "More connections (25 → 60)"
QString figureName(ExperimentFigure figure);
QString effectText(const ChainStep &effect); // "18 % lower (11 % to 24 %)", "no difference shown (0.97 to 1.04)"

// What the experiment showed, in plain sentences: the whole, its causes, a better cell on the way, and the doubts.
QString experimentSentence(const ExperimentResult &result);
// Of an experiment on the modelled server.
std::vector<ExperimentLamp> experimentLamps(const ExperimentResult &result);

} // namespace poolwart
