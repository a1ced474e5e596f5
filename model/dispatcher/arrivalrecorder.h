// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/recordedarrivals.h"
#include "model/core/clock.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolwart {

// Records when each request was due and of which kind it was, second by second. Beyond limits::maxRecordedArrivals in one
// measurement they are only counted.
class ArrivalRecorder
{
public:
    struct Second
    {
        std::vector<RecordedArrival> arrivals;
        std::uint64_t leftOut = 0;
    };

    void setOn(bool on) { m_isOn = on; } // from the next begin() on
    void begin(TimePoint now);           // a measurement, or a start of the traffic: times count from here
    bool isRecording() const { return m_isRecording; }
    void record(TimePoint intended, RequestKind kind);
    // The workload is another now: the arrivals of this second count as left out.
    void forget();
    Second take();

private:
    bool m_isOn = false;
    bool m_isRecording = false;
    TimePoint m_since{};
    std::size_t m_recorded = 0; // since begin()
    Second m_second;
};

} // namespace poolwart
