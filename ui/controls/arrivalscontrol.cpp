// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/arrivalscontrol.h"

#include "model/session/session.h"
#include "model/tables/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

enum Mode { Clients, FixedRate, PoissonRate, Replay }; // the last one is there only while a run is replayed

} // namespace

ArrivalsControl::ArrivalsControl(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_mode(new QComboBox(this))
    , m_value(new QSpinBox(this))
{
    buildLayout();
    showTraffic();
    connectSignals();
}

void ArrivalsControl::buildLayout()
{
    m_mode->setObjectName(u"arrivalsMode"_s);
    m_mode->addItem(tr("Clients"));
    m_mode->addItem(tr("Rate, even"));
    m_mode->addItem(tr("Rate, Poisson"));
    m_mode->setToolTip(tr("Source of the traffic: clients that wait for answers, or a rate of requests"));
    m_mode->setAccessibleName(tr("Kind of arrivals"));
    m_mode->setWhatsThis(tr("Clients form a closed loop: each sends its next request after its last answer, so a slow "
                            "server reduces its own load. A rate is an open loop: requests arrive whether or not earlier "
                            "ones were answered, as requests of users do. Response times of an open loop count from the "
                            "moment at which a request was due and therefore include all waiting."));
    m_value->setObjectName(u"arrivalsValue"_s);
    m_value->setGroupSeparatorShown(true);
    m_value->setKeyboardTracking(false);
    m_value->setAlignment(Qt::AlignRight);
    m_value->setAccessibleName(tr("Clients or requests per second"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_mode);
    row->addWidget(m_value);
    setFocusProxy(m_value);
}

void ArrivalsControl::connectSignals()
{
    connect(m_session, &Session::trafficChanged, this, &ArrivalsControl::showTraffic);
    connect(m_mode, &QComboBox::activated, this, &ArrivalsControl::chooseMode);
    connect(m_value, &QSpinBox::valueChanged, this, &ArrivalsControl::chooseValue);
}

void ArrivalsControl::showTraffic()
{
    const QSignalBlocker quiet(m_value);
    const auto &replay = m_session->traffic().replay;
    showReplay(replay.get());
    if (replay)
        return;
    const auto &arrivals = m_session->traffic().arrivals;
    if (const auto *closed = std::get_if<ClosedLoop>(&arrivals)) {
        m_lastClosed = *closed;
        m_mode->setCurrentIndex(Clients);
        m_value->setSuffix({});
        m_value->setRange(1, limits::maxClients);
        m_value->setToolTip(tr("Number of clients; each waits for its answer before its next request"));
        m_value->setSingleStep(1);
        m_value->setValue(closed->clients);
        return;
    }
    m_lastOpen = std::get<OpenLoop>(arrivals);
    m_mode->setCurrentIndex(m_lastOpen.poisson ? PoissonRate : FixedRate);
    m_value->setSuffix(tr(" /s"));
    const bool isSteady = std::holds_alternative<SteadyRate>(m_lastOpen.shape);
    m_value->setRange(isSteady ? 1 : 0, static_cast<int>(limits::maxRatePerSecond));
    m_value->setToolTip(isSteady ? tr("Requests due per second, whether or not earlier ones were answered") : arrivalsName(arrivals));
    m_value->setSingleStep(std::max(1, static_cast<int>(m_lastOpen.ratePerSecond / 20)));
    m_value->setValue(static_cast<int>(std::lround(m_lastOpen.ratePerSecond)));
}

// Recorded arrivals have no number to set; another mode ends them.
void ArrivalsControl::showReplay(const RecordedArrivals *replay)
{
    m_value->setEnabled(!replay);
    if (!replay) {
        m_mode->removeItem(Replay);
        return;
    }
    const QString name = replayName(replay->source);
    if (m_mode->count() == Replay)
        m_mode->addItem(name);
    m_mode->setItemText(Replay, name);
    m_mode->setCurrentIndex(Replay);
    m_value->setSuffix({});
    m_value->setRange(0, static_cast<int>(limits::maxRecordedArrivals));
    m_value->setToolTip(tr("Recorded requests, sent at their recorded times"));
    m_value->setValue(static_cast<int>(replay->list.size()));
}

void ArrivalsControl::chooseMode()
{
    if (m_mode->currentIndex() == Replay)
        return;
    if (m_mode->currentIndex() == Clients)
        return apply(m_lastClosed);
    m_lastOpen.poisson = m_mode->currentIndex() == PoissonRate;
    apply(m_lastOpen);
}

void ArrivalsControl::chooseValue(int value)
{
    if (m_mode->currentIndex() == Clients) {
        m_lastClosed.clients = value;
        return apply(m_lastClosed);
    }
    m_lastOpen.ratePerSecond = value;
    apply(m_lastOpen);
}

void ArrivalsControl::apply(const Arrivals &arrivals)
{
    if (const Done changed = m_session->setArrivals(arrivals); !changed) {
        showTraffic();
        Q_EMIT refused(changed.error());
    }
}

} // namespace poolwart
