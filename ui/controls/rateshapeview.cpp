// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/rateshapeview.h"

#include "model/core/clock.h"
#include "ui/charts/framework/sparkline.h"

#include <QPainter>

#include <vector>

namespace poolwart {

namespace {

// So much that the whole shape is seen, and that it holds afterwards or comes again.
double shownSeconds(const RateShape &shape)
{
    if (const auto *ramp = std::get_if<RateRamp>(&shape))
        return 1.5 * inSeconds(ramp->over);
    if (const auto *steps = std::get_if<RateSteps>(&shape))
        return (steps->count + 0.5) * inSeconds(steps->each);
    if (const auto *bursts = std::get_if<RateBursts>(&shape))
        return 3 * inSeconds(bursts->period);
    return 1;
}

} // namespace

RateShapeView::RateShapeView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rateShapeView"));
}

void RateShapeView::draw(const OpenLoop &open, const QString &name)
{
    m_open = open;
    setToolTip(name);
    setAccessibleName(name);
    update();
}

QSize RateShapeView::sizeHint() const
{
    const int line = fontMetrics().height();
    return {8 * line, 3 * line};
}

void RateShapeView::paintEvent(QPaintEvent *)
{
    const RateCurve curve(m_open);
    const double seconds = shownSeconds(m_open.shape);
    std::vector<double> rates;
    for (int x = 0; x < width(); ++x)
        rates.push_back(curve.rateAt(seconds * x / width()));
    QPainter painter(this);
    paintSparkline(&painter, rect(), rates, palette().color(QPalette::Highlight));
}

} // namespace poolwart
