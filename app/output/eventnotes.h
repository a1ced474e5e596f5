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

// Chooses which warnings and failures of a run have a line of their own on standard error, so that a flood of one kind
// hides no other. Of one kind are events whose texts differ in their numbers only. A kind's first lines are told, of each
// pool once; the others are counted, and the last one is kept for the end.
class EventNotes
{
public:
    // Whether to tell it now. Information is never told.
    bool isToldNow(const Event &event);

    struct Rest
    {
        Event last;
        std::uint64_t count = 0; // the last one included
    };
    // What was left out, kind by kind; of those told whole nothing.
    std::vector<Rest> rest() const;

private:
    struct Kind
    {
        std::set<std::string> pools; // told of
        std::optional<Rest> rest;
    };

    Kind &kindOf(const Event &event);

    std::map<std::pair<EventKind, std::string>, Kind> m_kinds;
};

} // namespace poolwart
