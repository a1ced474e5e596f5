// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/planfile.h"
#include "model/store/runfile.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/support/program.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

namespace poolwart {

namespace exitcodes { // as the manual says them
inline constexpr int ok = 0;
inline constexpr int badInput = 1;
inline constexpr int cannotConnect = 2;
inline constexpr int cut = 3;
inline constexpr int overBudget = 4;
} // namespace exitcodes

// What the tests of `poolwart run` share: one server, and runs on it with a run file.
class RunFixture : public QObject
{
protected:
    std::unique_ptr<TestServer> m_server = std::make_unique<TestServer>();
    QTemporaryDir m_folder;

    QString target() const { return targetUri(m_server->target()); }
    QString outFile() const { return m_folder.filePath(QStringLiteral("run.json")); }

    // A short run on the test's server, with a run file. Without a warm-up: each request counts, however slow the machine.
    QStringList arguments(const QStringList &more) const
    {
        return QStringList{QStringLiteral("run"),
                           QStringLiteral("--target"),
                           target(),
                           QStringLiteral("--warmup"),
                           QStringLiteral("0"),
                           QStringLiteral("--duration"),
                           QStringLiteral("1s"),
                           QStringLiteral("--drain"),
                           QStringLiteral("1h"),
                           QStringLiteral("--out"),
                           outFile()}
             + more;
    }
    // One that ends by a signal, and whose plan has no time that could pass before.
    QStringList endlessArguments(int pools, int slotCount, const QStringList &more = {}) const
    {
        const QString plan = m_folder.filePath(QStringLiteral("patient.json"));
        if (!writePlanFile(patientPlan(pools, slotCount), plan.toStdString()))
            qFatal("%s cannot be written", qPrintable(plan));
        return arguments(QStringList{plan, QStringLiteral("--duration"), QStringLiteral("1h")} + more);
    }
    RunRecord record() const
    {
        const auto run = readRunFile(outFile().toStdString());
        if (!run)
            qFatal("%s", run.error().message.c_str());
        return *run;
    }
    void compareConservation(const RunRecord &run) const { QCOMPARE(run.requests.offered, run.requests.ended()); }
    bool awaitActive(const char *statement, int count) const
    {
        const std::string sql = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '" + std::string(statement) + "'";
        return eventually([&] { return std::stoi(m_server->value(sql)) >= count; });
    }

    // Each of so many slots has carried the default statement.
    bool awaitTraffic(int slotCount) const
    {
        const std::string sql = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%/p%' AND query = 'SELECT 1'";
        return eventually([&] { return std::stoi(m_server->value(sql)) >= slotCount; });
    }
};

} // namespace poolwart
