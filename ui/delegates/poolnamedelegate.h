// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/settingdelegate.h"

namespace poolwart {

// A pool's name with its marker before it and the star of the default pool after it.
class PoolNameDelegate : public SettingDelegate
{
    Q_OBJECT

public:
    using SettingDelegate::SettingDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace poolwart
