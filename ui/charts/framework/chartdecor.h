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

inline constexpr double chartSeconds = 60; // the fixed time axis shows this period before the newest sample

// Range of the horizontal axis: seconds, or places of percentiles.
struct ChartSpan
{
    double from = -chartSeconds;
    double to = 0;

    bool operator==(const ChartSpan &) const = default;
};

// A labelled place on the horizontal axis.
struct ChartTick
{
    double place = 0;
    QString text;

    bool operator==(const ChartTick &) const = default;
};

// An entry of the key: a pool's marker or a stroke of the colour, and a name.
struct ChartKey
{
    QString name;
    std::optional<PoolId> pool;
    QColor colour;
    bool isArea = false; // a rectangle of the colour instead of a stroke

    bool operator==(const ChartKey &) const = default;
};

// The label at the right end of a line.
struct ChartEndLabel
{
    double value = 0;
    QString text;
    QColor colour;
};

// A part of the plot that is not available to us.
struct ChartZone
{
    double fromSeconds = 0;
    double toSeconds = 0;
    double from = 0;
    double to = 0;

    bool operator==(const ChartZone &) const = default;
};

// A moment at which something changed.
struct ChartMark
{
    double seconds = 0;
    QString text;

    bool operator==(const ChartMark &) const = default;
};

// A rectangle of one colour in a heat map.
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

    double place = 0; // position of the crosshair
    QString heading;
    std::vector<Row> rows;
    std::optional<ChartCell> cell; // cell of the figures
};

// Everything in the picture that Qt Charts does not draw, as a value.
struct ChartDecor
{
    ChartScale scale;
    ChartSpan along;
    std::vector<ChartTick> alongTicks; // empty: ticks of time
    std::vector<QString> tickTexts;    // one per tick of the scale
    QString endText;                   // below the right end of the time axis
    std::vector<ChartKey> legend;
    std::vector<ChartEndLabel> endLabels;
    std::vector<ChartZone> zones;
    std::vector<ChartCell> cells;
    std::vector<std::pair<double, double>> gaps; // seconds; periods without data
    std::vector<ChartMark> marks;                // oldest first
    std::optional<ChartReadout> readout;
    QString emptyText; // in the middle, if there is no data
};

// Maps moments and values to positions in the picture.
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

QMarginsF marginsOf(const ChartDecor &decor, const QFontMetricsF &metrics); // space for axis, key and labels

// Below the series: background, grid, zones, axis labels, key.
void paintBackground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette);

// Above the series: cells, gaps, marks, labels of lines, crosshair with its readout, the text of an empty chart.
void paintForeground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette);

} // namespace poolwart
