// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/trafficactions.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/actions/newaction.h"
#include "ui/controls/messagebar.h"

#include <QAction>
#include <QLocale>

namespace poolwart {

using namespace Qt::StringLiterals;

TrafficActions::TrafficActions(Session *session, QObject *parent)
    : QObject(parent)
    , start(newAction(this, {.name = u"startTraffic"_s,
                             .text = tr("&Start"),
                             .toolTip = tr("Start the traffic, or continue after a pause"),
                             .whatsThis = tr("Sends requests through the pools as set on the Traffic page: from clients that each wait "
                                             "for their answer, or at a rate per second that does not depend on the answers. All settings "
                                             "can be changed while the traffic runs."),
                             .shortcut = Qt::Key_F5,
                             .glyph = Glyph::Play}))
    , pause(newAction(this, {.name = u"pauseTraffic"_s,
                             .text = tr("&Pause"),
                             .toolTip = tr("Pause the traffic; connections stay open"),
                             .whatsThis = tr("No new requests are sent until Start. Running requests are finished, and the pools keep "
                                             "their connections."),
                             .shortcut = Qt::Key_F6,
                             .glyph = Glyph::Pause}))
    , stop(newAction(this, {.name = u"stopTraffic"_s,
                            .text = tr("S&top"),
                            .toolTip = tr("Stop the traffic; connections stay open"),
                            .whatsThis = tr("Ends the run: running requests are finished. The figures stay until they are reset or the "
                                            "traffic is started again."),
                            .shortcut = Qt::SHIFT | Qt::Key_F5,
                            .glyph = Glyph::Stop}))
    , resetFigures(
          newAction(this, {.name = u"resetFigures"_s,
                           .text = tr("&Reset the figures"),
                           .toolTip = tr("Reset counters and percentiles"),
                           .whatsThis = tr("Resets all counters, peaks and percentiles, for example after a warm-up. Connections and "
                                           "traffic are not affected."),
                           .shortcut = Qt::CTRL | Qt::Key_R,
                           .glyph = Glyph::Reset}))
    , m_session(session)
{
    connect(start, &QAction::triggered, this, &TrafficActions::begin);
    connect(pause, &QAction::triggered, session, &Session::pauseTraffic);
    connect(stop, &QAction::triggered, session, &Session::stopTraffic);
    connect(resetFigures, &QAction::triggered, session, &Session::resetFigures);
    connect(session, &Session::refreshed, this, &TrafficActions::updateEnabled);
    connect(session, &Session::refreshed, this, &TrafficActions::tellFailureStop);
    connect(session, &Session::stateChanged, this, &TrafficActions::updateEnabled);
    updateEnabled();
}

// What may not write here is asked about before its first request, not told of by as many errors as there are requests.
void TrafficActions::begin()
{
    const Done allowed = m_session->checkStart();
    if (allowed) {
        Q_EMIT begun();
        return m_session->startTraffic();
    }
    Message message = messageOf(allowed.error());
    offerToAllowWrites(message);
    Q_EMIT messageRaised(message);
}

void TrafficActions::offerToAllowWrites(Message &message) const
{
    message.actionText = tr("Allow writes and start");
    message.action = [session = m_session, target = m_session->target()] {
        if (target)
            session->allowWrites(*target);
        session->startTraffic();
    };
}

void TrafficActions::updateEnabled()
{
    const bool isConnected = m_session->state() == Session::State::Connected;
    const TrafficState traffic = m_session->snapshot().traffic;
    start->setEnabled(isConnected && traffic != TrafficState::Running);
    pause->setEnabled(isConnected && traffic == TrafficState::Running);
    stop->setEnabled(isConnected && traffic != TrafficState::Stopped);
    resetFigures->setEnabled(isConnected);
}

// Once for each stop.
void TrafficActions::tellFailureStop()
{
    const auto &seen = m_session->snapshot().failureStop;
    const bool isNews = seen && !m_hasToldStop;
    m_hasToldStop = seen.has_value();
    if (!isNews)
        return;
    const auto perSecond = QLocale().toString(static_cast<double>(seen->failed) / 2, 'f', 0);
    const auto share = formatPercent(static_cast<double>(seen->failed) / static_cast<double>(seen->answered));
    Message message{.severity = Severity::Error,
                    .text = tr("The traffic was stopped: %1 of the requests failed, %2 per second, most of them with %3: %4")
                                .arg(share, perSecond, sqlStateText(seen->sqlState), QString::fromStdString(seen->firstText).simplified()),
                    .details = {},
                    .actionText = tr("Continue anyway"),
                    .action = [session = m_session] { session->startTraffic(FailureLimit::None); }};
    if (seen->sqlState == "25006" && !m_session->mayWrite()) // a function writes, which no word of the script tells
        offerToAllowWrites(message);
    Q_EMIT messageRaised(message);
}

} // namespace poolwart
