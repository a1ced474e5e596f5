// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/trafficactions.h"

#include "model/session/session.h"
#include "ui/actions/newaction.h"

#include <QAction>

namespace poolwart {

using namespace Qt::StringLiterals;

TrafficActions::TrafficActions(Session *session, QObject *parent)
    : QObject(parent)
    , start(newAction(this,
                      {.name = u"startTraffic"_s,
                       .text = tr("&Start"),
                       .toolTip = tr("Start the traffic, or go on after a pause"),
                       .whatsThis = tr("Sends requests through the pools as the Traffic page says: so many clients that "
                                       "each wait for their answer, or so many requests a second whatever becomes of "
                                       "them. All settings can be changed while it runs."),
                       .shortcut = Qt::Key_F5,
                       .glyph = Glyph::Play}))
    , pause(newAction(this,
                      {.name = u"pauseTraffic"_s,
                       .text = tr("&Pause"),
                       .toolTip = tr("Pause the traffic; connections stay open"),
                       .whatsThis = tr("No new requests are sent until Start. Requests that are under way are finished, "
                                       "and the pools keep their connections."),
                       .shortcut = Qt::Key_F6,
                       .glyph = Glyph::Pause}))
    , stop(newAction(this,
                     {.name = u"stopTraffic"_s,
                      .text = tr("S&top"),
                      .toolTip = tr("Stop the traffic; connections stay open"),
                      .whatsThis = tr("Ends the run: requests that are under way are finished, clients go away. The "
                                      "figures stay until they are reset or the traffic is started again."),
                      .shortcut = Qt::SHIFT | Qt::Key_F5,
                      .glyph = Glyph::Stop}))
    , resetFigures(newAction(this,
                             {.name = u"resetFigures"_s,
                              .text = tr("&Reset the figures"),
                              .toolTip = tr("Begin counters and percentiles anew"),
                              .whatsThis = tr("Sets all counters, peaks and percentiles back, as after a warm-up. "
                                              "Connections and traffic are untouched."),
                              .shortcut = Qt::CTRL | Qt::Key_R,
                              .glyph = Glyph::Reset}))
    , m_session(session)
{
    connect(start, &QAction::triggered, session, &Session::startTraffic);
    connect(pause, &QAction::triggered, session, &Session::pauseTraffic);
    connect(stop, &QAction::triggered, session, &Session::stopTraffic);
    connect(resetFigures, &QAction::triggered, session, &Session::resetFigures);
    connect(session, &Session::refreshed, this, &TrafficActions::updateEnabled);
    connect(session, &Session::stateChanged, this, &TrafficActions::updateEnabled);
    updateEnabled();
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

} // namespace poolwart
