// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartexport.h"

#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/chartview.h"

#include <QBuffer>
#include <QPainter>

namespace poolwart {

namespace {

constexpr double imageScale = 2;
constexpr int border = 12;
constexpr QSize smallest(640, 280);

void paintHeading(QPainter *painter, const QRect &rect, const ChartView *view, const QString &title, const QString &note)
{
    QFont font = view->font();
    painter->setFont(font);
    painter->setPen(captionColour(view->palette()));
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, note);
    font.setBold(true);
    painter->setFont(font);
    painter->setPen(view->palette().color(QPalette::WindowText));
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, title);
}

} // namespace

QImage chartImage(ChartView *view, const QString &title, const QString &note)
{
    if (!view->isVisible()) {
        view->resize(view->size().expandedTo(smallest));
        view->grab(); // a hidden widget is laid out only when it is drawn
    }
    const int heading = view->fontMetrics().height() + border;
    const QSize size = view->viewport()->size() + QSize(2 * border, heading + 2 * border);
    QImage image(size * imageScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(imageScale);
    image.fill(view->palette().color(QPalette::Window));
    QPainter painter(&image);
    paintHeading(&painter, QRect(border, border, size.width() - 2 * border, heading - border / 2), view, title, note);
    painter.setRenderHints(view->renderHints());
    const QRect seen = view->viewport()->rect();
    view->render(&painter, QRectF(seen.translated(border, border + heading)), seen);
    return image;
}

QByteArray toPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace poolwart
