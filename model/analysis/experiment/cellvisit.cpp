// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/experiment/cellvisit.h"

namespace poolwart {

double CellVisit::errorShare() const
{
    const std::uint64_t ended = requests.ended();
    return ended == 0 ? 0 : static_cast<double>(ended - requests.completed) / static_cast<double>(ended);
}

} // namespace poolwart
