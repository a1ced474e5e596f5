// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/rateshapeview.h"

#include "ui/charts/framework/sparkline.h"

#include <QPainter>

#include <vector>

namespace poolwart {

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
    const double seconds = curve.shownSeconds();
    std::vector<double> rates;
    for (int x = 0; x < width(); ++x)
        rates.push_back(curve.rateAt(seconds * x / width()));
    QPainter painter(this);
    paintSparkline(&painter, rect(), rates, palette().color(QPalette::Highlight));
}

} // namespace poolwart
