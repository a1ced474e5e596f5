// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace poolwart {

// Scrolls a column of controls vertically and is never narrower than they need.
class ColumnScroller : public QScrollArea
{
    Q_OBJECT

public:
    explicit ColumnScroller(QWidget *column, QWidget *parent = nullptr)
        : QScrollArea(parent)
    {
        setWidget(column);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    }

    QSize minimumSizeHint() const override { return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 100}; }
    QSize sizeHint() const override { return {minimumSizeHint().width(), widget()->sizeHint().height()}; }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry(); // a control was added or removed
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace poolwart
