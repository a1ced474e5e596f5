// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/settledselection.h"

#include "model/tables/mergingtablemodel.h"

#include <QAbstractItemView>
#include <QItemSelectionModel>

#include <utility>

namespace poolwart {

SettledSelection::SettledSelection(QAbstractItemView *view, const MergingTableModel *model)
    : QObject(view)
    , m_model(model)
{
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SettledSelection::noteChange);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &SettledSelection::noteChange);
    connect(model, &MergingTableModel::merged, this, &SettledSelection::settle);
}

void SettledSelection::noteChange()
{
    m_isPending = true;
    if (!m_model->isMerging())
        settle();
}

void SettledSelection::settle()
{
    if (std::exchange(m_isPending, false))
        Q_EMIT changed();
}

} // namespace poolwart
