// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace poolwart {

// What a run wrote to standard error, without the notes that its slots are not all open yet, which a slow machine gets.
inline QByteArray withoutOpeningNotes(const QByteArray &errors)
{
    QByteArrayList lines = errors.split('\n');
    lines.removeIf([](const QByteArray &line) { return line.contains(" slots are open; the traffic starts when all are open"); });
    return lines.join('\n');
}

} // namespace poolwart
