// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/failurewatch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

constexpr std::array passing{"connection"sv, "40001"sv, "40P01"sv, "53300"sv};
constexpr std::array passingClasses{"08"sv, "57P"sv};

} // namespace

bool FailureWatch::isCounted(std::string_view code)
{
    const auto isOfClass = [code](std::string_view kind) { return code.starts_with(kind); };
    return std::ranges::find(passing, code) == passing.end() && std::ranges::none_of(passingClasses, isOfClass);
}

void FailureWatch::start(TimePoint now)
{
    m_isOn = true;
    m_kinds.clear();
    m_second = {};
    begin(now);
}

void FailureWatch::begin(TimePoint now)
{
    m_began = now;
    m_before = std::exchange(m_second, {});
}

void FailureWatch::failed(std::string_view code, std::string_view text)
{
    if (!m_isOn || !isCounted(code))
        return;
    ++m_second.answered;
    ++m_second.failed;
    auto kind = m_kinds.find(code);
    if (kind == m_kinds.end())
        kind = m_kinds.emplace(code, Kind{.count = 0, .text = std::string(text)}).first;
    ++kind->second.count;
}

std::optional<FailureStop> FailureWatch::look(TimePoint now)
{
    if (!m_isOn || now < m_began + 1s)
        return std::nullopt;
    const std::uint64_t failed = m_before.failed + m_second.failed;
    if (m_before.mostlyFailed() && m_second.mostlyFailed() && failed >= fewest) {
        m_isOn = false;
        const auto most = std::ranges::max_element(m_kinds, {}, [](const auto &kind) { return kind.second.count; });
        return FailureStop{
            .sqlState = most->first, .firstText = most->second.text, .failed = failed, .answered = m_before.answered + m_second.answered};
    }
    if (!m_second.mostlyFailed())
        m_kinds.clear();
    begin(now);
    return std::nullopt;
}

} // namespace poolwart
