// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/outcome.h"
#include "model/core/random.h"

#include <string>
#include <string_view>

namespace poolwart {

// The service time of a statement on a modelled server.
struct ServiceTime
{
    enum class Shape { Constant, Exponential, Lognormal, Uniform };

    Shape shape = Shape::Exponential;
    Duration mean = std::chrono::milliseconds(10);
    double variation = 1; // of Lognormal: standard deviation divided by mean
    Duration least{0};    // of Uniform, whose mean is the middle
    Duration most{0};

    Duration draw(Random &random) const;

    bool operator==(const ServiceTime &) const = default;
};

// Parses "constant:10ms", "exponential:10ms" (mean), "lognormal:10ms:0.5" (mean, standard deviation divided by mean) or
// "uniform:5ms:15ms". Times as 250us, 10ms or 1.5s, from 1 us to 1 h.
Outcome<ServiceTime> parseServiceTime(std::string_view text);

// The canonical text, which parseServiceTime() reads back.
std::string serviceTimeText(const ServiceTime &time);

} // namespace poolwart
