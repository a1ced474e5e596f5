// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QMainWindow;

namespace poolwart {

// Size, position and docks of the window between sessions. The version increases when docks or toolbars change, so that an old
// state is not applied to a new window; a window outside all screens is moved back.
class WindowState
{
public:
    static constexpr int version = 1;

    WindowState(QMainWindow *window, QMainWindow *docked); // docked: the window with the docks

    void keepDefault(); // call once all docks exist
    void restore();
    void save() const;
    void reset(); // restores the default layout

private:
    QMainWindow *m_window;
    QMainWindow *m_docked;
    QByteArray m_default;
};

} // namespace poolwart
