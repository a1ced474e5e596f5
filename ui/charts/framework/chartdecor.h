// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "ui/charts/framework/chartscale.h"

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

// What the axis below reaches over: seconds, or places of percentiles.
struct ChartSpan
{
    double from = -chartSeconds;
    double to = 0;

    bool operator==(const ChartSpan &) const = default;
};

// A place on the axis below that is named.
struct ChartTick
{
    double place = 0;
    QString text;

    bool operator==(const ChartTick &) const = default;
};

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

// A moment from which on something was different.
struct ChartMark
{
    double seconds = 0;
    QString text;

    bool operator==(const ChartMark &) const = default;
};

// A field of one colour: what a heat map is made of.
struct ChartCell
{
    ChartSpan along;
    double from = 0;
    double to = 0;
    QColor colour;
};

struct ChartReadout
{
    struct Row
    {
        ChartKey key;
        QString value;
    };

    double place = 0; // where the crosshair stands
    QString heading;
    std::vector<Row> rows;
    std::optional<ChartCell> cell; // that the figures are of
};

// Everything in the picture that Qt Charts does not draw, as a value.
struct ChartDecor
{
    ChartScale scale;
    ChartSpan along;
    std::vector<ChartTick> alongTicks; // none: those of time
    std::vector<QString> tickTexts;    // as many as the scale's ticks
    QString endText;                   // below the right end of the time axis
    std::vector<ChartKey> legend;
    std::vector<ChartEndLabel> endLabels;
    std::vector<ChartZone> zones;
    std::vector<ChartCell> cells;
    std::vector<std::pair<double, double>> gaps; // seconds; nothing is known in between
    std::vector<ChartMark> marks;                // the oldest first
    std::optional<ChartReadout> readout;
    QString emptyText; // in the middle, while there is nothing to draw
};

// Where a moment and a value are in the picture.
struct ChartGeometry
{
    QRectF plot;
    ChartScale scale;
    ChartSpan along;

    double x(double place) const { return plot.right() + (place - along.to) / (along.to - along.from) * plot.width(); }
    double y(double value) const;
    double valueAt(double y) const;
    double placeAt(double x) const { return along.to + (x - plot.right()) / plot.width() * (along.to - along.from); }
};

QMarginsF marginsOf(const ChartDecor &decor, const QFontMetricsF &metrics); // what axis, key and labels need

// Below the series: ground, grid, zones, axis labels, key.
void paintBackground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette);

// Above them: cells, gaps, marks, labels of lines, crosshair with its readout, the text of an empty chart.
void paintForeground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette);

} // namespace poolwart
