// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace poolwart {

// One histogram with its name.
struct PercentileCurve
{
    QString name;
    Histogram histogram;
};

// Response times by percentile, one curve per run: the horizontal axis goes from the median to 99.999 % by the number of nines,
// like HdrHistogram's plots; the vertical axis is logarithmic. A curve ends where fewer than one request is slower. The table
// beside it has the same figures.
class PercentileCurves : public QWidget
{
    Q_OBJECT

public:
    explicit PercentileCurves(QWidget *parent = nullptr);

    void setCurves(std::vector<PercentileCurve> curves);
    const std::vector<PercentileCurve> &curves() const { return m_curves; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Scale;
    Scale scale() const;
    void paintGrid(QPainter &painter, const Scale &scale) const;
    void paintCurve(QPainter &painter, const Scale &scale, std::size_t at) const;

    std::vector<PercentileCurve> m_curves;
};

} // namespace poolwart
