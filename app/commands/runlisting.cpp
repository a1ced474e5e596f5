// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runlisting.h"

#include "app/output/console.h"
#include "app/output/texttable.h"
#include "model/session/runsfolder.h"
#include "model/store/jsonwriter.h"
#include "model/tables/format.h"
#include "model/tables/runtext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ListText
{
    Q_DECLARE_TR_FUNCTIONS(ListText)
};

QString startText(const RunEntry &entry)
{
    return QDateTime::fromSecsSinceEpoch(entry.startedAt.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate);
}

QString table(const std::vector<RunEntry> &entries)
{
    TextTable rows({ListText::tr("Run"), ListText::tr("Started"), ListText::tr("Plan"), ListText::tr("Traffic"), ListText::tr("Per second"),
                    ListText::tr("Response p99"), ListText::tr("Notes")});
    for (const RunEntry &entry : entries) {
        const QString path = QString::fromStdString(entry.path);
        if (entry.fault) {
            printError(*entry.fault);
            continue;
        }
        rows.addRow({path, startText(entry), planWords(entry.plan), arrivalWords(entry.traffic, entry.replay),
                     formatNumber(entry.throughputPerSecond), formatTime(entry.responseP99), QString::fromStdString(entry.notes)});
    }
    return rows.text();
}

QByteArray json(std::vector<RunEntry> entries)
{
    JsonWriter all;
    all.list("runs", entries, 0, [](JsonWriter &inner, RunEntry &entry) {
        inner.field("path", entry.path);
        inner.field("error", entry.fault ? std::optional(entry.fault->message) : std::nullopt);
        if (entry.fault)
            return;
        inner.field("started_at", startText(entry).toStdString());
        inner.field("elapsed_s", entry.elapsedSeconds);
        inner.field("throughput_per_s", entry.throughputPerSecond);
        inner.field("response_p99_us", entry.responseP99);
        inner.field("interrupted", entry.isInterrupted);
        inner.field("notes", entry.notes);
        inner.field("tags", entry.tags);
    });
    return all.text();
}

} // namespace

std::string defaultRunsFolder()
{
    return runsFolder().toStdString();
}

ExitCode listRuns(const std::string &folder, bool printsJson)
{
    if (!QDir(QString::fromStdString(folder)).exists()) {
        printError({.kind = ErrorKind::NotFound,
                    .message = ListText::tr("There is no folder “%1”.").arg(QString::fromStdString(folder)).toStdString()});
        return ExitCode::BadInput;
    }
    const std::vector<RunEntry> entries = listRuns(folder);
    if (printsJson)
        printOut(json(entries));
    else
        printOut(table(entries));
    return ExitCode::Ok;
}

} // namespace poolwart
