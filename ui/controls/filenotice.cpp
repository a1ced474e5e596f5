// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/filenotice.h"

#include <QFileInfo>

#include <utility>

namespace poolwart {

using namespace std::chrono_literals;

FileNotice::FileNotice(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(500ms);
    connect(&m_timer, &QTimer::timeout, this, &FileNotice::raise);
}

void FileNotice::beginReading(const QString &path, const std::function<void()> &cancel)
{
    begin(tr("Reading “%1” …").arg(QFileInfo(path).fileName()), cancel);
}

void FileNotice::beginWriting(const QString &path, const std::function<void()> &cancel)
{
    begin(tr("Writing “%1” …").arg(QFileInfo(path).fileName()), cancel);
}

void FileNotice::begin(const QString &text, const std::function<void()> &cancel)
{
    m_message = {.text = text, .actionText = tr("Cancel"), .action = cancel};
    m_isRaised = false;
    m_timer.start();
}

bool FileNotice::end()
{
    m_timer.stop();
    return std::exchange(m_isRaised, false);
}

void FileNotice::raise()
{
    m_isRaised = true;
    Q_EMIT raised(m_message);
}

} // namespace poolwart
