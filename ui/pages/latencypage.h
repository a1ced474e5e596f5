// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace poolwart {

class Freeze;
class Session;

// What goes through, and how long it takes: the same time axis for both.
class LatencyPage : public QWidget
{
    Q_OBJECT

public:
    LatencyPage(Session *session, Freeze *freeze, QWidget *parent = nullptr);
};

} // namespace poolwart
