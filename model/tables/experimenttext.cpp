// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/experimenttext.h"

#include "model/tables/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ExperimentText
{
    Q_DECLARE_TR_FUNCTIONS(ExperimentText)
};

constexpr double readAsMultiple = 2; // a ratio from which percents are hard to read

QString percentOff(double ratio)
{
    return formatPercent(std::abs(ratio - 1));
}

QString p99Of(const CellResult &cell)
{
    return formatTime(Duration(std::llround(cell.responseP99)));
}

bool isShown(const ChainStep &step)
{
    return step.isShown(ExperimentResult::resolution);
}

QString wholeSentence(const ExperimentResult &result, const PathEffects &effects)
{
    const CellResult &base = result.cells[effects.causes.front().from];
    const CellResult &current = result.cells[effects.causes.back().to];
    if (!isShown(effects.whole)) {
        const Interval interval = effects.whole.interval();
        return ExperimentText::tr("No difference shown from %1 to %2: the p99 response time is %3 and %4, the ratio between %5 and %6.")
            .arg(cellName(base.cell), cellName(current.cell), p99Of(base), p99Of(current), formatNumber(interval.low),
                 formatNumber(interval.high));
    }
    return ExperimentText::tr("From %1 to %2 the p99 response time changes from %3 to %4: %5.")
        .arg(cellName(base.cell), cellName(current.cell), p99Of(base), p99Of(current), effectText(effects.whole));
}

// The last cause made it worse than the cell before it was.
QString alternativeSentence(const ExperimentResult &result, const PathEffects &effects)
{
    const CauseEffect &last = effects.causes.back();
    if (effects.causes.size() < 2 || !isShown(last.step) || last.step.effect.ratio() < 1)
        return {};
    const CellResult &better = result.cells[last.from];
    return ExperimentText::tr("%1 would be better than %2, with %3.")
        .arg(cellName(better.cell), cellName(result.cells[last.to].cell), p99Of(better));
}

QString refusal(const ExperimentResult &result)
{
    if (result.refusedVisits() > 0)
        return ExperimentText::tr("No result: in %1 of %2 visits more than 1 % of the requests were not served.")
            .arg(result.refusedVisits())
            .arg(result.visits());
    return ExperimentText::tr("No result: too few requests were served.");
}

ExperimentLamp modelLamp()
{
    return {.id = "model",
            .isGood = true,
            .text = ExperimentText::tr("Simulated: queueing alone. A real server slows down when it has more to do at once; the model "
                                       "does not.")};
}

ExperimentLamp steadyLamp(const ExperimentResult &result)
{
    const bool isGood = result.steadyVisits() == result.visits();
    return {.id = "steady",
            .isGood = isGood,
            .text = isGood ? ExperimentText::tr("Steady before the measurement in all %1 visits.").arg(result.visits())
                           : ExperimentText::tr("Not steady before the measurement in %1 of %2 visits: the figures depend on how long the "
                                                "traffic lasts.")
                                 .arg(result.visits() - result.steadyVisits())
                                 .arg(result.visits())};
}

ExperimentLamp servedLamp(const ExperimentResult &result)
{
    const bool isGood = result.refusedVisits() == 0;
    return {.id = "served",
            .isGood = isGood,
            .text = isGood ? ExperimentText::tr("At least 99 % of the requests were served in every visit.")
                           : ExperimentText::tr("%1 of %2 blocks are left out, because more than 1 % of the requests were not served.")
                                 .arg(result.blocks - result.usedBlocks)
                                 .arg(result.blocks)};
}

} // namespace

QString cellName(const Cell &cell)
{
    const QString shape = QString::fromStdString(shapeText(cell.shape));
    return cell.policy == RoutingPolicy::RoundRobin ? shape : shape + u" ("_s + policyName(cell.policy) + u')';
}

QString causeName(const ExperimentResult &result, const CauseEffect &effect)
{
    const Cell &from = result.cells[effect.from].cell;
    const Cell &to = result.cells[effect.to].cell;
    switch (effect.cause) {
    case Cause::Connections:
        return (from.shape.connections < to.shape.connections ? ExperimentText::tr("More connections (%1 → %2)")
                                                              : ExperimentText::tr("Fewer connections (%1 → %2)"))
            .arg(from.shape.connections)
            .arg(to.shape.connections);
    case Cause::Splitting:
        return (from.shape.pools < to.shape.pools ? ExperimentText::tr("More pools (%1 → %2)")
                                                  : ExperimentText::tr("Fewer pools (%1 → %2)"))
            .arg(from.shape.pools)
            .arg(to.shape.pools);
    case Cause::Policy:
        break;
    }
    return ExperimentText::tr("%1 instead of %2").arg(policyName(to.policy), policyName(from.policy));
}

QString figureName(ExperimentFigure figure)
{
    return figure == ExperimentFigure::ResponseP99 ? ExperimentText::tr("Response p99") : ExperimentText::tr("Throughput");
}

QString effectText(const ChainStep &effect)
{
    const double ratio = effect.effect.ratio();
    const Interval interval = effect.interval();
    if (!isShown(effect))
        return ExperimentText::tr("no difference shown (%1 to %2 times)").arg(formatNumber(interval.low), formatNumber(interval.high));
    if (ratio >= readAsMultiple)
        return ExperimentText::tr("%1 times as high (%2 to %3)")
            .arg(formatNumber(ratio), formatNumber(interval.low), formatNumber(interval.high));
    if (ratio > 1)
        return ExperimentText::tr("%1 higher (%2 to %3)").arg(percentOff(ratio), percentOff(interval.low), percentOff(interval.high));
    return ExperimentText::tr("%1 lower (%2 to %3)").arg(percentOff(ratio), percentOff(interval.high), percentOff(interval.low));
}

QString experimentSentence(const ExperimentResult &result)
{
    const auto effects = std::ranges::find(result.effects, ExperimentFigure::ResponseP99, &PathEffects::figure);
    if (effects == result.effects.end())
        return refusal(result);
    QStringList sentences{wholeSentence(result, *effects)};
    for (const CauseEffect &effect : effects->causes)
        sentences.append(ExperimentText::tr("%1: %2.").arg(causeName(result, effect), effectText(effect.step)));
    sentences.append(alternativeSentence(result, *effects));
    for (const ExperimentLamp &lamp : experimentLamps(result)) {
        if (!lamp.isGood)
            sentences.append(lamp.text);
    }
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

std::vector<ExperimentLamp> experimentLamps(const ExperimentResult &result)
{
    return {modelLamp(), steadyLamp(result), servedLamp(result)};
}

} // namespace poolwart
