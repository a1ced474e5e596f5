// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/unit.h"

#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace poolwart {

namespace {

struct Suffix
{
    std::string_view text;
    double milliseconds;
};

constexpr std::array postgresSuffixes{Suffix{"us", 0.001},   Suffix{"ms", 1},        Suffix{"s", 1'000},
                                      Suffix{"min", 60'000}, Suffix{"h", 3'600'000}, Suffix{"d", 86'400'000}};
constexpr std::array goSuffixes{Suffix{"ns", 1e-6}, Suffix{"us", 0.001}, Suffix{"µs", 0.001},   Suffix{"ms", 1},
                                Suffix{"s", 1'000}, Suffix{"m", 60'000}, Suffix{"h", 3'600'000}};
constexpr std::array isoSuffixes{Suffix{"H", 3'600'000}, Suffix{"M", 60'000}, Suffix{"S", 1'000}, Suffix{"ms", 1},
                                 Suffix{"h", 3'600'000}, Suffix{"m", 60'000}, Suffix{"s", 1'000}};
constexpr double longest = 1e13; // three hundred years

Error refused(const char *source, std::string_view written)
{
    return {.kind = ErrorKind::BadInput, .message = text(source, std::string(written))};
}

// The number at the front, digits and at most one point; `rest` begins behind it.
std::optional<double> number(std::string_view written, std::string_view &rest)
{
    double value = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value, std::chars_format::fixed);
    rest = written.substr(static_cast<std::size_t>(end - written.data()));
    const bool isNumber = fault == std::errc() && !written.empty() && written.front() >= '0' && written.front() <= '9';
    return isNumber ? std::optional(value) : std::nullopt;
}

// A sum of numbers with their suffixes; a bare one at the end has `bare` milliseconds a unit (0: not allowed).
std::optional<double> sum(std::string_view written, std::span<const Suffix> suffixes, double bare)
{
    double total = 0;
    for (std::string_view rest = written; !rest.empty();) {
        const auto value = number(rest, rest);
        const std::size_t size = std::min(rest.find_first_of("0123456789"), rest.size());
        const std::string_view name = rest.substr(0, size);
        const auto suffix = std::ranges::find(suffixes, name.substr(std::min(name.find_first_not_of(' '), name.size())), &Suffix::text);
        if (!value || (suffix == suffixes.end() && (!name.empty() || bare == 0 || rest.size() != size)))
            return std::nullopt;
        total += *value * (suffix == suffixes.end() ? bare : suffix->milliseconds);
        rest = rest.substr(size);
    }
    return written.empty() ? std::nullopt : std::optional(total);
}

std::optional<double> milliseconds(std::string_view written, Unit unit)
{
    switch (unit) {
    case Unit::Milliseconds:
        return sum(written, {}, 1);
    case Unit::Seconds:
        return sum(written, {}, 1'000);
    case Unit::Postgres:
        return sum(written, postgresSuffixes, 1);
    case Unit::Go:
        return written == "0" ? std::optional(0.0) : sum(written, goSuffixes, 0);
    case Unit::Iso:
        break;
    }
    return sum(written.starts_with("PT") ? written.substr(2) : written, isoSuffixes, 1'000);
}

} // namespace

Outcome<std::chrono::milliseconds> readTime(std::string_view written, Unit unit)
{
    const auto value = milliseconds(written, unit);
    if (!value)
        return refused(unit == Unit::Milliseconds ? QT_TRANSLATE_NOOP("core", "“%1” is not a number of milliseconds.")
                       : unit == Unit::Seconds    ? QT_TRANSLATE_NOOP("core", "“%1” is not a number of seconds.")
                                                  : QT_TRANSLATE_NOOP("core", "“%1” is not a time."),
                       written);
    if (*value > longest)
        return refused(QT_TRANSLATE_NOOP("core", "“%1” is too long a time."), written);
    if (std::abs(*value - std::round(*value)) > 1e-6)
        return refused(QT_TRANSLATE_NOOP("core", "“%1” is not a whole number of milliseconds."), written);
    return std::chrono::milliseconds(std::llround(*value));
}

Outcome<int> readNumber(std::string_view written)
{
    int value = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (fault != std::errc() || end != written.data() + written.size())
        return refused(QT_TRANSLATE_NOOP("core", "“%1” is not a whole number."), written);
    return value;
}

} // namespace poolwart
