// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <optional>

namespace poolwart {

// The number of backends left by a run, from repeated counts: a slow server takes time to end backends without a client, and a
// count in between is not final.
class BackendsLeft
{
public:
    enum class Verdict {
        AskAgain,
        Confirmed,    // none left, or the same number for two seconds
        NotConfirmed, // the number still changed ten seconds after the first count
    };

    Verdict take(int count, TimePoint now);
    int count() const { return m_count; } // the last one

private:
    std::optional<TimePoint> m_firstAt;
    TimePoint m_since{}; // since when the count is unchanged
    int m_count = -1;
};

} // namespace poolwart
