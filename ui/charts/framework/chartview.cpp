// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartview.h"

#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QValueAxis>

#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

namespace poolwart {

ChartView::ChartView(QWidget *parent)
    : QChartView(parent)
    , m_along(new QValueAxis)
    , m_value(new QValueAxis)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate); // all of it moves at each refresh anyway
    setCacheMode(CacheBackground);
    setInteractive(false); // no item needs the mouse
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setMinimumSize(fontMetrics().averageCharWidth() * 45, fontMetrics().height() * 9); // below, its labels cover each other

    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins());
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    for (QValueAxis *axis : {m_along, m_value})
        axis->setVisible(false);
    chart()->addAxis(m_along, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
    m_along->setRange(-chartSeconds, 0);
    applyPalette();
}

void ChartView::addSeries(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_along);
    series->attachAxis(m_value);
}

void ChartView::setDecor(const ChartDecor &decor)
{
    std::optional<ChartReadout> readout = std::move(m_decor.readout);
    const bool sameGround = decor.scale == m_decor.scale && decor.along == m_decor.along && decor.alongTicks == m_decor.alongTicks
                         && decor.tickTexts == m_decor.tickTexts && decor.endText == m_decor.endText && decor.legend == m_decor.legend
                         && decor.zones == m_decor.zones;
    m_decor = decor;
    m_decor.readout = std::move(readout);
    layOut();
    if (!sameGround)
        resetCachedContent();
    viewport()->update();
}

void ChartView::setReadout(const std::optional<ChartReadout> &readout)
{
    m_decor.readout = readout;
    viewport()->update();
}

ChartGeometry ChartView::geometryOfPlot() const
{
    const QRectF plot = QRectF(viewport()->rect()).marginsRemoved(m_margins);
    return {.plot = plot.isEmpty() ? QRectF(viewport()->rect()) : plot, .scale = m_decor.scale, .along = m_decor.along};
}

// An unchanged range and area are left alone: each change redraws every series.
void ChartView::layOut()
{
    m_margins = m_margins | marginsOf(m_decor, QFontMetricsF(font()));
    const QRectF area = geometryOfPlot().plot;
    if (chart()->plotArea() != area) {
        chart()->setPlotArea(area);
        resetCachedContent();
    }
    if (m_along->min() != m_decor.along.from || m_along->max() != m_decor.along.to)
        m_along->setRange(m_decor.along.from, m_decor.along.to);
    const double lowest = m_decor.scale.lowest();
    const double highest = m_decor.scale.highest();
    if (m_value->min() != lowest || m_value->max() != highest)
        m_value->setRange(lowest, highest);
}

void ChartView::applyPalette()
{
    setBackgroundBrush(palette().color(QPalette::Window));
    resetCachedContent();
}

void ChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyPalette();
    if (event->type() == QEvent::FontChange) {
        m_margins = {};
        layOut();
    }
}

void ChartView::drawBackground(QPainter *painter, const QRectF &)
{
    painter->setFont(font());
    painter->fillRect(viewport()->rect(), palette().color(QPalette::Window));
    paintBackground(painter, geometryOfPlot(), m_decor, palette());
}

void ChartView::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->setFont(font());
    painter->setRenderHint(QPainter::Antialiasing, false);
    const ChartGeometry geometry = geometryOfPlot();
    paintForeground(painter, geometry, m_decor, palette());
    if (hasFocus()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(palette().color(QPalette::Highlight));
        painter->drawRect(geometry.plot.adjusted(-0.5, -0.5, 0.5, 0.5));
    }
    painter->restore();
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void ChartView::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ChartView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    const int width = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        Q_EMIT stepped(-width);
        return;
    case Qt::Key_Right:
        Q_EMIT stepped(width);
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (m_isSteppedUpwards) {
            Q_EMIT steppedUp(event->key() == Qt::Key_Up ? width : -width);
            return;
        }
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        Q_EMIT jumped(event->key() == Qt::Key_End);
        return;
    case Qt::Key_Escape:
        if (m_decor.readout) {
            Q_EMIT dismissed();
            return;
        }
        break;
    default:
        break;
    }
    event->ignore(); // not for the scene either
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    const ChartGeometry geometry = geometryOfPlot();
    if (!geometry.plot.contains(event->position())) {
        Q_EMIT pointed(std::nullopt);
        return;
    }
    Q_EMIT pointedAt(geometry.valueAt(event->position().y()));
    Q_EMIT pointed(geometry.placeAt(event->position().x()));
}

void ChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT pointed(std::nullopt);
}

void ChartView::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void ChartView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void ChartView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace poolwart
