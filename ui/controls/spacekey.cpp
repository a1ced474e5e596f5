// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/spacekey.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QKeyEvent>
#include <QMenu>

namespace poolwart {

bool SpaceKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isTaken = qobject_cast<QAbstractButton *>(watched) || qobject_cast<QComboBox *>(watched) || qobject_cast<QMenu *>(watched);
    if (key->key() != Qt::Key_Space || key->modifiers() != Qt::NoModifier || !isTaken)
        return QObject::eventFilter(watched, event);
    event->accept(); // the key goes to the widget, not to the shortcut
    return true;
}

} // namespace poolwart
