// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/workload/workload.h"

#include <cstdint>
#include <vector>

namespace poolwart {

// A request of the dispatcher to its back end. Each Open, Close and Send is answered by one report.
struct Command
{
    enum class Kind : std::uint8_t {
        Open,   // → slotOpened or slotOpenFailed
        Close,  // → slotClosed
        Send,   // → requestCompleted or requestFailed
        Cancel, // the running statement, out of band; its request still ends by a report
        Cut,    // the connection, at once; its request still ends by a report
    };
    Kind kind{};
    SlotId slot;
    ScriptIndex script = 0;       // of Send: which of the workload's
    bool keepsParameters = false; // of Send: their values go with the report
};

using Commands = std::vector<Command>;

} // namespace poolwart
