// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runcomparison.h"
#include "model/store/runlist.h"

#include <QString>

namespace poolwart {

QString figureName(const std::string &id);                      // "Response p99"
QString figureText(const ComparedFigure &figure, double value); // with its unit
QString ratioText(std::optional<double> ratio);                 // "0.52", "–"
QString intervalText(const ComparedFigure &figure);             // "0.48 to 0.55", "–"
QString healthWords(HealthGrade grade);                         // "▲ degraded": a shape beside the word
QString planWords(const Plan &plan);                            // "5 pools × 12 slots, Round robin"
// "60 clients", "2,000/s", "replay of peak.json"
QString arrivalWords(const TrafficPlan &traffic, const std::optional<RunReplay> &replay);

} // namespace poolwart
