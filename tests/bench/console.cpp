// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/console.h"

#include "tests/support/program.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace poolwart {

ConsoleFigures runConsole(const Target &target, const ConsoleLoad &load)
{
    const auto text = [](int value) { return QString::number(value); };
    const Program::Result result =
        Program::run({u"run"_s, u"--target"_s, targetUri(target), u"--json"_s, u"--pools"_s, text(load.pools), u"--slots"_s,
                      text(load.slots), load.rate ? u"--rate"_s : u"--clients"_s, text(load.rate ? load.rate : load.clients),
                      u"--protocol"_s, u"prepared"_s, u"--warmup"_s, text(load.warmup) + u's', u"--duration"_s, text(load.seconds) + u's'});
    const QJsonObject run = QJsonDocument::fromJson(result.out).object();
    const QJsonObject requests = run[u"requests"].toObject();
    if (result.exitCode != 0 || requests[u"completed"].toDouble() <= 0
        || requests[u"completed"].toDouble() != requests[u"offered"].toDouble())
        qFatal("poolwart run: exit code %d\n%s%s", result.exitCode, result.err.constData(), result.out.constData());
    const QJsonObject generator = run[u"generator"].toObject();
    const QJsonObject response = run[u"latency_us"].toObject()[u"response"].toObject();
    return {.perSecond = run[u"throughput_per_s"].toDouble(),
            .cpuMicrosPerRequest = generator[u"cpu_us_per_request"].toDouble(),
            .lagP99Micros = generator[u"schedule_lag_us"].toObject()[u"p99"].toDouble(),
            .responseP50Micros = response[u"p50"].toDouble(),
            .responseP99Micros = response[u"p99"].toDouble(),
            .verdict = generator[u"verdict"].toString().toStdString()};
}

} // namespace poolwart
