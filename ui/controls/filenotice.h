// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QObject>
#include <QTimer>

namespace poolwart {

// The message that a file is being read or written, with a button to cancel. It is raised only where that takes more than half a second.
class FileNotice : public QObject
{
    Q_OBJECT

public:
    explicit FileNotice(QObject *parent);

    void beginReading(const QString &path, const std::function<void()> &cancel);
    void beginWriting(const QString &path, const std::function<void()> &cancel);
    bool end(); // whether the message was raised

Q_SIGNALS:
    void raised(const poolwart::Message &message);

private:
    void begin(const QString &text, const std::function<void()> &cancel);
    void raise();

    Message m_message;
    QTimer m_timer; // until it is raised
    bool m_isRaised = false;
};

} // namespace poolwart
