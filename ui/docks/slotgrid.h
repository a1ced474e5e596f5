// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <QAbstractScrollArea>

namespace poolwart {

class SlotTableModel;

// The slots of a pool as squares; the state is shown by fill and sign, not by colour alone. Arrow keys, Home, End and the mouse
// choose one.
class SlotGrid : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit SlotGrid(SlotTableModel *model, QWidget *parent = nullptr);

    int currentRow() const { return m_current; } // −1 if there is no slot
    void setCurrentRow(int row);

    QSize sizeHint() const override;

Q_SIGNALS:
    void currentRowChanged(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int columns() const;
    int contentHeight() const;
    void choosePitch();
    QRect cellAt(int row) const; // in the viewport
    int rowAt(QPoint place) const;
    void showUpdate();
    void updateScrollBar();
    void describeCurrent();

    SlotTableModel *m_model;
    int m_current = -1;
    int m_count = 0;
    int m_pitch = 24; // distance of squares in pixels
};

} // namespace poolwart
