// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/runfigures.h"

namespace poolwart {

void LatencyFigure::endSecond()
{
    m_recent = m_second.summary();
    m_before.add(m_second);
    m_second.reset();
}

void LatencyFigure::reset()
{
    m_before.reset();
    m_second.reset();
}

Histogram LatencyFigure::all() const
{
    Histogram all = m_before;
    all.add(m_second);
    return all;
}

void RunFigures::endSecond()
{
    m_acquire.endSecond();
    m_service.endSecond();
    m_response.endSecond();
}

void RunFigures::reset()
{
    m_counts = {};
    m_acquire.reset();
    m_service.reset();
    m_response.reset();
}

} // namespace poolwart
