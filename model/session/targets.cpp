// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/targets.h"

#include "model/server/connection/target.h"
#include "model/server/monitor/monitor.h"
#include "model/session/worker.h"

#include <QDir>
#include <QFile>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

void addSections(QStringList &names, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine(4096)).trimmed();
        if (line.startsWith(u'[') && line.endsWith(u']'))
            names << line.sliced(1, line.size() - 2);
    }
}

} // namespace

Outcome<Target> typedTarget(const QString &uriOrConninfo)
{
    const Outcome<ParsedTarget> parsed = targetFromApplicationUrl(uriOrConninfo.trimmed().toStdString());
    if (!parsed)
        return targetFromText(uriOrConninfo.trimmed().toStdString());
    return parsed->target;
}

Outcome<Target> serviceTarget(const QString &name)
{
    return targetFromService(name.trimmed().toStdString());
}

QStringList serviceNames()
{
    QStringList names;
    const QString own = qEnvironmentVariable("PGSERVICEFILE", QDir::homePath() + u"/.pg_service.conf"_s);
    const QString system = qEnvironmentVariable("PGSYSCONFDIR", u"/etc/postgresql-common"_s) + u"/pg_service.conf"_s;
    addSections(names, own);
    addSections(names, system);
    names.sort();
    names.removeDuplicates();
    return names;
}

Target formTarget(const HostForm &form)
{
    Target target;
    const auto put = [&target](const char *key, const QString &value) {
        if (!value.trimmed().isEmpty())
            target.parameters[key] = value.trimmed().toStdString();
    };
    put("host", form.host);
    put("port", form.port);
    put("dbname", form.database);
    put("user", form.user);
    put("sslmode", form.sslMode);
    if (!form.password.isEmpty())
        target.password = Secret(form.password.toStdString());
    return target;
}

Outcome<EnvironmentTarget> environmentTarget()
{
    const Outcome<ParsedTarget> found = targetFromEnvironment();
    if (!found)
        return found.error();
    return EnvironmentTarget{.target = found->target,
                             .origin = QString::fromStdString(found->origin),
                             .description = QString::fromStdString(describeTarget(found->target))};
}

class TargetProbe::Private
{
public:
    bool isRunning = false;
    Worker worker;
};

TargetProbe::TargetProbe(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{}

TargetProbe::~TargetProbe() = default;

void TargetProbe::start(const Target &target)
{
    cancel();
    d->isRunning = true;
    d->worker.start([target](const std::stop_token &stop) { return probe(target, probeTimeout, stop); },
                    [this](const Outcome<ServerSample> &seen) {
                        d->isRunning = false;
                        if (seen)
                            Q_EMIT succeeded(*seen);
                        else
                            Q_EMIT failed(seen.error());
                    });
}

void TargetProbe::cancel()
{
    d->worker.cancelAll();
    d->isRunning = false;
}

bool TargetProbe::isRunning() const
{
    return d->isRunning;
}

} // namespace poolwart
