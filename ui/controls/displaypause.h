// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <chrono>

namespace poolwart {

// Whether the display is paused. Sampling continues.
class DisplayPause : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool isFrozen() const { return m_frozen; }
    std::chrono::seconds forHowLong() const { return std::chrono::seconds(m_frozen ? m_since.elapsed() / 1000 : 0); }

    void setFrozen(bool frozen)
    {
        if (m_frozen == frozen)
            return;
        m_frozen = frozen;
        m_since.start();
        Q_EMIT changed(frozen);
    }

Q_SIGNALS:
    void changed(bool frozen);

private:
    bool m_frozen = false;
    QElapsedTimer m_since;
};

} // namespace poolwart
