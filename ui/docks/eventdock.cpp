// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/eventdock.h"

#include "model/session/session.h"
#include "model/tables/eventfiltermodel.h"
#include "model/tables/eventlogmodel.h"
#include "model/tables/format.h"
#include "ui/controls/displaypause.h"
#include "ui/controls/pagescroller.h"
#include "ui/delegates/celldelegate.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

EventDock::EventDock(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QDockWidget(tr("Events"), parent)
    , m_session(session)
    , m_log(new EventLogModel(this))
    , m_filtered(new EventFilterModel(this))
    , m_view(new QTableView)
    , m_text(new QLineEdit)
    , m_pool(new QComboBox)
    , m_severity(new QComboBox)
    , m_logQueries(new QCheckBox(tr("Log &queries")))
    , m_queryOptions(new QToolButton)
    , m_queryRate(new QActionGroup(this))
    , m_ofThePool(new QAction(tr("Only the &selected pool"), this))
    , m_showParameters(new QAction(tr("Include literals and &parameters"), this))
    , m_dropped(new QLabel)
    , m_clear(new QToolButton)
{
    setObjectName(u"eventDock"_s);
    m_filtered->setSourceModel(m_log);
    buildView();
    buildLayout();
    fillPools();
    connectSignals(displayPause);
}

void EventDock::buildView()
{
    m_view->setObjectName(u"eventView"_s);
    m_view->setAccessibleName(tr("Events, newest last"));
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // rows are never measured: there may be 20,000
    QHeaderView *header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto width = [this](const QString &widest) { return fontMetrics().horizontalAdvance(widest) + 16; };
    header->resizeSection(static_cast<int>(EventColumn::Time), width(u"00:00:00.000"_s));
    header->resizeSection(static_cast<int>(EventColumn::Pool), width(u"pool-100 wide"_s));
    header->resizeSection(static_cast<int>(EventColumn::Slot), width(u"s1000"_s));
    header->setStretchLastSection(true);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(tr("&Copy the selected lines"), m_view);
    copy->setObjectName(u"copyEvents"_s);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(copy);
    connect(copy, &QAction::triggered, this, &EventDock::copyLines);
}

// What of the queries is logged.
QMenu *EventDock::buildQueryMenu()
{
    auto *menu = new QMenu(m_queryOptions);
    for (const int oneIn : {1, 10, 100, 1'000}) {
        QAction *rate = m_queryRate->addAction(oneIn == 1 ? tr("Every request") : tr("One in %L1 requests").arg(oneIn));
        rate->setData(oneIn);
        rate->setCheckable(true);
        rate->setChecked(oneIn == 1);
        rate->setObjectName(u"logOneOf%1"_s.arg(oneIn));
        menu->addAction(rate);
    }
    menu->addSeparator();
    m_ofThePool->setObjectName(u"logOfPool"_s);
    m_showParameters->setObjectName(u"logParameters"_s);
    m_showParameters->setToolTip(tr("Statements that contain a password are always logged without them"));
    menu->setToolTipsVisible(true);
    for (QAction *part : {m_ofThePool, m_showParameters}) {
        part->setCheckable(true);
        menu->addAction(part);
    }
    return menu;
}

QWidget *EventDock::buildFilters()
{
    m_text->setObjectName(u"eventText"_s);
    m_text->setPlaceholderText(tr("Filter: words in any order"));
    m_text->setClearButtonEnabled(true);
    m_text->setToolTip(tr("Show only events whose line contains all of these words"));
    m_text->setAccessibleName(tr("Words to filter by"));
    m_pool->setObjectName(u"eventPool"_s);
    m_pool->setToolTip(tr("Show only events of this pool"));
    m_pool->setAccessibleName(tr("Pool to filter by"));
    m_pool->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_pool->setMaximumWidth(fontMetrics().horizontalAdvance(u'0') * 26);
    m_severity->setObjectName(u"eventSeverity"_s);
    m_severity->setToolTip(tr("Show only events of at least this severity"));
    m_severity->setAccessibleName(tr("Minimum severity"));
    m_severity->addItem(tr("All events"));
    m_severity->addItem(tr("Warnings and errors"));
    m_severity->addItem(tr("Errors"));
    m_logQueries->setObjectName(u"logQueries"_s);
    m_logQueries->setToolTip(tr("Log requests with their pool, slot and time"));
    m_logQueries->setWhatsThis(tr("Query logging can be switched while traffic runs, like ENABLE_QUERY_LOGGING in an "
                                  "application. The log has a limited size; further lines are only counted."));
    m_queryOptions->setObjectName(u"queryOptions"_s);
    m_queryOptions->setMenu(buildQueryMenu());
    m_queryOptions->setPopupMode(QToolButton::InstantPopup);
    m_queryOptions->setText(u"…"_s);
    m_queryOptions->setAutoRaise(true);
    m_queryOptions->setToolTip(tr("Which queries are logged, and in which detail"));
    m_queryOptions->setAccessibleName(tr("Options of the query log"));
    m_clear->setObjectName(u"clearEvents"_s);
    m_clear->setIcon(icon(Glyph::Reset));
    m_clear->setAutoRaise(true);
    m_clear->setToolTip(tr("Clear the log"));
    m_clear->setAccessibleName(tr("Clear the log"));
    m_dropped->setObjectName(u"droppedEvents"_s);

    auto *filters = new QWidget;
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(6, 2, 2, 0);
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    row->addWidget(m_pool);
    row->addWidget(m_severity);
    row->addWidget(m_logQueries);
    row->addWidget(m_queryOptions);
    row->addWidget(m_dropped);
    row->addWidget(m_clear);
    return filters;
}

void EventDock::buildLayout()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(buildFilters());
    column->addWidget(m_view, 1);
    setWidget(new PageScroller(content));
}

void EventDock::connectSignals(DisplayPause *displayPause)
{
    connect(displayPause, &DisplayPause::changed, m_log, &EventLogModel::setFrozen);
    connect(m_session, &Session::eventsArrived, m_log, [this](const std::vector<Event> &events) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        const bool follows = bar->value() == bar->maximum();
        m_log->append(events);
        if (follows)
            m_view->scrollToBottom();
    });
    connect(m_session, &Session::planChanged, this, &EventDock::fillPools);
    connect(m_session, &Session::refreshed, this, &EventDock::showDropped);
    connect(m_text, &QLineEdit::textChanged, m_filtered, &EventFilterModel::setText);
    connect(m_pool, &QComboBox::activated, this, &EventDock::choosePool);
    connect(m_severity, &QComboBox::activated, m_filtered, [this](int least) { m_filtered->setLeastSeverity(Severity(least)); });
    connect(m_logQueries, &QCheckBox::toggled, m_session, &Session::setQueryLogging);
    connect(m_queryRate, &QActionGroup::triggered, this, &EventDock::logAsChosen);
    connect(m_ofThePool, &QAction::toggled, this, &EventDock::logAsChosen);
    connect(m_showParameters, &QAction::toggled, this, &EventDock::logAsChosen);
    connect(m_clear, &QToolButton::clicked, m_log, &EventLogModel::clear);
}

void EventDock::fillPools()
{
    const QVariant chosen = m_pool->currentData();
    m_pool->clear();
    m_pool->addItem(tr("All pools"));
    for (const PoolPlan &pool : m_session->plan().pools)
        m_pool->addItem(QString::fromStdString(pool.name), static_cast<quint32>(pool.id));
    m_pool->setCurrentIndex(std::max(0, chosen.isValid() ? m_pool->findData(chosen) : 0));
    choosePool();
}

void EventDock::choosePool()
{
    const QVariant chosen = m_pool->currentData();
    m_filtered->setPool(chosen.isValid() ? std::optional(PoolId(chosen.toUInt())) : std::nullopt);
    logAsChosen();
}

void EventDock::logAsChosen()
{
    QueryLogging logging = m_session->queryLog();
    logging.oneIn = m_queryRate->checkedAction()->data().toUInt();
    logging.showsParameters = m_showParameters->isChecked();
    logging.pools.clear();
    if (const QVariant chosen = m_pool->currentData(); m_ofThePool->isChecked() && chosen.isValid())
        logging.pools.push_back(PoolId(chosen.toUInt()));
    m_session->setQueryLog(logging);
}

void EventDock::showDropped()
{
    const std::uint64_t dropped = m_session->snapshot().health.droppedEvents;
    m_dropped->setText(dropped == 0 ? QString() : tr("%1 lines dropped").arg(formatCount(dropped)));
    m_logQueries->setChecked(m_session->queryLogging());
}

void EventDock::copyLines()
{
    QStringList lines;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        lines << index.data(Qt::AccessibleTextRole).toString();
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void EventDock::focusFilter()
{
    show();
    raise();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

} // namespace poolwart
