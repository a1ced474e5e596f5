// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/ratecurve.h"

#include <QWidget>

namespace poolwart {

// A small drawing of an open loop's rate over time, without a scale.
class RateShapeView : public QWidget
{
    Q_OBJECT

public:
    explicit RateShapeView(QWidget *parent = nullptr);

    void draw(const OpenLoop &open, const QString &name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    OpenLoop m_open;
};

} // namespace poolwart
