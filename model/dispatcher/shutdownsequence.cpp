// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/shutdownsequence.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr Duration cancelledWithin = std::chrono::seconds(1); // then connections are cut
constexpr Duration closedWithin = std::chrono::seconds(1);    // then the rest is left to the system

} // namespace

bool ShutdownSequence::begin(Duration drainDeadline, TimePoint now)
{
    if (m_phase == ShutdownPhase::Draining)
        m_nextStep = std::min(m_nextStep, now + drainDeadline);
    if (hasBegun())
        return false;
    m_phase = ShutdownPhase::Draining;
    m_nextStep = now + drainDeadline;
    return true;
}

ShutdownSequence::Step ShutdownSequence::next(bool isDrained, TimePoint now)
{
    if (!hasBegun() || isFinished() || (!isDrained && now < m_nextStep))
        return Step::None;
    if (!isDrained && m_phase == ShutdownPhase::Draining) {
        m_phase = ShutdownPhase::Cancelling;
        m_nextStep = now + cancelledWithin;
        return Step::CancelAll;
    }
    if (!isDrained && m_phase == ShutdownPhase::Cancelling) {
        m_phase = ShutdownPhase::Closing;
        m_nextStep = now + closedWithin;
        return Step::CutAll;
    }
    m_phase = ShutdownPhase::Finished; // a connection that cannot even be closed is left to the system
    return Step::Finish;
}

} // namespace poolwart
