// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/nodeproject.h"
#include "tests/support/eventually.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLockFile>
#include <QStandardPaths>
#include <QTest>
#include <QVersionNumber>

#include <signal.h>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct Ran
{
    int exitCode = -1;
    QByteArray output;
};

QProcessEnvironment cleanEnvironment(const QStringList &more)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(u"PG"_s) || name == u"DATABASE_URL" || name == u"DIRECT_URL")
            environment.remove(name);
    }
    environment.insert(u"PRISMA_SCHEMA_ENGINE_BINARY"_s, u"/bin/true"_s); // these would be downloaded, and are not needed
    environment.insert(u"PRISMA_QUERY_ENGINE_LIBRARY"_s, u"/bin/true"_s);
    environment.insert(u"PRISMA_HIDE_UPDATE_MESSAGE"_s, u"1"_s);
    environment.insert(u"CHECKPOINT_DISABLE"_s, u"1"_s);
    for (const QString &pair : more)
        environment.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return environment;
}

std::unique_ptr<QProcess> started(const QString &folder, const QString &program, const QStringList &arguments,
                                  const QStringList &environment)
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(folder);
    process->setProcessEnvironment(cleanEnvironment(environment));
    process->start(program, arguments);
    return process;
}

Ran ran(const QString &folder, const QString &program, const QStringList &arguments, const QStringList &environment = {})
{
    const auto process = started(folder, program, arguments, environment);
    process->closeWriteChannel();
    if (!process->waitForFinished(programHangMs) || process->exitStatus() != QProcess::NormalExit)
        return {-1, process->errorString().toUtf8() + process->readAllStandardError()};
    return {process->exitCode(), process->readAllStandardOutput() + process->readAllStandardError()};
}

QString nodeIsTooOld()
{
    const Ran version = ran(QDir::tempPath(), u"node"_s, {u"--version"_s});
    if (version.exitCode != 0)
        return u"there is no Node.js"_s;
    const QString text = QString::fromUtf8(version.output.mid(1).trimmed());
    const bool isEnough = QVersionNumber::fromString(text) >= QVersionNumber(20, 19);
    return isEnough ? QString() : u"Node.js %1 is older than 20.19"_s.arg(text);
}

QString cacheFolder(const QByteArray &packageJson)
{
    const QString cache = qEnvironmentVariable("XDG_CACHE_HOME", QDir::homePath() + u"/.cache"_s);
    const QByteArray key = QCryptographicHash::hash(packageJson, QCryptographicHash::Sha1).toHex().first(12);
    return cache + u"/poolwart-tests/npm-"_s + QString::fromLatin1(key);
}

void writeTo(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

bool copyFolder(const QString &from, const QString &to)
{
    return QDir().mkpath(QFileInfo(to).path()) && QProcess::execute(u"cp"_s, {u"-rL"_s, from, to}) == 0;
}

} // namespace

NodeProject::NodeProject(const QByteArray &packageJson, const QStringList &ownPackages)
    : m_whyNot(nodeIsTooOld())
{
    if (m_whyNot.isEmpty())
        install(packageJson, ownPackages);
    write(u"package.json"_s, packageJson);
}

void NodeProject::install(const QByteArray &packageJson, const QStringList &ownPackages)
{
    const QString cache = cacheFolder(packageJson);
    QDir().mkpath(QFileInfo(cache).path());
    QLockFile lock(cache + u".lock"_s); // several test programs may run at once
    lock.setStaleLockTime(0);
    lock.lock();
    if (!QFile::exists(cache)) {
        const QString unfinished = cache + u".new"_s;
        QDir(unfinished).removeRecursively();
        writeTo(unfinished + u"/package.json"_s, packageJson);
        const Ran npm = ran(unfinished, u"npm"_s,
                            {u"install"_s, u"--ignore-scripts"_s, u"--no-package-lock"_s, u"--no-audit"_s, u"--no-fund"_s,
                             u"--no-update-notifier"_s, u"--loglevel=error"_s});
        if (npm.exitCode != 0 || !QDir().rename(unfinished, cache))
            m_whyNot = u"npm's packages cannot be had: "_s + QString::fromUtf8(npm.output.trimmed().right(1'000));
    }
    if (m_whyNot.isEmpty() && !link(cache + u"/node_modules/"_s, ownPackages))
        m_whyNot = u"the packages cannot be linked into "_s + m_folder.path();
}

bool NodeProject::link(const QString &packages, const QStringList &ownPackages) const
{
    if (ownPackages.isEmpty())
        return QFile::link(packages, path(u"node_modules"_s));
    const QStringList scopes = QDir(packages).entryList({u"@*"_s}, QDir::Dirs) + QStringList{QString()};
    for (const QString &scope : scopes) {
        QDir(m_folder.path()).mkpath(u"node_modules/"_s + scope);
        for (const QString &name : QDir(packages + scope).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot)) {
            const QString package = scope.isEmpty() ? name : scope + u'/' + name;
            const QString place = path(u"node_modules/"_s + package);
            const bool isOwn = ownPackages.contains(package);
            if (!QFileInfo::exists(place) && !(isOwn ? copyFolder(packages + package, place) : QFile::link(packages + package, place)))
                return false;
        }
    }
    return true;
}

QString NodeProject::path(const QString &file) const
{
    return m_folder.filePath(file);
}

void NodeProject::write(const QString &file, const QByteArray &content) const
{
    writeTo(path(file), content);
}

NodeProject::Result NodeProject::node(const QStringList &arguments, const QStringList &environment) const
{
    const Ran result = ran(m_folder.path(), u"node"_s, arguments, environment);
    return {result.exitCode, result.output};
}

std::unique_ptr<QProcess> NodeProject::start(const QStringList &arguments, const QStringList &environment) const
{
    return started(m_folder.path(), u"node"_s, arguments, environment);
}

bool NodeProject::copyPackage(const QString &name, const QString &to) const
{
    return copyFolder(path(u"node_modules/"_s + name), path(to));
}

Consumer::Consumer(std::unique_ptr<QProcess> process)
    : m_process(std::move(process))
{
    if (receive() != QJsonObject{{u"ready"_s, true}})
        qWarning("The program is not ready: %s", log().constData());
}

Consumer::~Consumer()
{
    m_process->kill();
    m_process->waitForFinished(hangMs);
}

void Consumer::send(const QJsonObject &command)
{
    m_process->write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
}

QJsonObject Consumer::receive()
{
    m_printed.clear();
    const auto isReadable = [this] { return m_process->canReadLine() || m_process->state() == QProcess::NotRunning; };
    while (eventually(isReadable) && m_process->canReadLine()) {
        const QByteArray line = m_process->readLine();
        if (line.startsWith('{'))
            return QJsonDocument::fromJson(line).object();
        m_printed.append(line);
    }
    return {};
}

QJsonObject Consumer::ask(const QJsonObject &command)
{
    send(command);
    return receive();
}

void Consumer::signal(int number)
{
    ::kill(static_cast<pid_t>(m_process->processId()), number);
}

int Consumer::waitForExit()
{
    if (m_process->state() != QProcess::NotRunning && !m_process->waitForFinished(hangMs))
        return -1;
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

QByteArray Consumer::log()
{
    return m_log += m_process->readAllStandardError();
}

} // namespace poolwart
