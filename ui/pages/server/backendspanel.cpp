// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/backendspanel.h"

#include "model/session/session.h"
#include "model/tables/backendtablemodel.h"
#include "model/tables/format.h"
#include "ui/controls/displaypause.h"
#include "ui/controls/settledselection.h"
#include "ui/delegates/celldelegate.h"
#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace poolwart {

using namespace Qt::StringLiterals;

BackendsPanel::BackendsPanel(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QGroupBox(tr("Backends of this run, as the server sees them"), parent)
    , m_session(session)
    , m_model(new BackendTableModel(session, this))
    , m_table(new QTableView(this))
    , m_cancel(new QPushButton(icon(Glyph::Cancel), tr("&Cancel the statement"), this))
    , m_agreement(new QLabel(this))
{
    setObjectName(u"backendsPanel"_s);
    buildLayout();
    connectSignals(displayPause);
}

void BackendsPanel::buildLayout()
{
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(RawRole);
    sorted->setDynamicSortFilter(false);
    m_table->setObjectName(u"backendTable"_s);
    m_table->setAccessibleName(tr("Backends of this run"));
    m_table->setModel(sorted);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    for (int column = 0; column < backendColumns; ++column) {
        const bool isWide = BackendColumn(column) == BackendColumn::Pool || BackendColumn(column) == BackendColumn::WaitEvent;
        m_table->setColumnWidth(column, std::max(fontMetrics().horizontalAdvance(u'0') * (isWide ? 18 : 9),
                                                 m_table->horizontalHeader()->sectionSizeHint(column)));
    }
    m_cancel->setObjectName(u"cancelBackend"_s);
    m_cancel->setToolTip(tr("Cancel the statements of the selected backends; their connections stay open"));
    m_cancel->setEnabled(false);
    m_agreement->setObjectName(u"backendAgreement"_s);
    m_agreement->setToolTip(tr("Open connections counted by the pools and by the server"));

    auto *foot = new QHBoxLayout;
    foot->addWidget(m_agreement, 1);
    foot->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
}

void BackendsPanel::connectSignals(DisplayPause *displayPause)
{
    connect(displayPause, &DisplayPause::changed, m_model, &BackendTableModel::setFrozen);
    connect(m_cancel, &QPushButton::clicked, this, &BackendsPanel::cancelSelected);
    connect(m_session, &Session::refreshed, this, &BackendsPanel::showAgreement);
    connect(new SettledSelection(m_table, m_model), &SettledSelection::changed, this,
            [this] { m_cancel->setEnabled(m_table->selectionModel()->hasSelection()); });
}

void BackendsPanel::cancelSelected()
{
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        const auto *sorted = qobject_cast<const QSortFilterProxyModel *>(m_table->model());
        const OwnBackend &row = m_model->rowAt(sorted->mapToSource(index).row());
        if (row.slot)
            m_session->cancelSlot(*row.slot);
    }
}

void BackendsPanel::showAgreement()
{
    int open = 0;
    for (const PoolSnapshot &pool : m_session->snapshot().pools)
        open += pool.open;
    const auto figure = [](int count) { return formatCount(static_cast<std::uint64_t>(std::max(0, count))); };
    const bool isPooled = m_session->server().pooler.has_value();
    setTitle(isPooled ? tr("Server connections of the pooler that serve this run, as the server sees them")
                      : tr("Backends of this run, as the server sees them"));
    m_table->setColumnHidden(static_cast<int>(BackendColumn::Slot), isPooled); // which slot is served cannot be known
    m_cancel->setVisible(!isPooled);
    m_agreement->setText((isPooled ? tr("%1 open in the pools, as clients of the pooler, which uses %2 server connections for them")
                                   : tr("%1 open in the pools, %2 in pg_stat_activity"))
                             .arg(figure(open), figure(m_session->server().ours)));
}

} // namespace poolwart
