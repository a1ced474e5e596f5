// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/servicetime.h"

#include "model/core/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

namespace poolwart {

namespace {

using namespace std::chrono_literals;
using Shape = ServiceTime::Shape;

struct Unit
{
    std::string_view suffix;
    double nanoseconds;
};
constexpr std::array units{Unit{"us", 1e3}, Unit{"ms", 1e6}, Unit{"s", 1e9}};
constexpr Duration shortest = 1us;
constexpr Duration longest = 1h;
constexpr double widest = 100; // standard deviations a mean may have: beyond any server

Error notAModel(std::string_view written)
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not a service time model."), std::string(written)),
            .hint =
                text(QT_TRANSLATE_NOOP("core", "Write constant:10ms, exponential:10ms (mean), lognormal:10ms:0.5 (mean, standard deviation "
                                               "divided by mean) or uniform:5ms:15ms, with times from 1us to 1h in us, ms or s."))};
}

std::vector<std::string_view> parts(std::string_view written)
{
    std::vector<std::string_view> found;
    while (true) {
        const std::size_t colon = written.find(':');
        found.push_back(written.substr(0, colon));
        if (colon == std::string_view::npos)
            return found;
        written.remove_prefix(colon + 1);
    }
}

// A number and what follows it; not "inf", not "nan", not negative.
std::optional<std::pair<double, std::string_view>> leadingNumber(std::string_view written)
{
    double number = 0;
    const char *end = written.data() + written.size();
    const auto [rest, fault] = std::from_chars(written.data(), end, number, std::chars_format::fixed);
    if (fault != std::errc{} || !std::isfinite(number) || number < 0)
        return std::nullopt;
    return std::pair(number, std::string_view(rest, static_cast<std::size_t>(end - rest)));
}

std::optional<Duration> timeOf(std::string_view written)
{
    const auto number = leadingNumber(written);
    if (!number)
        return std::nullopt;
    for (const Unit &unit : units) {
        if (number->second != unit.suffix || number->first > 1e9)
            continue;
        const Duration time(std::llround(number->first * unit.nanoseconds));
        return time >= shortest && time <= longest ? std::optional(time) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<ServiceTime> modelOf(const std::vector<std::string_view> &words)
{
    const auto first = words.size() > 1 ? timeOf(words[1]) : std::nullopt;
    if (!first)
        return std::nullopt;
    if (words.size() == 2 && words[0] == "constant")
        return ServiceTime{.shape = Shape::Constant, .mean = *first};
    if (words.size() == 2 && words[0] == "exponential")
        return ServiceTime{.shape = Shape::Exponential, .mean = *first};
    if (words.size() == 3 && words[0] == "lognormal") {
        const auto variation = leadingNumber(words[2]);
        if (variation && variation->second.empty() && variation->first > 0 && variation->first <= widest)
            return ServiceTime{.shape = Shape::Lognormal, .mean = *first, .variation = variation->first};
    }
    if (words.size() == 3 && words[0] == "uniform") {
        const auto second = timeOf(words[2]);
        if (second && *second >= *first)
            return ServiceTime{.shape = Shape::Uniform, .mean = *first + (*second - *first) / 2, .least = *first, .most = *second};
    }
    return std::nullopt;
}

std::string numberText(double number)
{
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), written.ptr};
}

std::string timeText(Duration time)
{
    const Unit &unit = time >= 1s ? units[2] : time >= 1ms ? units[1] : units[0];
    return numberText(static_cast<double>(time.count()) / unit.nanoseconds) + std::string(unit.suffix);
}

// A standard normal number by Box and Muller; the second one of each pair is not used, so that a draw has no memory.
double normal(Random &random)
{
    const double radius = std::sqrt(-2.0 * std::log1p(-random.uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * random.uniform());
}

double nanoseconds(const ServiceTime &time, Random &random)
{
    const auto mean = static_cast<double>(time.mean.count());
    switch (time.shape) {
    case Shape::Constant:
        return mean;
    case Shape::Exponential:
        return random.exponential(mean);
    case Shape::Lognormal: {
        const double squared = std::log1p(time.variation * time.variation);
        return mean * std::exp(std::sqrt(squared) * normal(random) - squared / 2);
    }
    case Shape::Uniform:
        return static_cast<double>(time.least.count()) + static_cast<double>((time.most - time.least).count()) * random.uniform();
    }
    return mean;
}

} // namespace

Duration ServiceTime::draw(Random &random) const
{
    constexpr double bound = 24.0 * 3600 * 1e9; // whatever the tail brings, time must not overflow
    return Duration(static_cast<Duration::rep>(std::min(nanoseconds(*this, random), bound)));
}

Outcome<ServiceTime> parseServiceTime(std::string_view written)
{
    if (const auto model = modelOf(parts(written)))
        return *model;
    return notAModel(written);
}

std::string serviceTimeText(const ServiceTime &time)
{
    switch (time.shape) {
    case Shape::Constant:
        return "constant:" + timeText(time.mean);
    case Shape::Exponential:
        return "exponential:" + timeText(time.mean);
    case Shape::Lognormal:
        return "lognormal:" + timeText(time.mean) + ':' + numberText(time.variation);
    case Shape::Uniform:
        return "uniform:" + timeText(time.least) + ':' + timeText(time.most);
    }
    return {};
}

} // namespace poolwart
