// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace poolwart {

// The events of a pool, from a severity upwards, whose line contains each word of a text.
class EventFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString &text);
    void setPool(std::optional<PoolId> pool); // events without a pool are always shown
    void setLeastSeverity(Severity severity);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    std::optional<PoolId> m_pool;
    Severity m_minSeverity = Severity::Info;
};

} // namespace poolwart
