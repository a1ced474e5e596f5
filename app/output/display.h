// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QtGlobal>

namespace poolwart {

// Checks that the environment names a display. The error is one line.
Done checkDisplay();

// Guards the creation of the QApplication: if the display cannot be opened, prints one line and exits with code 2, where Qt
// would abort and list its plugins.
class DisplayGuard
{
public:
    DisplayGuard();
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard &) = delete;
    DisplayGuard &operator=(const DisplayGuard &) = delete;

private:
    QtMessageHandler m_before;
};

} // namespace poolwart
