// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/poolnamedelegate.h"

#include "model/tables/roles.h"
#include "ui/charts/framework/poolcolours.h"
#include "ui/style/icons.h"

#include <QPainter>

namespace poolwart {

namespace {

constexpr int starSize = 14;
constexpr int markerSize = 12;

bool isDefault(const QModelIndex &index)
{
    return index.data(MarkRole).toBool();
}

} // namespace

void PoolNameDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    SettingDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideMiddle; // names differ at their ends
    if (!index.data(ProblemRole).toString().isEmpty())
        return;
    const PoolId pool{index.data(PoolIdRole).toUInt()};
    option->icon = poolMarker(pool, option->palette, markerSize);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(markerSize, markerSize);
}

void PoolNameDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    SettingDelegate::paint(painter, option, index);
    if (!isDefault(index))
        return;
    const QRect &cell = option.rect;
    const QRect star(cell.right() - starSize - 3, cell.center().y() - starSize / 2 + 1, starSize, starSize);
    icon(Glyph::Star).paint(painter, star);
}

QSize PoolNameDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return SettingDelegate::sizeHint(option, index) + QSize(isDefault(index) ? starSize + 6 : 0, 0);
}

} // namespace poolwart
