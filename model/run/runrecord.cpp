// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runrecord.h"

namespace poolwart {

std::optional<RunPooler> runPooler(const std::optional<Pooler> &pooler)
{
    if (!pooler)
        return std::nullopt;
    const auto told = [](std::string_view words) { return words.empty() ? std::nullopt : std::optional<std::string>(words); };
    return RunPooler{.name = told(pooler->name),
                     .version = told(pooler->version),
                     .mode = pooler->mode ? told(poolerModeId(*pooler->mode)) : std::nullopt,
                     .poolSize = pooler->poolSize};
}

} // namespace poolwart
