// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/arrivalstext.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

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

// "shape:rate:…", with the shape's figures in their order.
std::optional<OpenLoop> arrivalsOf(const Words &words)
{
    OpenLoop open;
    if (words.size() < 2 || !read(words[1], open.ratePerSecond))
        return std::nullopt;
    for (const RateShape &shape : rateShapes()) {
        if (words[0] == factsOf(shape).word)
            open.shape = shape;
    }
    std::size_t next = 2;
    bool isRead = words[0] == factsOf(open.shape).word;
    const auto readFigure = [&](const ShapeFigure &, auto &figure) {
        isRead = isRead && next < words.size() && read(words[next], figure);
        ++next;
    };
    std::visit([&readFigure](auto &shape) { shape.figures(shape, readFigure); }, open.shape);
    return isRead && next == words.size() ? std::optional(open) : std::nullopt;
}

} // namespace

Outcome<OpenLoop> parseArrivals(std::string_view written)
{
    const auto open = arrivalsOf(wordsOf(written));
    if (!open)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not an arrival shape."), std::string(written)),
                     .hint = text(shapeExamples)};
    if (const Done valid = validate(Arrivals(*open)); !valid)
        return valid.error();
    return *open;
}

Outcome<ClosedLoop> parseThinkTime(std::string_view written, ClosedLoop closed)
{
    constexpr std::string_view exponential = "exponential:";
    closed.thinksExponentially = written.starts_with(exponential);
    const auto time = parseDuration(closed.thinksExponentially ? written.substr(exponential.size()) : written);
    if (!time)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not a think time."), std::string(written)),
                     .hint = text(QT_TRANSLATE_NOOP("core", "Write 10ms for a fixed think time or exponential:10ms for a mean."))};
    closed.thinkTime = *time;
    if (const Done valid = validate(Arrivals(closed)); !valid)
        return valid.error();
    return closed;
}

} // namespace poolwart
