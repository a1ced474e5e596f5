// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/sandbox/serverprograms.h"

#include "model/server/process/process.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

bool holdsServer(const QString &directory)
{
    const auto isProgram = [&](const char *name) { return QFileInfo(directory + u'/' + QLatin1StringView(name)).isExecutable(); };
    return isProgram("initdb") && isProgram("pg_ctl") && isProgram("postgres");
}

// From a path as /usr/lib/postgresql/15/bin or /usr/pgsql-15/bin; else by asking the program.
int majorOf(const QString &directory)
{
    static const QRegularExpression inPath(u"/(?:pgsql-)?(\\d+)/bin$"_s);
    if (const auto match = inPath.match(directory); match.hasMatch())
        return match.captured(1).toInt();
    const auto said = runProcess({.program = (directory + u"/pg_ctl"_s).toStdString(), .arguments = {"--version"}, .setup = {}});
    static const QRegularExpression number(u"(\\d+)"_s);
    return said ? number.match(QString::fromStdString(*said)).captured(1).toInt() : 0;
}

void addMatches(std::vector<std::string> &directories, const QString &root, const QString &pattern)
{
    for (const auto &name : QDir(root).entryList({pattern}, QDir::Dirs))
        directories.push_back((root + u'/' + name + u"/bin"_s).toStdString());
}

} // namespace

std::vector<ServerPrograms> serversIn(const std::vector<std::string> &directories)
{
    std::vector<ServerPrograms> servers;
    for (const auto &written : directories) {
        const auto directory = QFileInfo(QString::fromStdString(written)).canonicalFilePath();
        const auto isKnown = [&](const auto &server) { return server.directory == directory.toStdString(); };
        if (directory.isEmpty() || !holdsServer(directory) || std::any_of(servers.begin(), servers.end(), isKnown))
            continue;
        if (const int major = majorOf(directory); major > 0)
            servers.push_back({major, directory.toStdString()});
    }
    std::stable_sort(servers.begin(), servers.end(), [](const auto &a, const auto &b) { return a.major > b.major; });
    return servers;
}

std::vector<ServerPrograms> installedServers()
{
    std::vector<std::string> directories;
    for (const auto &directory : qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts))
        directories.push_back(directory.toStdString());
    addMatches(directories, u"/usr/lib/postgresql"_s, u"*"_s);
    addMatches(directories, u"/usr"_s, u"pgsql-*"_s);
    directories.insert(directories.end(), {"/usr/local/pgsql/bin", "/opt/pgsql/bin"});
    return serversIn(directories);
}

} // namespace poolwart
