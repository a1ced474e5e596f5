// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/tables/format.h"
#include "model/tables/shown.h"

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

QString rateText(const OpenLoop &open, const SteadyRate &)
{
    return shown(QT_TRANSLATE_NOOP("core", "%1/s")).arg(formatNumber(open.ratePerSecond));
}

QString rateText(const OpenLoop &open, const RateRamp &ramp)
{
    return shown(QT_TRANSLATE_NOOP("core", "%1 to %2/s in %3"))
        .arg(formatNumber(open.ratePerSecond), formatNumber(ramp.toPerSecond), formatSetting(ramp.over));
}

QString rateText(const OpenLoop &open, const RateSteps &steps)
{
    const double last = open.ratePerSecond + steps.increment * (steps.count - 1);
    return shown(QT_TRANSLATE_NOOP("core", "%1 to %2/s in %3 steps of %4"))
        .arg(formatNumber(open.ratePerSecond), formatNumber(last), QString::number(steps.count), formatSetting(steps.each));
}

QString rateText(const OpenLoop &open, const RateBursts &bursts)
{
    return shown(QT_TRANSLATE_NOOP("core", "%1/s, %2/s for %3 in %4"))
        .arg(formatNumber(open.ratePerSecond), formatNumber(bursts.peakPerSecond), formatSetting(bursts.length),
             formatSetting(bursts.period));
}

QString nameOf(const OpenLoop &open)
{
    const QString rate = std::visit([&open](const auto &shape) { return rateText(open, shape); }, open.shape);
    return (open.poisson ? shown(QT_TRANSLATE_NOOP("core", "%1, open loop, Poisson"))
                         : shown(QT_TRANSLATE_NOOP("core", "%1, open loop, even")))
        .arg(rate);
}

QString nameOf(const ClosedLoop &closed)
{
    const QString clients = QCoreApplication::translate("core", "%n client(s), closed loop", nullptr, closed.clients);
    if (closed.thinkTime.count() == 0)
        return clients;
    const char *thinking =
        closed.thinksExponentially ? QT_TRANSLATE_NOOP("core", "%1, mean think time %2") : QT_TRANSLATE_NOOP("core", "%1, think time %2");
    return shown(thinking).arg(clients, formatSetting(closed.thinkTime));
}

} // namespace

QString replayName(const std::string &source)
{
    return shown(QT_TRANSLATE_NOOP("core", "replay of %1")).arg(QString::fromStdString(source).section(u'/', -1));
}

QString trafficName(const TrafficPlan &traffic)
{
    return traffic.replay ? replayName(traffic.replay->source) : arrivalsName(traffic.arrivals);
}

QString arrivalsName(const Arrivals &arrivals)
{
    return std::visit([](const auto &loop) { return nameOf(loop); }, arrivals);
}

} // namespace poolwart
