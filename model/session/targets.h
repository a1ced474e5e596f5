// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/serverstate.h"
#include "model/core/target.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace poolwart {

// Ways to name a server, as the window and the command line accept them. Errors never quote the input, because it may contain a
// password.
Outcome<Target> typedTarget(const QString &uriOrConninfo);
Outcome<Target> serviceTarget(const QString &name);
QStringList serviceNames(); // of the service files, sorted; without duplicates

// The fields of a form; empty ones are left to libpq's defaults.
struct HostForm
{
    QString host;
    QString port;
    QString database;
    QString user;
    QString password;
    QString sslMode;
};
Target formTarget(const HostForm &form);

// The target named by DATABASE_URL or PG* variables, if any.
struct EnvironmentTarget
{
    Target target;
    QString origin;      // "DATABASE_URL" or "PG* variables"
    QString description; // "app@db:5432/shop"
};
Outcome<EnvironmentTarget> environmentTarget();

// Tests a server without affecting the session: connects, reads the limits, disconnects. A new test replaces the previous one.
class TargetProbe : public QObject
{
    Q_OBJECT

public:
    explicit TargetProbe(QObject *parent = nullptr);
    ~TargetProbe() override;

    void start(const Target &target);
    void cancel();
    bool isRunning() const;

Q_SIGNALS:
    void succeeded(const poolwart::ServerSample &seen);
    void failed(const poolwart::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace poolwart
