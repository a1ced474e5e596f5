// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/traffic/workloadpanel.h"

#include "model/session/session.h"
#include "model/tables/classtablemodel.h"
#include "model/tables/scripttablemodel.h"
#include "model/workload/builtinworkloads.h"
#include "ui/controls/displaypause.h"
#include "ui/controls/filenotice.h"
#include "ui/controls/settledselection.h"
#include "ui/delegates/choicedelegate.h"
#include "ui/style/icons.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QToolButton *button(const QString &name, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QToolButton *iconButton(const QString &name, Glyph glyph, const QString &toolTip)
{
    QToolButton *made = button(name, {}, toolTip);
    made->setIcon(icon(glyph));
    made->setAutoRaise(true);
    return made;
}

} // namespace

WorkloadPanel::WorkloadPanel(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_scripts(new ScriptTableModel(session, this))
    , m_classes(new ClassTableModel(session, this))
    , m_name(new QLabel)
    , m_builtIn(button(u"builtInWorkload"_s, tr("Built-in"),
                       tr("Use a built-in workload: from pgbench, or a mix that holds slots for a known time")))
    , m_open(button(u"openWorkload"_s, tr("Open …"), tr("Use a workload file or a pgbench script")))
    , m_save(button(u"saveWorkload"_s, tr("Save as …"), tr("Save this workload and all its scripts in one file")))
    , m_add(iconButton(u"addToWorkload"_s, Glyph::Add, {}))
    , m_remove(iconButton(u"removeFromWorkload"_s, Glyph::Remove, {}))
    , m_tabs(new QTabWidget)
    , m_writes(new QLabel)
    , m_allow(new QPushButton(tr("Allow writes")))
    , m_notice(new FileNotice(this))
{
    setObjectName(u"workloadPanel"_s);
    m_scriptTable = buildTable(m_scripts, u"scriptTable"_s, tr("Scripts of the workload"));
    m_classTable = buildTable(m_classes, u"classTable"_s, tr("Classes of the workload"));
    buildBar();
    buildTables(displayPause);
    connectSignals();
    showWorkload();
}

void WorkloadPanel::buildBar()
{
    auto *menu = new QMenu(m_builtIn);
    for (const BuiltInWorkload &builtIn : builtInWorkloads()) {
        const QString title = QCoreApplication::translate("core", builtIn.title);
        QAction *action = menu->addAction(
            title, this, [this, title, workload = builtIn.workload] { replace(workload, tr("“%1” is in use.").arg(title)); });
        action->setObjectName(u"builtIn-"_s + QString::fromLatin1(builtIn.id.data(), static_cast<qsizetype>(builtIn.id.size())));
    }
    m_builtIn->setMenu(menu);
    m_builtIn->setPopupMode(QToolButton::InstantPopup);
    m_name->setObjectName(u"workloadName"_s);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // what does not fit is in the tooltip
    m_writes->setObjectName(u"workloadWrites"_s);
    m_writes->setTextFormat(Qt::PlainText);
    m_writes->setWordWrap(true);
    m_allow->setObjectName(u"allowWrites"_s);
    m_allow->setToolTip(tr("Allow this workload to write on this server until Poolwart quits"));
}

QTableView *WorkloadPanel::buildTable(QAbstractItemModel *model, const QString &name, const QString &title)
{
    auto *table = new QTableView;
    table->setObjectName(name);
    table->setAccessibleName(title);
    table->setModel(model);
    table->setItemDelegate(new ChoiceDelegate(table));
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setMouseTracking(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < model->columnCount(); ++column)
        table->setColumnWidth(column,
                              std::max(table->horizontalHeader()->sectionSizeHint(column) + 6, fontMetrics().averageCharWidth() * 9));
    table->setMinimumHeight(fontMetrics().height() * 5);
    return table;
}

void WorkloadPanel::buildTables(DisplayPause *displayPause)
{
    m_scriptTable->setWhatsThis(tr("Each request draws a class according to the shares, and then a script of that class "
                                   "according to the weights. Double-click, F2 or typing edits a cell; Enter applies at once, "
                                   "also while traffic runs. The selected script is edited below."));
    m_classTable->setWhatsThis(tr("A class is a kind of request: short ones, long ones, those of a cache. A request that "
                                  "misses the deadline of its class is cancelled and counted as timed out. A class with a "
                                  "route uses that pool under every policy."));
    connect(displayPause, &DisplayPause::changed, m_scripts, &WorkloadModel::setFrozen);
    connect(displayPause, &DisplayPause::changed, m_classes, &WorkloadModel::setFrozen);
    m_tabs->setObjectName(u"workloadTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_scriptTable, QString());
    m_tabs->addTab(m_classTable, QString());
    auto *corner = new QWidget;
    auto *buttons = new QHBoxLayout(corner);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    m_tabs->setCornerWidget(corner);

    auto *bar = new QHBoxLayout;
    bar->addWidget(m_name, 1);
    for (QToolButton *each : {m_builtIn, m_open, m_save})
        bar->addWidget(each);
    auto *writes = new QHBoxLayout;
    writes->addWidget(m_writes, 1);
    writes->addWidget(m_allow);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(bar);
    column->addLayout(writes);
    column->addWidget(m_tabs, 1);
    setFocusProxy(m_scriptTable);
}

void WorkloadPanel::connectSignals()
{
    connect(m_session, &Session::trafficChanged, this, &WorkloadPanel::showWorkload);
    connect(m_session, &Session::stateChanged, this, &WorkloadPanel::showWrites);
    connect(m_session, &Session::stateChanged, this, [this] {
        if (m_session->state() == Session::State::ShuttingDown)
            cancelReading();
    });
    connect(m_notice, &FileNotice::raised, this, &WorkloadPanel::messageRaised);
    connect(m_session, &Session::writesAllowed, this, &WorkloadPanel::showWrites);
    connect(m_open, &QToolButton::clicked, this, &WorkloadPanel::chooseFile);
    connect(m_save, &QToolButton::clicked, this, &WorkloadPanel::chooseSaveName);
    connect(m_add, &QToolButton::clicked, this, &WorkloadPanel::add);
    connect(m_remove, &QToolButton::clicked, this, &WorkloadPanel::remove);
    connect(m_tabs, &QTabWidget::currentChanged, this, &WorkloadPanel::showSelection);
    connect(m_allow, &QPushButton::clicked, this, [this] {
        if (const auto target = m_session->target())
            m_session->allowWrites(*target);
    });
    for (WorkloadModel *model : std::initializer_list<WorkloadModel *>{m_scripts, m_classes})
        connect(model, &WorkloadModel::refused, this, [this](const Error &error) { Q_EMIT messageRaised(messageOf(error)); });
    for (auto *selection : {new SettledSelection(m_scriptTable, m_scripts), new SettledSelection(m_classTable, m_classes)})
        connect(selection, &SettledSelection::changed, this, &WorkloadPanel::showSelection);
}

void WorkloadPanel::showWorkload()
{
    const Workload &workload = m_session->traffic().workload;
    m_name->setText(workload.name.empty() ? tr("unnamed") : QString::fromStdString(workload.name));
    m_name->setToolTip(m_name->text());
    m_tabs->setTabText(0, tr("Scripts (%1)").arg(workload.scripts.size()));
    m_tabs->setTabText(1, tr("Classes (%1)").arg(workload.classes.size()));
    if (selected(m_scriptTable) < 0)
        m_scriptTable->selectRow(0);
    showWrites();
    showSelection();
}

void WorkloadPanel::showWrites()
{
    const auto strange = strangeScript(m_session->traffic().workload);
    const auto writes = writingScript(m_session->traffic().workload);
    const bool mayNot = m_session->writeRefusal().has_value();
    m_writes->setVisible(writes || strange);
    m_allow->setVisible(mayNot);
    if (strange && !mayNot)
        m_writes->setText(u"⚠ "_s + QString::fromStdString(*strange) + u' ' + tr("The server will reject it."));
    if (!writes || (strange && !mayNot))
        return;
    const QString sentence = QString::fromStdString(*writes);
    m_writes->setText(mayNot ? u"⚠ "_s + tr("%1 Writing is not allowed here: the sessions are read-only.").arg(sentence) : sentence);
}

bool WorkloadPanel::areClassesShown() const
{
    return m_tabs->currentWidget() == m_classTable;
}

int WorkloadPanel::selected(const QTableView *table) const
{
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void WorkloadPanel::showSelection()
{
    const bool areClasses = areClassesShown();
    const QString add = areClasses ? tr("Add a class") : tr("Add a script");
    const QString remove = areClasses ? tr("Remove the selected class; its scripts stay") : tr("Remove the selected script");
    m_add->setToolTip(add);
    m_add->setAccessibleName(add);
    m_remove->setToolTip(remove);
    m_remove->setAccessibleName(remove);
    m_remove->setEnabled(areClasses ? selected(m_classTable) >= 0 : selected(m_scriptTable) >= 0 && m_scripts->rowCount() > 1);
    if (const int script = selected(m_scriptTable); script >= 0)
        Q_EMIT scriptChosen(static_cast<std::size_t>(script));
}

void WorkloadPanel::use(const Workload &workload)
{
    TrafficPlan traffic = m_session->traffic();
    traffic.workload = workload;
    if (const Done set = m_session->setTraffic(traffic); !set)
        Q_EMIT messageRaised(messageOf(set.error()));
}

void WorkloadPanel::replace(const Workload &workload, const QString &sentence)
{
    const Workload before = m_session->traffic().workload;
    if (workload == before)
        return;
    // First: whether it may write, or why it cannot be, is more urgent and takes this one's place.
    Q_EMIT messageRaised(
        {.severity = Severity::Info, .text = sentence, .details = {}, .actionText = tr("Restore"), .action = [this, before] {
             use(before);
         }});
    use(workload);
}

void WorkloadPanel::add()
{
    const Workload &workload = m_session->traffic().workload;
    QTableView *table = areClassesShown() ? m_classTable : m_scriptTable;
    if (areClassesShown()) {
        use(withNewClass(workload));
    } else {
        const int current = selected(m_scriptTable);
        use(withNewScript(workload, current < 0 ? std::string() : workload.scripts[static_cast<std::size_t>(current)].className));
    }
    table->selectRow(table->model()->rowCount() - 1);
}

void WorkloadPanel::remove()
{
    const Workload &workload = m_session->traffic().workload;
    const int row = selected(areClassesShown() ? m_classTable : m_scriptTable);
    if (row < 0)
        return;
    const auto index = static_cast<std::size_t>(row);
    if (areClassesShown())
        replace(withoutClass(workload, index), tr("The class “%1” was removed.").arg(QString::fromStdString(workload.classes[index].name)));
    else
        replace(withoutScript(workload, index), tr("The script “%1” was removed.").arg(m_scripts->index(row, 0).data().toString()));
}

} // namespace poolwart
