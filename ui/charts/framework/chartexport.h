// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace poolwart {

class ChartView;

// The chart as shown, with its title and a note (its time), at twice the screen's resolution.
QImage chartImage(ChartView *view, const QString &title, const QString &note);

QByteArray toPng(const QImage &image);

} // namespace poolwart
