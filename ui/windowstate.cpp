// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowstate.h"

#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString key(const char *name)
{
    return u"window-%1/%2"_s.arg(WindowState::version).arg(QString::fromLatin1(name));
}

void clampToScreens(QWidget *window)
{
    const QRect place = window->frameGeometry();
    for (const QScreen *screen : QGuiApplication::screens()) {
        if (screen->availableGeometry().intersected(place).width() >= 100)
            return;
    }
    window->move(QGuiApplication::primaryScreen()->availableGeometry().topLeft());
}

} // namespace

WindowState::WindowState(QMainWindow *window, QMainWindow *docked)
    : m_window(window)
    , m_docked(docked)
{}

void WindowState::keepDefault()
{
    m_default = m_docked->saveState(version);
}

void WindowState::restore()
{
    const QSettings settings;
    if (!m_window->restoreGeometry(settings.value(key("geometry")).toByteArray())) {
        const QSize available = m_window->screen()->availableSize();
        m_window->resize(QSize(1360, 860).boundedTo(available));
    }
    clampToScreens(m_window);
    m_docked->restoreState(settings.value(key("state")).toByteArray(), version);
}

void WindowState::save() const
{
    QSettings settings;
    settings.setValue(key("geometry"), m_window->saveGeometry());
    settings.setValue(key("state"), m_docked->saveState(version));
}

void WindowState::reset()
{
    m_docked->restoreState(m_default, version);
}

} // namespace poolwart
