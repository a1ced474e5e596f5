// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace poolwart {

// Version, licence and runtime versions, as text that can be copied into a report.
void showAboutBox(QWidget *window);

} // namespace poolwart
