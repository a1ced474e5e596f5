// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <optional>

namespace poolwart {

// How many backends a run has left behind, from counts taken one after the other: a slow server takes its time to end those
// whose clients are gone, and a count on the way is no figure.
class BackendsLeft
{
public:
    enum class Verdict {
        AskAgain,
        Confirmed,    // none is left, or the same number was seen for two seconds
        NotConfirmed, // the number still changed at the bound, ten seconds after the first count
    };

    Verdict take(int count, TimePoint now);
    int count() const { return m_count; } // the last one

private:
    std::optional<TimePoint> m_firstAt;
    TimePoint m_since{}; // since when the count has been what it is
    int m_count = -1;
};

} // namespace poolwart
