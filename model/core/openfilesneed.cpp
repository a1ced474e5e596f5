// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/openfilesneed.h"

#include "model/core/largestfit.h"
#include "model/core/text.h"

#include <algorithm>
#include <limits>

namespace poolwart {

int slotsWithin(long long openFiles)
{
    return static_cast<int>(std::clamp<long long>(openFiles - openFilesBesideSlots, 0, std::numeric_limits<int>::max()));
}

Done checkOpenFiles(const Plan &plan, long long limit)
{
    const long long slots = committedSlots(plan);
    if (slots <= slotsWithin(limit))
        return done();
    const std::string offer = largestFitSentence(plan, largestPlanWithin(plan, slotsWithin(limit)));
    return Error{.kind = ErrorKind::BudgetExceeded,
                 .message = text(QT_TRANSLATE_NOOP(
                                     "core", "The plan needs %1 open files (%2 for its slots, %3 for the rest), but this process may have "
                                             "only %4."),
                                 slots + openFilesBesideSlots, slots, static_cast<long long>(openFilesBesideSlots), limit),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Raise the hard limit of open files (ulimit -Hn, LimitNOFILE= of a service)."))
                       + (offer.empty() ? "" : ' ' + offer)};
}

} // namespace poolwart
