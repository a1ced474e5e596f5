// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QtGlobal>

namespace poolwart {

// Whether the environment names a display; the error is one line.
Done checkDisplay();

// While it lives, a display that cannot be opened after all is one line and the end of the program (exit code 2); Qt
// itself would end it by an abort and a list of plugins. For around the making of the QApplication.
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
