// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/error.h"
#include "model/run/runmerge.h"
#include "model/store/runlist.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace poolwart {

class Session;

// The recorded runs of a user: records the session's traffic from its start to its stop, and manages the folder. Disk access
// happens on its own thread; results are announced by signals.
class RunArchive : public QObject
{
    Q_OBJECT

public:
    RunArchive(Session *session, QString folder, QObject *parent = nullptr);
    ~RunArchive() override; // stores the current recording

    const QString &folder() const { return m_folder; }
    bool isRecording() const { return m_isOn; }
    void setRecording(bool on);        // for traffic started from now on
    void setArrivalRecording(bool on); // whether recorded runs can be replayed

    void list();                         // → listed
    void read(const QStringList &paths); // → opened
    void annotate(const QString &path, const QString &notes, const QStringList &tags);
    void remove(const QString &path); // → removed
    void restore(const QString &trashed, const QString &path);
    void import(const QString &path); // a copy of it
    // Starts the run's recorded arrivals as the session's traffic, with the current plan. Refused while other traffic runs.
    void replay(const QString &path);

Q_SIGNALS:
    void listed(const std::vector<poolwart::RunEntry> &runs);
    void opened(const std::vector<poolwart::NamedRun> &runs);
    void removed(const QString &trashed, const QString &path);
    void failed(const poolwart::Error &error);

private:
    void watch();
    void begin();
    Done canReplay() const;
    void store();
    Duration lengthOfRun() const;
    void finish(const Done &outcome);

    class Private;
    std::unique_ptr<Private> d;
    Session *m_session;
    QString m_folder;
    bool m_isOn = true;
};

} // namespace poolwart
