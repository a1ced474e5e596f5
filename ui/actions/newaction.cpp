// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/newaction.h"

#include <QAction>

namespace poolwart {

using namespace Qt::StringLiterals;

QString withShortcut(const QString &toolTip, const QKeySequence &shortcut)
{
    return shortcut.isEmpty() ? toolTip : u"%1 (%2)"_s.arg(toolTip, shortcut.toString(QKeySequence::NativeText));
}

QAction *newAction(QObject *parent, const ActionText &text)
{
    auto *action = new QAction(text.text, parent);
    action->setObjectName(text.name);
    action->setShortcut(text.shortcut);
    action->setToolTip(withShortcut(text.toolTip, text.shortcut));
    action->setStatusTip(text.toolTip);
    action->setWhatsThis(text.whatsThis.isEmpty() ? text.toolTip : text.whatsThis);
    if (text.glyph)
        action->setIcon(icon(*text.glyph));
    return action;
}

} // namespace poolwart
