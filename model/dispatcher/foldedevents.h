// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace poolwart {

// Events of one kind that come in floods: a few of each second have a line of their own, the others share one.
struct FoldedLines
{
    int thisSecond = 0;
    std::uint64_t folded = 0;
    std::optional<SlotIndex> slot; // of the last one, like the detail
    std::string detail;
};

// The folded lines of one pool.
class FoldedEvents
{
public:
    static constexpr std::array kinds{EventKind::AcquireTimedOut, EventKind::DeadlinePassed, EventKind::QueueFull,
                                      EventKind::SlotOpenFailed, EventKind::StatementFailed};

    // Of one of the kinds above.
    FoldedLines &of(EventKind kind)
    {
        std::size_t index = 0;
        while (index + 1 < kinds.size() && kinds[index] != kind)
            ++index;
        return m_lines[index];
    }

private:
    std::array<FoldedLines, kinds.size()> m_lines;
};

} // namespace poolwart
