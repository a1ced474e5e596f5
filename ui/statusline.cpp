// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/controls/displaypause.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace poolwart {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

double completedPerSecond(const History &history)
{
    double sum = 0;
    int samples = 0;
    const auto &points = history.points();
    for (auto point = points.rbegin(); point != points.rend() && points.back().at - point->at < 1s; ++point) {
        sum += point->completedPerSecond;
        ++samples;
    }
    return samples == 0 ? 0 : sum / samples;
}

QString sign(QChar shape, const QColor &colour)
{
    return u"<span style='color:%1'>%2</span> "_s.arg(colour.name(), shape);
}

QString dot(const QColor &colour)
{
    return sign(u'●', colour);
}

// A shape and a colour for each grade, beside its word.
QString signOf(HealthGrade grade, const QPalette &palette)
{
    switch (grade) {
    case HealthGrade::Good:
        return dot(goodColour(palette));
    case HealthGrade::Degraded:
        return sign(u'▲', warningColour(palette));
    case HealthGrade::Invalid:
        return sign(u'■', lossColour(palette));
    }
    Q_UNREACHABLE();
}

} // namespace

StatusLine::StatusLine(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_displayPause(displayPause)
{
    setObjectName(u"statusLine"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(24);
    m_health = addField(u"generatorHealth"_s, tr("Health of the load generator"),
                        tr("A late or overloaded load generator distorts the figures. Lag is the delay between the due "
                           "time of a request and its sending, in an open loop; the engine’s share is relative to one "
                           "core. Good: the figures are those of the server. Degraded: the load generator may have "
                           "influenced them. Invalid: the load generator was overloaded, so the figures are unreliable. "
                           "The tooltip and the run file give the reason."));
    m_throughput = addField(u"throughput"_s, tr("Requests completed per second, over the last second"),
                            tr("Completed requests of all pools; failed, rejected and timed out requests are not counted."));
    row->addStretch(1);
    m_connections =
        addField(u"connectionsInUse"_s, tr("Connections of this run seen by the server, of the connections that an ordinary role can use"),
                 tr("Usable is max_connections minus the reserved connections, at most the limits of the role "
                    "and the database. The number of connections comes from pg_stat_activity."));
    m_badge = addField(u"liveBadge"_s, tr("Whether the display is live or paused; Space switches"), {});
    connect(session, &Session::refreshed, this, &StatusLine::refresh);
    connect(displayPause, &DisplayPause::changed, this, &StatusLine::showBadge);
    showBadge();
}

QLabel *StatusLine::addField(const QString &name, const QString &toolTip, const QString &whatsThis)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setToolTip(toolTip);
    label->setWhatsThis(whatsThis.isEmpty() ? toolTip : whatsThis);
    layout()->addWidget(label);
    return label;
}

void StatusLine::refresh()
{
    if (m_shownAt.isValid() && m_shownAt.elapsed() < 480)
        return;
    m_shownAt.start();
    showBadge();
    if (m_displayPause->isFrozen())
        return;
    showHealth();
    showThroughput();
    showConnections();
}

void StatusLine::showHealth()
{
    const Snapshot &snapshot = m_session->snapshot();
    const GeneratorHealth &health = snapshot.health;
    if (snapshot.traffic != TrafficState::Running) {
        m_health->setText(tr("generator %1").arg(stateName(snapshot.traffic)));
        return;
    }
    const HealthVerdict verdict = judgeRecent(health);
    QString text = tr("generator %1").arg(gradeName(verdict.grade));
    if (std::holds_alternative<OpenLoop>(m_session->traffic().arrivals))
        text += tr(" · lag p99 %1").arg(formatTime(health.recentLagP99));
    text += tr(" · engine %1").arg(formatPercent(health.engineCpuShare));
    m_health->setText(signOf(verdict.grade, palette()) + text);
    m_health->setToolTip(healthText(verdict, judge(health, snapshot.response, snapshot.requests)));
}

// The reasons, for the last second and for the run.
QString StatusLine::healthText(const HealthVerdict &recent, const HealthVerdict &run) const
{
    if (recent.grade == HealthGrade::Good && run.grade == HealthGrade::Good)
        return tr("Health of the load generator");
    QStringList lines;
    if (!recent.reason.empty())
        lines << tr("Now %1: %2").arg(gradeName(recent.grade), QString::fromStdString(recent.reason));
    if (!run.reason.empty())
        lines << tr("Over the run %1: %2").arg(gradeName(run.grade), QString::fromStdString(run.reason));
    return u"<p>"_s + lines.join(u"</p><p>"_s) + u"</p>"_s; // as rich text it wraps
}

void StatusLine::showThroughput()
{
    const bool isConnected = m_session->state() == Session::State::Connected;
    m_throughput->setText(isConnected ? tr("%1/s").arg(formatNumber(completedPerSecond(m_session->history()))) : QString());
}

void StatusLine::showConnections()
{
    const ServerSample &server = m_session->server();
    if (m_session->state() == Session::State::Disconnected) {
        m_connections->setText(tr("no server"));
        return;
    }
    if (!server.connected) {
        m_connections->setText(dot(lossColour(palette())) + tr("server not reachable"));
        return;
    }
    m_connections->setText(
        tr("%1 of %2 usable")
            .arg(formatCount(static_cast<std::uint64_t>(server.ours)), formatCount(static_cast<std::uint64_t>(server.limits.usable()))));
}

void StatusLine::showBadge()
{
    m_badge->setText(m_displayPause->isFrozen()
                         ? dot(warningColour(palette())) + tr("paused for %1").arg(formatAge(m_displayPause->forHowLong()))
                         : tr("live"));
}

} // namespace poolwart
