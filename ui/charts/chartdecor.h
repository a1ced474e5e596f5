// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "ui/charts/chartscale.h"

#include <QColor>
#include <QMarginsF>
#include <QRectF>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

class QFontMetricsF;
class QPainter;
class QPalette;

namespace poolwart {

inline constexpr double chartSeconds = 60; // the time axis is fixed: from here before the newest sample to it

// A name with its sign: of a pool, or a stroke of the colour.
struct ChartKey
{
    QString name;
    std::optional<PoolId> pool;
    QColor colour;
    bool isArea = false; // a field of the colour instead of a stroke

    bool operator==(const ChartKey &) const = default;
};

// A line that says at its right end what it is.
struct ChartEndLabel
{
    double value = 0;
    QString text;
    QColor colour;
};

// A part of the plot that is there but not for us.
struct ChartZone
{
    double fromSeconds = 0;
    double toSeconds = 0;
    double from = 0;
    double to = 0;

    bool operator==(const ChartZone &) const = default;
};

struct ChartReadout
{
    struct Row
    {
        ChartKey key;
        QString value;
    };

    double seconds = 0; // where the crosshair stands
    QString heading;
    std::vector<Row> rows;
};

// Everything in the picture that Qt Charts does not draw, as a value.
struct ChartDecor
{
    ChartScale scale;
    std::vector<QString> tickTexts; // as many as the scale's ticks
    QString endText;                // below the right end of the time axis
    std::vector<ChartKey> legend;
    std::vector<ChartEndLabel> endLabels;
    std::vector<ChartZone> zones;
    std::vector<std::pair<double, double>> gaps; // seconds; nothing is known in between
    std::optional<ChartReadout> readout;
    QString emptyText; // in the middle, while there is nothing to draw
};

// Where a moment and a value are in the picture.
struct ChartGeometry
{
    QRectF plot;
    ChartScale scale;

    double x(double seconds) const { return plot.right() + seconds / chartSeconds * plot.width(); }
    double y(double value) const;
    double secondsAt(double x) const { return (x - plot.right()) / plot.width() * chartSeconds; }
};

QMarginsF marginsOf(const ChartDecor &decor, const QFontMetricsF &metrics); // what axis, key and labels need

// Below the series: ground, grid, zones, axis labels, key.
void paintBackground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette);

// Above them: gaps, labels of lines, crosshair with its readout, the text of an empty chart.
void paintForeground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette);

} // namespace poolwart
