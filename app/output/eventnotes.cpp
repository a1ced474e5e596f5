// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/eventnotes.h"

#include "model/core/characters.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr std::size_t maxLines = 4; // at once, of one kind
constexpr long maxTexts = 6;        // of one sort of event; further ones are one kind together

std::string withoutNumbers(const std::string &text)
{
    std::string pattern;
    for (const char c : text) {
        if (!isDigit(c))
            pattern += c;
        else if (!pattern.ends_with('#'))
            pattern += '#';
    }
    return pattern;
}

} // namespace

EventNotes::Kind &EventNotes::kindOf(const Event &event)
{
    const std::pair key(event.kind, withoutNumbers(event.detail));
    if (const auto known = m_kinds.find(key); known != m_kinds.end())
        return known->second;
    const auto texts = std::ranges::count_if(m_kinds, [&event](const auto &one) { return one.first.first == event.kind; });
    return texts < maxTexts ? m_kinds[key] : m_kinds[{event.kind, {}}];
}

bool EventNotes::isToldNow(const Event &event)
{
    if (event.severity == Severity::Info)
        return false;
    Kind &kind = kindOf(event);
    if (kind.pools.size() < maxLines && kind.pools.insert(event.poolName).second)
        return true;
    const std::uint64_t before = kind.rest ? kind.rest->count : 0;
    kind.rest = Rest{.last = event, .count = before + 1 + event.repeated};
    return false;
}

std::vector<EventNotes::Rest> EventNotes::rest() const
{
    std::vector<Rest> all;
    for (const auto &[key, kind] : m_kinds) {
        if (kind.rest)
            all.push_back(*kind.rest);
    }
    return all;
}

} // namespace poolwart
