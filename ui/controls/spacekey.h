// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace poolwart {

// Space freezes the view, but where it already means something (a button, a box, a list) it keeps that meaning: without
// this the window could not be used by keyboard alone.
class SpaceKey : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace poolwart
