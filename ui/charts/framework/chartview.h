// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdecor.h"

#include <QtCharts/QChartView>

#include <optional>

QT_BEGIN_NAMESPACE
class QAbstractSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace poolwart {

// Qt Charts draws the series; grid, labels and crosshair are painted here, so that they follow the palette and cost nothing per
// sample. Works around QChartView 6.4.2, which crashes on clicks beside its items (QTBUG-118669), swallows wheel events
// (QTBUG-77403) and ignores the palette.
class ChartView : public QChartView
{
    Q_OBJECT

public:
    explicit ChartView(QWidget *parent = nullptr);

    void addSeries(QAbstractSeries *series); // on the view's axes; the chart owns it
    void setDecor(const ChartDecor &decor);
    void setSteppedUpwards(bool stepped) { m_isSteppedUpwards = stepped; } // Up and Down are for the chart
    void setReadout(const std::optional<ChartReadout> &readout);
    const ChartDecor &decor() const { return m_decor; }
    ChartGeometry geometryOfPlot() const;

Q_SIGNALS:
    void pointedAt(double value);              // the mouse is at this height; pointed() follows
    void pointed(std::optional<double> place); // place of the mouse on the horizontal axis, or nothing
    void stepped(int samples);                 // a key moves the place by this number of samples
    void steppedUp(int rows);                  // a key moves it up or down
    void jumped(bool toNewest);                // Home, End
    void dismissed();                          // Esc

protected:
    void changeEvent(QEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void applyPalette();
    void layOut();

    ChartDecor m_decor;
    QValueAxis *m_along;
    QValueAxis *m_value;
    bool m_isSteppedUpwards = false;
    QMarginsF m_margins; // only grow, so that the plot does not move when a figure gets wider
};

} // namespace poolwart
