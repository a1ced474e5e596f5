// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartframe.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/charts/framework/charttablemodel.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 describingInterval = 1000; // ms; a screen reader must not be flooded
constexpr qint64 listingInterval = 500;     // ms; figures in a table must be readable

// Milliseconds after the rest of the window: charts of one page, made one after the other, draw in turn, so that an event of
// the user's waits for one of them at most.
int nextTurn()
{
    static int made = 0;
    return 20 + 30 * (made++ % 2);
}

// Without the arrow, which would say less than the dots. No style sheet: it would keep the palette of before.
class MenuButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.features &= ~QStyleOptionToolButton::ToolButtonFeatures(QStyleOptionToolButton::HasMenu);
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

QTableView *makeTable(QAbstractItemModel *model, const QString &title)
{
    auto *table = new QTableView;
    table->setModel(model);
    table->setAccessibleName(title);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setContextMenuPolicy(Qt::NoContextMenu); // the frame's
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 4);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignBottom);
    table->horizontalHeader()->setDefaultSectionSize(table->fontMetrics().horizontalAdvance(u"max_connections"_s) + 16);
    return table;
}

} // namespace

ChartFrame::ChartFrame(Session *session, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_spans(new QActionGroup(this))
    , m_title(new QLabel(title))
    , m_load(new QLabel)
    , m_frozenLabel(new QLabel)
    , m_menu(new QMenu(this))
    , m_stack(new QStackedWidget)
    , m_view(new ChartView)
    , m_model(new ChartTableModel(this))
{
    m_table = makeTable(m_model, title);
    buildLayout(title);
    buildMenu();
    connectSignals();
}

ChartFrame::~ChartFrame() = default;

void ChartFrame::buildLayout(const QString &title)
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_load->setObjectName(u"chartLoad"_s);
    m_load->setForegroundRole(QPalette::PlaceholderText);
    m_load->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // what does not fit is in the tooltip
    m_frozenLabel->setObjectName(u"frozenLabel"_s);
    m_frozenLabel->hide();
    m_frozenTimer.setInterval(1000);
    m_turn.setSingleShot(true);
    m_turn.setInterval(nextTurn());

    auto *menuButton = new MenuButton;
    menuButton->setObjectName(u"chartMenu"_s);
    menuButton->setText(u"⋯"_s);
    menuButton->setAccessibleName(tr("Menu of “%1”").arg(title));
    menuButton->setToolTip(tr("Show as a table, copy or save"));
    menuButton->setAutoRaise(true);
    menuButton->setFocusPolicy(Qt::TabFocus);
    menuButton->setPopupMode(QToolButton::InstantPopup);
    menuButton->setMenu(m_menu);

    auto *header = new QHBoxLayout;
    header->addWidget(m_title);
    header->addWidget(m_load, 1);
    header->addWidget(m_frozenLabel);
    header->addWidget(menuButton);
    m_view->setAccessibleName(title);
    m_view->setContextMenuPolicy(Qt::NoContextMenu); // the frame's
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(header);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_view);
}

void ChartFrame::buildMenu()
{
    m_tableAction = m_menu->addAction(tr("Show as &Table"));
    m_tableAction->setCheckable(true);
    connect(m_tableAction, &QAction::toggled, this, &ChartFrame::setTableShown);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Copy as CSV")), &QAction::triggered, this, &ChartFrame::copyCsv);
    connect(m_menu->addAction(tr("Save as C&SV…")), &QAction::triggered, this,
            [this] { askAndSave(u"csv"_s, tr("Comma-separated values (*.csv)"), csv()); });
    connect(m_menu->addAction(tr("Save as &Picture…")), &QAction::triggered, this,
            [this] { askAndSave(u"png"_s, tr("Pictures (*.png)"), png()); });
    m_menu->addSeparator();
}

void ChartFrame::connectSignals()
{
    connect(m_view, &ChartView::pointed, this, &ChartFrame::point);
    connect(m_view, &ChartView::stepped, this, &ChartFrame::step);
    connect(m_view, &ChartView::jumped, this, &ChartFrame::jump);
    connect(m_view, &ChartView::dismissed, this, [this] { moveCrosshair(std::nullopt); });
    connect(&m_frozenTimer, &QTimer::timeout, this, &ChartFrame::sayFrozen);
    connect(&m_turn, &QTimer::timeout, this, &ChartFrame::catchUp);
}

void ChartFrame::follow()
{
    if (m_session) {
        connect(m_session, &Session::refreshed, &m_turn, qOverload<>(&QTimer::start));
        connect(m_session, &Session::trafficChanged, this, &ChartFrame::showLoad);
        showLoad();
    }
    m_data = makeData(History());
    if (hasSpans())
        buildSpans();
    redraw();
    catchUp();
}

void ChartFrame::catchUp()
{
    if (m_session && isSeen())
        refresh(m_session->snapshot(), m_session->history());
}

bool ChartFrame::isSeen() const
{
    return isVisible() && !window()->isMinimized();
}

void ChartFrame::refresh(const Snapshot &snapshot, const History &history)
{
    if (isFrozen())
        return;
    learnNames(m_names, snapshot, history.points(m_span));
    findOrigin(snapshot.at);
    m_refreshedAt = snapshot.at;
    ChartData data = makeData(history);
    const bool isSame = isBySecond() && !data.times.empty() && data.times == m_data.times && history.marks() == m_marks;
    m_data = std::move(data);
    m_marks = history.marks();
    sayStretch(history);
    if (isSame)
        return;
    if (isTableShown() && m_sinceListed.isValid() && m_sinceListed.elapsed() < listingInterval)
        return;
    redraw();
}

void ChartFrame::remake()
{
    const History *history = m_still ? m_still.get() : m_session ? &m_session->history() : nullptr;
    if (history) {
        m_data = makeData(*history);
        sayStretch(*history);
    }
    redraw();
}

void ChartFrame::redraw()
{
    if (isTableShown()) {
        m_sinceListed.start();
        m_model->setData(m_data, m_origin);
    } else {
        ChartDecor decor = draw(m_data);
        if (m_data.isOverTime())
            decor.along = {-m_data.span, 0};
        // A point of a long stretch is there when the stretch is full: the last one is of a while ago.
        const bool isNow = !isFrozen() && m_data.width <= std::chrono::seconds(1);
        decor.endText = isNow ? tr("now") : formatTimeOfDay(wallTime(newest())).left(8);
        if (m_data.isEmpty())
            decor.emptyText = emptyText();
        else
            std::ranges::move(marksOf(), std::back_inserter(decor.marks));
        m_view->setDecor(decor);
        updateReadout();
    }
    describeItself();
}

std::vector<ChartMark> ChartFrame::marksOf() const
{
    std::vector<ChartMark> marks;
    for (const HistoryMark &mark : m_marks) {
        const double seconds = inSeconds(mark.at - newest());
        if (seconds >= -m_data.span && seconds <= 0)
            marks.push_back({.seconds = seconds, .text = mark.replay.empty() ? arrivalsName(mark.arrivals) : replayName(mark.replay)});
    }
    return marks;
}

// Figures of a closed loop and of an open one mean different things: each chart says which they are.
void ChartFrame::showLoad()
{
    const QString load = trafficName(m_session->traffic());
    m_load->setText(m_stretch.isEmpty() ? load : u"%1 · %2"_s.arg(m_stretch, load));
    m_load->setToolTip(m_load->text());
}

void ChartFrame::label(ChartDecor &decor, const ChartColumn &column, const QColor &colour) const
{
    if (std::isfinite(column.last()))
        decor.endLabels.push_back({column.last(), unitText(column.unit, column.last()) + u' ' + column.name, colour});
}

// Snapshots arrive late, never early: the earliest arrival is the best witness. A clock that was set is followed.
void ChartFrame::findOrigin(TimePoint now)
{
    if (m_originIsGiven)
        return;
    const auto wall = std::chrono::system_clock::now();
    const auto origin = wall - std::chrono::duration_cast<std::chrono::system_clock::duration>(now.time_since_epoch());
    const bool isFirst = m_origin == std::chrono::system_clock::time_point();
    if (isFirst || origin < m_origin || origin - m_origin > std::chrono::seconds(1))
        m_origin = origin;
}

void ChartFrame::setOrigin(std::chrono::system_clock::time_point origin)
{
    m_origin = origin;
    m_originIsGiven = true;
    redraw();
}

TimePoint ChartFrame::newest() const
{
    return m_data.times.empty() ? m_refreshedAt : m_data.times.back();
}

std::chrono::system_clock::time_point ChartFrame::wallTime(TimePoint at) const
{
    return m_origin + std::chrono::duration_cast<std::chrono::system_clock::duration>(at.time_since_epoch());
}

void ChartFrame::setTitle(const QString &title)
{
    m_title->setText(title);
    m_view->setAccessibleName(title);
    m_table->setAccessibleName(title);
}

QString ChartFrame::title() const
{
    return m_title->text();
}

// The newest figures in words, at most once a second.
void ChartFrame::describeItself()
{
    if (m_sinceDescribed.isValid() && m_sinceDescribed.elapsed() < describingInterval)
        return;
    m_sinceDescribed.start();
    m_view->setAccessibleDescription(m_data.isEmpty() ? emptyText() : describe(m_data));
}

void ChartFrame::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        redraw();
}

void ChartFrame::contextMenuEvent(QContextMenuEvent *event)
{
    m_menu->popup(event->globalPos());
}

void ChartFrame::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    catchUp();
}

} // namespace poolwart
