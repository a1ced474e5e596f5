// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exportnote.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace poolwart {

// The loss report of an export while it is put together, line by line and from what formats share.
class Notes
{
public:
    Notes() = default;
    Notes(std::initializer_list<ExportNote> notes)
        : m_notes(notes)
    {}

    void add(ExportNote note) { m_notes.push_back(std::move(note)); }
    void add(const Notes &more) { m_notes.insert(m_notes.end(), more.m_notes.begin(), more.m_notes.end()); }

    bool empty() const { return m_notes.empty(); }
    operator const std::vector<ExportNote> &() const { return m_notes; }

private:
    std::vector<ExportNote> m_notes;
};

} // namespace poolwart
