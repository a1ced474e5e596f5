// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/runfigures.h"

namespace poolwart {

void RunFigures::rollWindow()
{
    m_lastAcquire = m_windowAcquire.summary();
    m_lastService = m_windowService.summary();
    m_lastResponse = m_windowResponse.summary();
    m_windowAcquire.reset();
    m_windowService.reset();
    m_windowResponse.reset();
}

void RunFigures::reset()
{
    m_counts = {};
    m_acquire.reset();
    m_service.reset();
    m_response.reset();
    m_errors.clear();
}

} // namespace poolwart
