// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/plankeeper.h"

#include "model/core/text.h"
#include "model/session/plandocument.h"
#include "model/session/session.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int maxPrograms = 64; // that run at once for one user
constexpr auto timeout = 1s;

} // namespace

QString stateFolder()
{
    const QString given = qEnvironmentVariable("XDG_STATE_HOME"); // QStandardPaths knows it from Qt 6.7 on
    const QString base = QDir::isAbsolutePath(given) ? given : QDir::homePath() + u"/.local/state"_s;
    return base + u"/poolwart"_s;
}

PlanKeeper::PlanKeeper(Session *session, const PlanDocument *document, QString folder, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_document(document)
    , m_folder(std::move(folder))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(timeout);
    connect(&m_timer, &QTimer::timeout, this, &PlanKeeper::keepNow);
    connect(document, &PlanDocument::changed, this, &PlanKeeper::noteChange);
}

QString PlanKeeper::fileOf(int number) const
{
    return m_folder + u"/unsaved-plan-%1.json"_s.arg(number);
}

std::unique_ptr<QLockFile> PlanKeeper::claim(int number) const
{
    auto lock = std::make_unique<QLockFile>(fileOf(number) + u".lock"_s);
    lock->setStaleLockTime(0ms); // only the end of its program frees it, not its age
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

std::optional<KeptPlan> PlanKeeper::findLeft()
{
    QDir().mkpath(m_folder);
    std::optional<KeptPlan> left;
    for (int number = 1; number <= maxPrograms; ++number) {
        const bool isThere = QFile::exists(fileOf(number));
        if (!isThere && m_lock)
            continue;
        auto lock = claim(number);
        if (!lock)
            continue;
        if (!isThere) {
            m_lock = std::move(lock);
            m_file = fileOf(number);
        } else if (const Outcome<KeptPlan> kept = readKeptPlan(fileOf(number).toStdString()); kept && (!left || kept->at > left->at)) {
            left = *kept;
            m_leftLock = std::move(lock);
            m_left = fileOf(number);
        }
    }
    return left;
}

void PlanKeeper::dropLeft()
{
    m_dropsLeft = true;
    keepNow(); // first as the own one
}

void PlanKeeper::noteChange()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void PlanKeeper::keepNow()
{
    m_timer.stop();
    const bool isWanted = m_document->isModified();
    if (isWanted && m_file.isEmpty())
        fail({.kind = ErrorKind::Io,
              .message = text(QT_TRANSLATE_NOOP("core", "Unsaved changes of the plan cannot be kept in “%1”."), m_folder.toStdString()),
              .hint = text(QT_TRANSLATE_NOOP("core", "Save the plan to a file."))});
    else if (isWanted)
        write();
    else if (m_isThere)
        remove(m_file);
    m_isThere = isWanted && !m_file.isEmpty();
    if (std::exchange(m_dropsLeft, false))
        remove(m_left);
}

void PlanKeeper::write()
{
    const KeptPlan kept{.path = m_document->path().toStdString(),
                        .at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                        .plan = m_session->plan()};
    m_worker.start([kept, file = m_file.toStdString()](const std::stop_token &) { return writeKeptPlan(kept, file); },
                   [this](const Done &written) {
                       if (!written)
                           fail(written.error());
                   });
}

void PlanKeeper::fail(const Error &error)
{
    if (!std::exchange(m_hasFailed, true))
        Q_EMIT failed(error);
}

void PlanKeeper::remove(const QString &file)
{
    m_worker.start([file](const std::stop_token &) { return QFile::remove(file); }, [](bool) {});
}

} // namespace poolwart
