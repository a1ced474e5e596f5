// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runpart.h"

#include "model/figures/histogramcodec.h"
#include "model/run/arrivalscodec.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

RunPart recorded(const PartSecond &part)
{
    return {.name = part.name,
            .className = part.className,
            .requests = part.requests,
            .service = part.service.summary(),
            .response = part.response.summary(),
            .errors = part.errors,
            .serviceHistogram = RunLatency::of(part.service),
            .responseHistogram = RunLatency::of(part.response)};
}

std::vector<RunPart> recorded(const std::vector<PartSecond> &seconds)
{
    std::vector<RunPart> parts;
    for (const PartSecond &second : seconds)
        parts.push_back(recorded(second));
    return parts;
}

auto find(auto &parts, const RunPart &part)
{
    return std::ranges::find_if(parts,
                                [&part](const RunPart &other) { return other.name == part.name && other.className == part.className; });
}

void addPart(RunPart &part, const RunPart &more)
{
    part.requests = part.requests + more.requests;
    part.serviceHistogram = joined(part.serviceHistogram, more.serviceHistogram);
    part.responseHistogram = joined(part.responseHistogram, more.responseHistogram);
    part.service = part.serviceHistogram.summary;
    part.response = part.responseHistogram.summary;
    for (const auto &[sqlState, count] : more.errors)
        part.errors[sqlState] += count;
}

} // namespace

RunBreakdown runBreakdown(const SecondFigures &figures)
{
    return {.workload = figures.workload,
            .classes = recorded(figures.classes),
            .scripts = recorded(figures.scripts),
            .errorTexts = figures.errorTexts,
            .arrivals = figures.arrivals,
            .arrivalsLeftOut = figures.arrivalsLeftOut};
}

RunPart runPart(const PartSnapshot &figures)
{
    return {.name = figures.name,
            .className = figures.className,
            .requests = figures.requests,
            .service = figures.service,
            .response = figures.response,
            .errors = {},
            .serviceHistogram = {},
            .responseHistogram = {}};
}

void addParts(std::vector<RunPart> &all, const std::vector<RunPart> &more)
{
    for (const RunPart &part : more) {
        const auto known = find(all, part);
        if (known == all.end())
            all.push_back(part);
        else
            addPart(*known, part);
    }
}

void addHistograms(std::vector<RunPart> &parts, const std::vector<RunPart> &recorded)
{
    for (RunPart &part : parts) {
        const auto known = find(recorded, part);
        if (known == recorded.end())
            continue;
        part.serviceHistogram = known->serviceHistogram;
        part.responseHistogram = known->responseHistogram;
    }
}

} // namespace poolwart
