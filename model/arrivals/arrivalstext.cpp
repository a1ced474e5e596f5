// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/arrivalstext.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

namespace poolwart {

namespace {

using Words = std::vector<std::string_view>;

Words wordsOf(std::string_view written)
{
    Words words;
    while (true) {
        const std::size_t colon = written.find(':');
        words.push_back(written.substr(0, colon));
        if (colon == std::string_view::npos)
            return words;
        written.remove_prefix(colon + 1);
    }
}

// The whole word; not "inf", not "nan".
template <class Number>
bool read(std::string_view word, Number &number)
{
    const char *end = word.data() + word.size();
    const auto [rest, fault] = std::from_chars(word.data(), end, number);
    return fault == std::errc{} && rest == end && std::isfinite(static_cast<double>(number));
}

bool read(std::string_view word, std::chrono::milliseconds &time)
{
    const auto parsed = parseDuration(word);
    if (parsed)
        time = *parsed;
    return parsed.ok();
}

std::optional<OpenLoop> arrivalsOf(const Words &words)
{
    OpenLoop open;
    if (words.size() < 2 || !read(words[1], open.ratePerSecond))
        return std::nullopt;
    if (words[0] == "constant" && words.size() == 2)
        return open;
    if (words[0] == "ramp" && words.size() == 4) {
        auto &ramp = open.shape.emplace<RateRamp>();
        return read(words[2], ramp.toPerSecond) && read(words[3], ramp.over) ? std::optional(open) : std::nullopt;
    }
    if (words[0] == "steps" && words.size() == 5) {
        auto &steps = open.shape.emplace<RateSteps>();
        return read(words[2], steps.increment) && read(words[3], steps.each) && read(words[4], steps.count) ? std::optional(open)
                                                                                                            : std::nullopt;
    }
    if (words[0] == "burst" && words.size() == 5) {
        auto &bursts = open.shape.emplace<RateBursts>();
        return read(words[2], bursts.peakPerSecond) && read(words[3], bursts.period) && read(words[4], bursts.length) ? std::optional(open)
                                                                                                                      : std::nullopt;
    }
    return std::nullopt;
}

std::string numberText(double number)
{
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), written.ptr};
}

std::string shapeText(const SteadyRate &, const std::string &rate)
{
    return "constant:" + rate;
}

std::string shapeText(const RateRamp &ramp, const std::string &rate)
{
    return "ramp:" + rate + ':' + numberText(ramp.toPerSecond) + ':' + formatDuration(ramp.over);
}

std::string shapeText(const RateSteps &steps, const std::string &rate)
{
    return "steps:" + rate + ':' + numberText(steps.increment) + ':' + formatDuration(steps.each) + ':' + std::to_string(steps.count);
}

std::string shapeText(const RateBursts &bursts, const std::string &rate)
{
    return "burst:" + rate + ':' + numberText(bursts.peakPerSecond) + ':' + formatDuration(bursts.period) + ':'
         + formatDuration(bursts.length);
}

} // namespace

Outcome<OpenLoop> parseArrivals(std::string_view written)
{
    const auto open = arrivalsOf(wordsOf(written));
    if (!open)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is no shape of arrivals."), std::string(written)),
                     .hint = text(QT_TRANSLATE_NOOP("core", "Write constant:2000 (requests a second), ramp:100:2000:30s (from, to, over), "
                                                            "steps:100:100:10s:5 (first, increment, each, levels) or burst:100:2000:10s:1s "
                                                            "(base, peak, period, length)."))};
    if (const Done valid = validate(Arrivals(*open)); !valid)
        return valid.error();
    return *open;
}

std::string formatArrivals(const OpenLoop &open)
{
    return std::visit([&open](const auto &shape) { return shapeText(shape, numberText(open.ratePerSecond)); }, open.shape);
}

Outcome<ClosedLoop> parseThinkTime(std::string_view written, ClosedLoop closed)
{
    constexpr std::string_view exponential = "exponential:";
    closed.thinksExponentially = written.starts_with(exponential);
    const auto time = parseDuration(closed.thinksExponentially ? written.substr(exponential.size()) : written);
    if (!time)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is no think time."), std::string(written)),
                     .hint = text(QT_TRANSLATE_NOOP("core", "Write 10ms, always so long, or exponential:10ms, with that mean."))};
    closed.thinkTime = *time;
    if (const Done valid = validate(Arrivals(closed)); !valid)
        return valid.error();
    return closed;
}

} // namespace poolwart
