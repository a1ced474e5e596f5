// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/durationtext.h"

#include "model/core/text.h"

#include <array>
#include <charconv>

namespace poolwart {

namespace {

struct Unit
{
    std::string_view suffix;
    long long milliseconds;
};
constexpr std::array units{Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1'000}, Unit{"ms", 1}};
constexpr long long longest = 1'000LL * 3'600'000; // a thousand hours; no field of ours allows more

Error notADuration(std::string_view written)
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not a duration."), std::string(written)),
            .hint = text(QT_TRANSLATE_NOOP("core", "Write a whole number with its unit: 500ms, 20s, 5m or 2h."))};
}

} // namespace

Outcome<std::chrono::milliseconds> parseDuration(std::string_view written)
{
    long long number = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), number);
    const std::string_view suffix = written.substr(static_cast<std::size_t>(end - written.data()));
    if (fault != std::errc{} || number < 0)
        return notADuration(written);
    if (number == 0 && suffix.empty())
        return std::chrono::milliseconds(0);
    for (const Unit &unit : units) {
        if (suffix == unit.suffix && number <= longest / unit.milliseconds)
            return std::chrono::milliseconds(number * unit.milliseconds);
    }
    return notADuration(written);
}

std::string formatDuration(std::chrono::milliseconds duration)
{
    for (const Unit &unit : units) {
        if (duration.count() != 0 && duration.count() % unit.milliseconds == 0)
            return std::to_string(duration.count() / unit.milliseconds) + std::string(unit.suffix);
    }
    return "0s";
}

} // namespace poolwart
