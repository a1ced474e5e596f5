// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <chrono>

namespace poolwart {

// Engine time: what has passed on the steady clock since the engine's start.
class EngineTime
{
public:
    TimePoint now() const { return at(std::chrono::steady_clock::now()); }
    TimePoint at(std::chrono::steady_clock::time_point steady) const { return TimePoint(steady - m_start); }
    std::chrono::steady_clock::time_point steady(TimePoint at) const { return m_start + at.time_since_epoch(); }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace poolwart
