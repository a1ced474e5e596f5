// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/arrivalrecorder.h"

#include <algorithm>
#include <utility>

namespace poolwart {

void ArrivalRecorder::begin(TimePoint now)
{
    m_isRecording = m_isOn;
    m_recorded = 0;
    m_since = now;
    m_second.leftOut = 0;
    m_second.arrivals.clear();
}

void ArrivalRecorder::record(TimePoint intended, RequestKind kind)
{
    if (m_recorded >= limits::maxRecordedArrivals) {
        ++m_second.leftOut;
        return;
    }
    ++m_recorded;
    m_second.arrivals.push_back({.at = std::max(Duration(0), intended - m_since), .kind = kind});
}

void ArrivalRecorder::forget()
{
    m_second.leftOut += m_second.arrivals.size();
    m_second.arrivals.clear();
}

ArrivalRecorder::Second ArrivalRecorder::take()
{
    Second taken = std::exchange(m_second, {});
    m_second.arrivals.reserve(taken.arrivals.size() + taken.arrivals.size() / 4); // so that the next second allocates nothing
    return taken;
}

} // namespace poolwart
