// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/readingnotice.h"

#include <QFileInfo>

#include <utility>

namespace poolwart {

using namespace std::chrono_literals;

ReadingNotice::ReadingNotice(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(500ms);
    connect(&m_timer, &QTimer::timeout, this, &ReadingNotice::raise);
}

void ReadingNotice::begin(const QString &path, const std::function<void()> &cancel)
{
    m_message = {.text = tr("Reading “%1” …").arg(QFileInfo(path).fileName()), .actionText = tr("Cancel"), .action = cancel};
    m_isRaised = false;
    m_timer.start();
}

bool ReadingNotice::end()
{
    m_timer.stop();
    return std::exchange(m_isRaised, false);
}

void ReadingNotice::raise()
{
    m_isRaised = true;
    Q_EMIT raised(m_message);
}

} // namespace poolwart
