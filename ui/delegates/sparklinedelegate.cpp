// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/sparklinedelegate.h"

#include "model/tables/roles.h"
#include "ui/charts/framework/poolcolours.h"
#include "ui/charts/framework/sparkline.h"

#include <QPainter>

namespace poolwart {

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    CellDelegate::paint(painter, option, index);
    const auto values = index.data(SparklineRole).value<QList<double>>();
    const int forNumber = option.fontMetrics.horizontalAdvance(QStringLiteral("0,000")) + 8;
    const QRect line = option.rect.adjusted(4, 5, -forNumber, -5);
    if (values.size() < 2 || line.width() < 12)
        return;
    const PoolId pool{index.data(PoolIdRole).toUInt()};
    painter->save();
    paintSparkline(painter, line, values, poolColour(pool, option.palette));
    painter->restore();
}

} // namespace poolwart
