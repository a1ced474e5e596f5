// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QScrollBar>

namespace poolwart {

// Adds scroll bars to a page or a dock that is larger than the screen. Focus goes to its content.
class PageScroller : public QScrollArea
{
    Q_OBJECT

public:
    explicit PageScroller(QWidget *page, Qt::Orientations scrolled = Qt::Horizontal | Qt::Vertical, QWidget *parent = nullptr)
        : QScrollArea(parent)
        , m_scrolled(scrolled)
    {
        setWidget(page);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setFocusProxy(page);
    }

    QSize minimumSizeHint() const override
    {
        QSize least(fontMetrics().averageCharWidth() * 16, fontMetrics().height() * 5);
        if (!m_scrolled.testFlag(Qt::Horizontal))
            least.setWidth(widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
        return least;
    }
    QSize sizeHint() const override { return widget()->sizeHint(); }

private:
    Qt::Orientations m_scrolled; // in the other direction it is at least as large as its page
};

} // namespace poolwart
