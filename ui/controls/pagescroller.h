// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QScrollBar>

namespace poolwart {

// A page or a dock on a screen that is smaller than it needs: it gets scroll bars instead of being cut. Focus goes to what it holds.
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
    Qt::Orientations m_scrolled; // in the other direction it is never smaller than its page
};

} // namespace poolwart
