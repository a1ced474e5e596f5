// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/arrivals.h"

#include "model/core/durationtext.h"
#include "model/core/plan.h"
#include "model/core/text.h"

#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

// Both are written so that NaN is refused too.
bool isRate(double perSecond)
{
    return perSecond >= 0 && perSecond <= limits::maxRatePerSecond;
}

bool isTime(std::chrono::milliseconds time)
{
    return time >= 1ms && time <= limits::maxTime;
}

Done checkRate(const char *field, double perSecond)
{
    if (isRate(perSecond))
        return done();
    return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: the rate must be from 0 to %2 requests per second."), field,
                              static_cast<long long>(limits::maxRatePerSecond)));
}

Done checkTime(const char *field, std::chrono::milliseconds time)
{
    if (isTime(time))
        return done();
    return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: %2 is outside %3 to %4."), field, formatDuration(time), formatDuration(1ms),
                              formatDuration(limits::maxTime)));
}

Error neverARequest(const char *field)
{
    return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: both rates are 0, so no request is ever due."), field));
}

Done checkShape(const SteadyRate &, double perSecond)
{
    if (perSecond > 0 && isRate(perSecond))
        return done();
    return badInputError(text(QT_TRANSLATE_NOOP("core", "rate: it must be above 0 and at most %1 requests per second."),
                              static_cast<long long>(limits::maxRatePerSecond)));
}

Done checkShape(const RateRamp &ramp, double from)
{
    for (const Done &checked : {checkRate("ramp", from), checkRate("ramp", ramp.toPerSecond), checkTime("ramp", ramp.over)}) {
        if (!checked)
            return checked;
    }
    return from > 0 || ramp.toPerSecond > 0 ? done() : Done(neverARequest("ramp"));
}

Done checkShape(const RateSteps &steps, double first)
{
    if (steps.count < 2 || steps.count > limits::maxRateSteps)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "steps: %1 levels are outside %2 to %3."), static_cast<long long>(steps.count),
                                  2LL, static_cast<long long>(limits::maxRateSteps)));
    const double last = first + steps.increment * (steps.count - 1);
    for (const Done &checked : {checkRate("steps", first), checkRate("steps", last), checkTime("steps", steps.each)}) {
        if (!checked)
            return checked;
    }
    return first > 0 || last > 0 ? done() : Done(neverARequest("steps"));
}

Done checkShape(const RateBursts &bursts, double base)
{
    for (const Done &checked : {checkRate("burst", base), checkRate("burst", bursts.peakPerSecond), checkTime("burst", bursts.period),
                                checkTime("burst", bursts.length)}) {
        if (!checked)
            return checked;
    }
    if (bursts.length >= bursts.period)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "burst: its length of %1 must be below the period of %2."),
                                  formatDuration(bursts.length), formatDuration(bursts.period)));
    return base > 0 || bursts.peakPerSecond > 0 ? done() : Done(neverARequest("burst"));
}

Done check(const ClosedLoop &closed)
{
    if (closed.clients < 0 || closed.clients > limits::maxClients)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "clients: %1 is outside %2 to %3."), static_cast<long long>(closed.clients),
                                  0LL, static_cast<long long>(limits::maxClients)));
    if (closed.thinkTime.count() < 0 || closed.thinkTime > limits::maxTime)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "think time: %1 is outside %2 to %3."), formatDuration(closed.thinkTime),
                                  std::string("0s"), formatDuration(limits::maxTime)));
    return done();
}

Done check(const OpenLoop &open)
{
    return std::visit([&open](const auto &shape) { return checkShape(shape, open.ratePerSecond); }, open.shape);
}

template <class... Shapes>
std::vector<RateShape> oneOfEach(const std::variant<Shapes...> &)
{
    return {Shapes()...};
}

} // namespace

std::vector<RateShape> rateShapes()
{
    return oneOfEach(RateShape());
}

ShapeFacts factsOf(const RateShape &shape)
{
    return std::visit([](const auto &one) { return one.facts; }, shape);
}

const char *const shapeExamples =
    QT_TRANSLATE_NOOP("core", "Write constant:2000 (requests per second), ramp:100:2000:30s (from, to, time), "
                              "steps:100:100:10s:5 (first, increment, time, levels) or burst:100:2000:10s:1s (base, peak, "
                              "period, length).");

Done validate(const Arrivals &arrivals)
{
    return std::visit([](const auto &loop) { return check(loop); }, arrivals);
}

} // namespace poolwart
