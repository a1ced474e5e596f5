// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/runfigures.h"
#include "model/figures/shutdownreport.h"
#include "model/figures/snapshot.h"

#include <cstdint>

namespace poolwart {

// The steps of a graceful shutdown, each with a deadline: drain, cancel, cut, finish. Counts what became of the requests.
class ShutdownSequence
{
public:
    enum class Step : std::uint8_t { None, CancelAll, CutAll, Finish };

    // False: it had begun before; then the deadline can only become earlier.
    bool begin(Duration drainDeadline, TimePoint now);
    // The step that is due, once. `isDrained`: no pool has a connection left.
    Step next(bool isDrained, TimePoint now);

    ShutdownPhase phase() const { return m_phase; }
    bool hasBegun() const { return m_phase != ShutdownPhase::None; }
    bool isFinished() const { return m_phase == ShutdownPhase::Finished; }

    void countEnding(Ending ending)
    {
        m_report.drained += ending == Ending::Completed || ending == Ending::Failed;
        m_report.cancelled += ending == Ending::Cancelled;
    }
    void countCut() { ++m_report.cut; }
    const ShutdownReport &report() const { return m_report; } // without the backends left and the time it took

private:
    ShutdownPhase m_phase = ShutdownPhase::None;
    TimePoint m_nextStep = TimePoint::max();
    ShutdownReport m_report;
};

} // namespace poolwart
