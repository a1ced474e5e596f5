// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runlist.h"

#include "model/core/text.h"
#include "model/store/files.h"
#include "model/store/runjournal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr auto trashName = ".trash"_L1;

// Plans and what else is JSON is none of ours.
bool looksLikeRun(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(256).contains("\"poolwart-run");
}

RunEntry entryOf(const QFileInfo &file)
{
    RunEntry entry{.path = file.filePath().toStdString(), .bytes = static_cast<std::uint64_t>(file.size())};
    const auto run = readRunFile(entry.path);
    if (!run) {
        entry.fault = run.error();
        return entry;
    }
    entry.startedAt = run->startedAt;
    entry.plan = run->plan;
    entry.traffic = run->traffic;
    entry.replay = run->replay;
    entry.elapsedSeconds = run->elapsedSeconds;
    entry.throughputPerSecond = run->throughputPerSecond;
    entry.responseP99 = run->response.p99;
    entry.health = run->generator.verdict;
    entry.isInterrupted = run->isInterrupted;
    entry.notes = run->notes;
    entry.tags = run->tags;
    for (const RunSecond &second : run->series) {
        const double length = inSeconds(second.to - second.from);
        entry.course.push_back(length > 0 ? static_cast<double>(second.requests.completed) / length : 0);
    }
    return entry;
}

Error unmovable(const std::string &path)
{
    return {.kind = ErrorKind::Io, .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be moved."), path)};
}

// A name that is free in that folder.
QString freePlace(const QDir &folder, const QString &name)
{
    QString place = folder.filePath(name);
    for (int number = 2; QFile::exists(place); ++number)
        place = folder.filePath(QString::number(number) + u'-' + name);
    return place;
}

// Down to the disk, in both folders.
Done moveRun(const QString &from, const QString &to)
{
    if (!QFile::rename(from, to))
        return unmovable(from.toStdString());
    const int fault = syncFolderOf(to.toStdString());
    const int earlier = syncFolderOf(from.toStdString());
    return fault == 0 && earlier == 0 ? done() : Done(cannotWrite(to.toStdString(), fault != 0 ? fault : earlier));
}

} // namespace

std::vector<RunEntry> listRuns(const std::string &folder)
{
    std::vector<RunEntry> entries;
    const QDir directory(QString::fromStdString(folder));
    for (const QFileInfo &file : directory.entryInfoList({u"*.json"_s, u"*.part"_s}, QDir::Files)) {
        if (looksLikeRun(file.filePath()))
            entries.push_back(entryOf(file));
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &RunEntry::startedAt);
    return entries;
}

Done annotateRun(const std::string &path, const std::string &notes, const std::vector<std::string> &tags)
{
    auto run = readRunFile(path);
    if (!run)
        return run.error();
    run->notes = notes;
    run->tags = tags;
    return writeRunFile(*run, path);
}

Outcome<std::string> trashRun(const std::string &path)
{
    const QFileInfo file(QString::fromStdString(path));
    QDir folder = file.dir();
    if (!folder.mkpath(trashName) || !folder.cd(trashName))
        return unmovable(path);
    const QString place = freePlace(folder, file.fileName());
    const Done moved = moveRun(file.filePath(), place);
    return moved ? Outcome<std::string>(place.toStdString()) : moved.error();
}

Done restoreRun(const std::string &trashed, const std::string &path)
{
    return moveRun(QString::fromStdString(trashed), QString::fromStdString(path));
}

int trimRuns(const std::string &folder, const RunsLimit &limit)
{
    int deleted = 0;
    std::uint64_t bytes = 0;
    std::size_t number = 0;
    QDir(QDir(QString::fromStdString(folder)).filePath(trashName)).removeRecursively();
    for (const RunEntry &entry : listRuns(folder)) {
        bytes += entry.bytes;
        ++number;
        const bool isKept = !entry.notes.empty() || !entry.tags.empty() || entry.fault;
        if (isKept || (bytes <= limit.bytes && number <= limit.number))
            continue;
        if (QFile::remove(QString::fromStdString(entry.path))) {
            ++deleted;
            bytes -= entry.bytes;
            --number;
        }
    }
    return deleted;
}

} // namespace poolwart
