// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/workload.h"

#include <utility>

namespace poolwart {

Workload soleWorkload(std::string script)
{
    Workload workload;
    workload.scripts.push_back({.text = std::move(script)});
    return workload;
}

} // namespace poolwart
