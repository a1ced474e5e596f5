// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace poolwart {

// Space pauses the display, except where it has a meaning already (a button, a box, a list), so that the window can be used by
// keyboard alone.
class SpaceKey : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace poolwart
