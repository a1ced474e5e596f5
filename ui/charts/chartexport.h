// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QByteArray>
#include <QImage>
#include <QString>

namespace poolwart {

class ChartView;

// The chart as it is seen, with its title and a note (when it was taken), at twice the screen's resolution.
QImage chartImage(ChartView *view, const QString &title, const QString &note);

QByteArray toPng(const QImage &image);

// All of it, or the file stays as it was. The error is Io and names the file and the reason.
Done writeWhole(const QString &path, const QByteArray &bytes);

} // namespace poolwart
