// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace poolwart {

// Reports SIGTERM, SIGINT and SIGHUP as a Qt signal on the thread of this object. A SIGHUP ignored at start (nohup) stays
// ignored. One instance at a time; its destructor restores the handlers.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void received(int signal);

private:
    void readOne();

    QSocketNotifier *m_notifier;
};

} // namespace poolwart
