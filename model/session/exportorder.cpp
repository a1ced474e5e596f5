// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/exportorder.h"

#include <algorithm>

namespace poolwart {

Outcome<ExportSaved> carryOut(const ExportOrder &order, const std::stop_token &stop)
{
    const ExportResult &result = order.placed.result;
    if (const Done written = writeExport(result, order.placed.folder, order.seen, stop); !written)
        return written.error();
    const auto unchanged = static_cast<int>(std::ranges::count(order.seen, true, &PresentFile::isSame));
    return ExportSaved{.written = static_cast<int>(result.files.size()) - unchanged, .unchanged = unchanged};
}

} // namespace poolwart
