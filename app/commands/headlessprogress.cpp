// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says on standard error while it goes on.
#include "app/commands/headlessrun.h"

#include "model/core/errortext.h"
#include "model/tables/format.h"

#include <QLocale>

namespace poolwart {

// What ends the run is told last, with what to do; the session's other failures are on standard error already.
bool HeadlessRun::isSaidElsewhere(const Event &event) const
{
    if (event.kind != EventKind::Failure)
        return false;
    return (m_failure && event.detail == eventText(*m_failure)) || m_saidFailures.contains(event.detail);
}

void HeadlessRun::onEvents(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        if (event.kind == EventKind::Query)
            tellQuery(event);
        if (isSaidElsewhere(event) || !m_notes.isToldNow(event))
            continue;
        m_progress.clear();
        printNote(eventLine(event));
    }
}

void HeadlessRun::showProgress()
{
    if (const QString text = progressText(); !text.isEmpty())
        m_progress.show(text);
}

QString HeadlessRun::progressText() const
{
    const Snapshot &snapshot = m_session.snapshot();
    const QString inPhase = QLocale().toString(inSeconds(snapshot.at - m_phaseSince), 'f', 1); // steady width
    const auto of = [](std::chrono::milliseconds time) { return formatSetting(time); };
    switch (m_phase) {
    case Phase::Connecting:
        return {};
    case Phase::Opening: {
        int open = 0;
        for (const PoolSnapshot &pool : snapshot.pools)
            open += pool.open;
        return tr("opening: %1 of %2 slots").arg(open).arg(committedSlots(m_options.plan));
    }
    case Phase::WarmingUp:
        return tr("warming up: %1 s of %2").arg(inPhase, of(m_options.warmup));
    case Phase::Measuring:
        return tr("measuring: %1 s of %2, %3 requests, %4 waiting")
            .arg(inPhase, of(m_options.duration), formatCount(snapshot.requests.completed), formatCount(snapshot.waiting));
    case Phase::ShuttingDown:
        return tr("shutting down: %1 requests running").arg(formatCount(snapshot.inFlight + snapshot.waiting));
    }
    return {};
}

} // namespace poolwart
