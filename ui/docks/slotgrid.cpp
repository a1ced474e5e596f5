// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/slotgrid.h"

#include "model/tables/format.h"
#include "model/tables/slottablemodel.h"
#include "ui/charts/framework/poolcolours.h"
#include "ui/docks/slotpainter.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr int smallestPitch = 24;
constexpr int largestPitch = 44;
constexpr int margin = 6;
constexpr int gap = 7;

// Black or white, whichever is read more easily on it.
QColor inkOn(const QColor &ground)
{
    return qGray(ground.rgb()) > 140 ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace

SlotGrid::SlotGrid(SlotTableModel *model, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
{
    setObjectName(u"slotGrid"_s);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Slots of the pool"));
    setWhatsThis(tr("Each square is one slot, that is one connection of the pool. Filled: in use by a request. "
                    "Framed: idle. Hatched: being opened or closed. Dotted: no connection. A sign marks a slot "
                    "that cannot connect. The arrow keys select a slot; its details are shown below."));
    connect(model, &SlotTableModel::updated, this, &SlotGrid::showUpdate);
}

QSize SlotGrid::sizeHint() const
{
    return {6 * smallestPitch + 2 * margin, 4 * smallestPitch + 2 * margin};
}

int SlotGrid::columns() const
{
    return std::max(1, (viewport()->width() - 2 * margin) / m_pitch);
}

int SlotGrid::contentHeight() const
{
    return (m_count + columns() - 1) / columns() * m_pitch + 2 * margin - gap;
}

// As large as lets all slots be seen at once.
void SlotGrid::choosePitch()
{
    for (m_pitch = largestPitch; m_pitch > smallestPitch && contentHeight() > viewport()->height();)
        m_pitch -= 2;
}

QRect SlotGrid::cellAt(int row) const
{
    const int x = margin + row % columns() * m_pitch;
    const int y = margin + row / columns() * m_pitch - verticalScrollBar()->value();
    return {x, y, m_pitch - gap, m_pitch - gap};
}

int SlotGrid::rowAt(QPoint place) const
{
    const int column = (place.x() - margin) / m_pitch;
    const int line = (place.y() - margin + verticalScrollBar()->value()) / m_pitch;
    const int row = line * columns() + column;
    const bool isInside = place.x() >= margin && column < columns() && row >= 0 && row < m_count;
    return isInside ? row : -1;
}

void SlotGrid::showUpdate()
{
    m_count = m_model->rowCount();
    const int wanted = m_count == 0 ? -1 : std::clamp(m_current, 0, m_count - 1);
    if (wanted != m_current) {
        m_current = wanted;
        Q_EMIT currentRowChanged(m_current);
    }
    updateScrollBar();
    describeCurrent();
    viewport()->update();
}

void SlotGrid::updateScrollBar()
{
    choosePitch();
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_pitch);
}

void SlotGrid::describeCurrent()
{
    if (m_current < 0)
        return setAccessibleDescription(tr("No slots"));
    const SlotSnapshot &slot = m_model->rowAt(m_current).slot;
    const QString text = u"%1, %2"_s.arg(slotText(slot.index), slotStateText(slot));
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

void SlotGrid::setCurrentRow(int row)
{
    row = m_count == 0 ? -1 : std::clamp(row, 0, m_count - 1);
    if (row == m_current)
        return;
    m_current = row;
    if (row >= 0) {
        const QRect cell = cellAt(row);
        QScrollBar *bar = verticalScrollBar();
        if (cell.top() < margin)
            bar->setValue(bar->value() + cell.top() - margin);
        else if (cell.bottom() > viewport()->height() - margin)
            bar->setValue(bar->value() + cell.bottom() - viewport()->height() + margin);
    }
    describeCurrent();
    viewport()->update();
    Q_EMIT currentRowChanged(row);
}

void SlotGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_count == 0 || !m_model->pool()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QRect place = viewport()->rect().adjusted(margin, margin, -margin, -margin);
        painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, tr("The slots of the selected pool appear here."));
        return;
    }
    const QColor pool = poolColour(*m_model->pool(), palette());
    const bool hasNumbers = m_pitch - gap >= fontMetrics().horizontalAdvance(u"000"_s) + 4;
    for (int row = 0; row < m_count; ++row) {
        const QRect cell = cellAt(row);
        if (!cell.intersects(viewport()->rect()))
            continue;
        const SlotSnapshot &slot = m_model->rowAt(row).slot;
        paintSlot(painter, QRectF(cell).translated(0.5, 0.5), slot, pool, palette());
        if (hasNumbers && (slot.state == SlotState::InUse || slot.state == SlotState::Idle)) {
            painter.setPen(slot.state == SlotState::InUse ? inkOn(pool) : palette().color(QPalette::Text));
            painter.drawText(cell, Qt::AlignCenter, slotText(slot.index).mid(1));
        }
        if (row == m_current) {
            const bool isFocused = hasFocus();
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(palette().color(isFocused ? QPalette::Highlight : QPalette::Text), isFocused ? 2 : 1));
            painter.drawRect(QRectF(cell).adjusted(-2, -2, 3, 3));
        }
    }
}

void SlotGrid::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void SlotGrid::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrentRow(m_current - 1);
    case Qt::Key_Right:
        return setCurrentRow(m_current + 1);
    case Qt::Key_Up:
        return setCurrentRow(m_current >= columns() ? m_current - columns() : m_current);
    case Qt::Key_Down:
        return setCurrentRow(m_current + columns() < m_count ? m_current + columns() : m_current);
    case Qt::Key_Home:
        return setCurrentRow(0);
    case Qt::Key_End:
        return setCurrentRow(m_count - 1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void SlotGrid::mousePressEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->pos()); row >= 0)
        setCurrentRow(row);
}

bool SlotGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        if (row < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                               u"%1 · %2"_s.arg(slotText(m_model->rowAt(row).slot.index), slotStateText(m_model->rowAt(row).slot)), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void SlotGrid::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void SlotGrid::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace poolwart
