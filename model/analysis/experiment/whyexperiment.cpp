// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/experiment/whyexperiment.h"

#include "model/core/random.h"
#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace poolwart {

namespace {

std::size_t indexOf(std::vector<Cell> &cells, const Cell &cell)
{
    const auto found = std::ranges::find(cells, cell);
    const auto index = static_cast<std::size_t>(found - cells.begin());
    if (found == cells.end())
        cells.push_back(cell);
    return index;
}

Cause causeOf(const Cell &from, const Cell &to)
{
    if (from.policy != to.policy)
        return Cause::Policy;
    return from.shape.pools == to.shape.pools ? Cause::Connections : Cause::Splitting;
}

// Cells that equal the one before are left out.
CausePath pathThrough(std::initializer_list<Cell> stops, std::vector<Cell> &cells)
{
    CausePath path;
    for (const Cell &stop : stops) {
        if (!path.cells.empty() && cells[path.cells.back()] == stop)
            continue;
        const std::size_t index = indexOf(cells, stop);
        if (!path.cells.empty())
            path.causes.push_back(causeOf(cells[path.cells.back()], stop));
        path.cells.push_back(index);
    }
    return path;
}

bool exists(const PoolShape &shape)
{
    return shape.connections >= shape.pools && shape.connections <= shape.pools * limits::maxSlotsPerPool;
}

} // namespace

Outcome<WhyExperiment> whyExperiment(const PoolShape &base, const PoolShape &current, RoutingPolicy policy)
{
    const Cell first{.shape = base};
    const Cell newShape{.shape = current};
    const Cell last{.shape = current, .policy = policy};
    if (first == last)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "The base and the new plan are the same: %1."), shapeText(base)),
                             text(QT_TRANSLATE_NOOP("core", "Choose another shape or policy for the new plan.")));
    const PoolShape connectionsFirst{.pools = base.pools, .connections = current.connections};
    const PoolShape splittingFirst{.pools = current.pools, .connections = base.connections};
    const bool isShownFirst = exists(connectionsFirst);
    if (!isShownFirst && !exists(splittingFirst))
        return badInputError(text(QT_TRANSLATE_NOOP("core", "Between %1 and %2 there is no plan that differs in one respect only."),
                                  shapeText(base), shapeText(current)),
                             text(QT_TRANSLATE_NOOP("core", "Choose shapes that are closer to each other.")));
    WhyExperiment experiment;
    const PoolShape &shown = isShownFirst ? connectionsFirst : splittingFirst;
    experiment.path = pathThrough({first, Cell{.shape = shown}, newShape, last}, experiment.cells);
    const bool hasBothCauses = base.pools != current.pools && base.connections != current.connections;
    if (hasBothCauses && isShownFirst && exists(splittingFirst))
        experiment.otherPath = pathThrough({first, Cell{.shape = splittingFirst}, newShape, last}, experiment.cells);
    return experiment;
}

VisitOrder visitOrder(std::size_t cells, int blocks, std::uint64_t seed)
{
    Random random(seed);
    std::vector<std::size_t> order(cells);
    std::iota(order.begin(), order.end(), std::size_t(0));
    VisitOrder orders;
    for (int block = 0; block < blocks; ++block) {
        if (block % 2 == 1) {
            std::ranges::reverse(order);
        } else {
            for (std::size_t i = cells; i > 1; --i)
                std::swap(order[i - 1], order[static_cast<std::size_t>(random.below(i))]);
        }
        orders.push_back(order);
    }
    return orders;
}

} // namespace poolwart
