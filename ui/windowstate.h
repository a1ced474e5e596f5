// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QMainWindow;

namespace poolwart {

// Size, place and docks of the window between runs. The version goes up when docks or toolbars change, so that an old
// state is not forced upon a new window; a window that would be off all screens is brought back.
class WindowState
{
public:
    static constexpr int version = 1;

    WindowState(QMainWindow *window, QMainWindow *docked); // docked: the one that holds the docks

    void keepDefault(); // call once all docks are there
    void restore();
    void save() const;
    void reset(); // the layout as it was at first

private:
    QMainWindow *m_window;
    QMainWindow *m_docked;
    QByteArray m_default;
};

} // namespace poolwart
