// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

#include <QKeySequence>
#include <QString>

#include <optional>

class QAction;
class QObject;

namespace poolwart {

// The texts of an action. `name` is its objectName; `whatsThis` explains, `toolTip` is one line.
struct ActionText
{
    QString name;
    QString text;
    QString toolTip;
    QString whatsThis;
    QKeySequence shortcut;
    std::optional<Glyph> glyph;
};

QAction *newAction(QObject *parent, const ActionText &text);

// A tooltip with its shortcut: "Start the traffic (F5)".
QString withShortcut(const QString &toolTip, const QKeySequence &shortcut);

} // namespace poolwart
