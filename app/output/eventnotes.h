// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace poolwart {

// Chooses which warnings and failures of a run get a line of their own on standard error, so that a flood of one kind hides no
// other. Events are of one kind if their texts differ only in numbers. The first events of a kind are printed, once per pool;
// the others are counted, and the last one is kept for the end.
class EventNotes
{
public:
    // Returns whether to print the event now. Information is never printed.
    bool isToldNow(const Event &event);

    struct Rest
    {
        Event last;
        std::uint64_t count = 0; // the last one included
    };
    // The events that were not printed, by kind; kinds that were printed completely are absent.
    std::vector<Rest> rest() const;

private:
    struct Kind
    {
        std::set<std::string> pools; // pools with a printed line
        std::optional<Rest> rest;
    };

    Kind &kindOf(const Event &event);

    std::map<std::pair<EventKind, std::string>, Kind> m_kinds;
};

} // namespace poolwart
