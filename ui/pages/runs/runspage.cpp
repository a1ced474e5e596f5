// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runspage.h"

#include "model/session/runarchive.h"
#include "model/tables/runtablemodel.h"
#include "ui/controls/settledselection.h"
#include "ui/delegates/sparklinedelegate.h"
#include "ui/pages/runs/rundetails.h"
#include "ui/style/icons.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QUrl>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

const auto recordKey = u"runs/record"_s;
const auto arrivalsKey = u"runs/arrivals"_s;

bool isOneFile(const QMimeData *data)
{
    return data->urls().size() == 1 && data->urls().first().isLocalFile();
}

} // namespace

RunsPage::RunsPage(RunArchive *archive, QWidget *parent)
    : QWidget(parent)
    , m_archive(archive)
    , m_model(new RunTableModel(archive, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView)
    , m_empty(new QLabel(tr("Poolwart records a run from the start of the traffic to its stop and lists it here.")))
    , m_record(new QCheckBox(tr("&Record runs")))
    , m_arrivals(new QCheckBox(tr("for repl&ay")))
    , m_replay(new QPushButton(icon(Glyph::Play), tr("Re&play")))
    , m_import(new QPushButton(icon(Glyph::Open), tr("&Import …")))
    , m_reveal(new QPushButton(tr("Open f&older")))
    , m_delete(new QPushButton(icon(Glyph::Remove), tr("&Delete")))
    , m_details(new RunDetails)
{
    setObjectName(u"runsPage"_s);
    setAcceptDrops(true);
    buildTable();
    buildLayout();
    connectSignals();
    m_arrivals->setChecked(QSettings().value(arrivalsKey, false).toBool());
    m_record->setChecked(QSettings().value(recordKey, true).toBool());
    setRecording(m_record->isChecked());
    setFocusProxy(m_table);
    showCount();
    showSelection();
}

void RunsPage::buildTable()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RawRole);
    m_table->setObjectName(u"runTable"_s);
    m_table->setAccessibleName(tr("Recorded runs"));
    m_table->setModel(m_sorted);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setItemDelegateForColumn(static_cast<int>(RunColumn::Throughput), new SparklineDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(static_cast<int>(RunColumn::Started), Qt::DescendingOrder);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int width = fontMetrics().averageCharWidth();
    const int widths[]{17, 25, 12, 18, 16, 13, 14, 20};
    int column = 0;
    for (const int characters : widths)
        m_table->setColumnWidth(column++, characters * width);
}

void RunsPage::buildLayout()
{
    m_record->setObjectName(u"recordRuns"_s);
    m_record->setToolTip(tr("Record traffic from its start to its stop, second by second"));
    m_record->setWhatsThis(tr("Poolwart writes each run while it lasts, so that a crash loses at most one second. The "
                              "folder keeps the latest 200 runs, at most 512 MiB; runs with notes or tags are never "
                              "deleted automatically."));
    m_arrivals->setObjectName(u"recordArrivals"_s);
    m_arrivals->setAccessibleName(tr("Record arrivals for replay"));
    m_arrivals->setToolTip(tr("Record the due time of each request, so that the run can be replayed"));
    m_arrivals->setWhatsThis(tr("The file of each run started from now on also records the due time and kind of each "
                                "request, some bytes per request, up to 2,000,000 requests."));
    m_replay->setObjectName(u"replayRun"_s);
    m_replay->setToolTip(tr("Send the requests of the selected run again at their recorded times, with the current plan"));
    m_import->setObjectName(u"importRun"_s);
    m_import->setToolTip(tr("Copy a run file into this list; you can also drop it here"));
    m_reveal->setObjectName(u"revealRuns"_s);
    m_reveal->setToolTip(tr("Show the folder of the recorded runs"));
    m_delete->setObjectName(u"deleteRun"_s);
    m_delete->setToolTip(tr("Delete the selected runs; they can be restored"));
    m_empty->setObjectName(u"noRuns"_s);
    m_empty->setWordWrap(true);
    m_empty->setMargin(8);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_record);
    bar->addWidget(m_arrivals);
    bar->addStretch(1);
    for (QPushButton *button : {m_replay, m_import, m_reveal, m_delete})
        bar->addWidget(button);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_details);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(bar);
    column->addWidget(m_empty);
    column->addWidget(splitter, 1);
}

void RunsPage::connectSignals()
{
    connect(m_record, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(recordKey, on);
        setRecording(on);
    });
    connect(m_arrivals, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(arrivalsKey, on);
        setRecording(m_record->isChecked());
    });
    connect(m_replay, &QPushButton::clicked, this, &RunsPage::replaySelected);
    connect(m_import, &QPushButton::clicked, this, &RunsPage::chooseFile);
    connect(m_reveal, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_archive->folder())); });
    connect(m_delete, &QPushButton::clicked, this, &RunsPage::removeSelected);
    connect(new SettledSelection(m_table, m_model), &SettledSelection::changed, this, &RunsPage::showSelection);
    connect(m_archive, &RunArchive::listed, this, &RunsPage::showCount);
    connect(m_archive, &RunArchive::opened, m_details, &RunDetails::show);
    connect(m_archive, &RunArchive::removed, this, &RunsPage::offerUndo);
    connect(m_archive, &RunArchive::failed, this, [this](const Error &error) { Q_EMIT messageRaised(messageOf(error)); });
    auto *shortcut = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &RunsPage::removeSelected);
}

QStringList RunsPage::selectedPaths() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(m_sorted->mapToSource(index).row());
    std::ranges::sort(rows, std::ranges::greater()); // the model has the latest first
    QStringList paths;
    for (const int row : rows)
        paths.append(m_model->path(row));
    return paths;
}

void RunsPage::showSelection()
{
    const QStringList paths = selectedPaths();
    m_delete->setEnabled(!paths.isEmpty());
    m_replay->setEnabled(paths.size() == 1);
    if (!paths.isEmpty() && paths.size() <= RunDetails::maxRuns)
        m_archive->read(paths);
    else
        m_details->clear();
}

void RunsPage::showCount()
{
    m_empty->setVisible(m_model->rowCount() == 0);
}

void RunsPage::setRecording(bool on)
{
    m_arrivals->setEnabled(on);
    m_archive->setArrivalRecording(on && m_arrivals->isChecked());
    m_archive->setRecording(on);
}

void RunsPage::replaySelected()
{
    m_archive->replay(selectedPaths().first());
}

void RunsPage::removeSelected()
{
    for (const QString &path : selectedPaths())
        m_archive->remove(path);
}

void RunsPage::offerUndo(const QString &trashed, const QString &path)
{
    Q_EMIT messageRaised({.severity = Severity::Info,
                          .text = tr("The run was deleted."),
                          .actionText = tr("Restore"),
                          .action = [archive = m_archive, trashed, path] { archive->restore(trashed, path); }});
}

void RunsPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import run"), {}, tr("Runs (*.json *.part);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_archive, &RunArchive::import);
    dialog->open();
}

void RunsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_archive->list();
}

void RunsPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (isOneFile(event->mimeData()))
        event->acceptProposedAction();
}

void RunsPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_archive->import(event->mimeData()->urls().first().toLocalFile());
}

} // namespace poolwart
