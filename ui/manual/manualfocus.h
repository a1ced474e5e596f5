// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace poolwart {

// The manual's topic about the page, dock or dialog that holds the focus in this window; without one about the page that it shows.
QString manualTopicOf(const QWidget *window);

} // namespace poolwart
