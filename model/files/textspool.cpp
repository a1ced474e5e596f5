// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/textspool.h"

#include <utility>

#include <unistd.h>

namespace poolwart {

TextSpool::TextSpool()
    : m_file(std::tmpfile())
{}

TextSpool::Place TextSpool::keep(std::string text)
{
    if (!m_file || text.empty())
        return {.text = std::move(text)};
    const auto written = ::pwrite(::fileno(m_file.get()), text.data(), text.size(), m_end);
    if (written != static_cast<ssize_t>(text.size()))
        return {.text = std::move(text)};
    return {.text = {}, .offset = std::exchange(m_end, m_end + written), .size = text.size()};
}

std::optional<std::string> TextSpool::read(const Place &place) const
{
    if (place.size == 0)
        return place.text;
    std::string text(place.size, '\0');
    const auto taken = ::pread(::fileno(m_file.get()), text.data(), text.size(), place.offset);
    return taken == static_cast<ssize_t>(text.size()) ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace poolwart
