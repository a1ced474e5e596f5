// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/runtablemodel.h"

#include "model/tables/format.h"
#include "model/tables/runtext.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

RunColumn columnOf(const QModelIndex &index)
{
    return static_cast<RunColumn>(index.column());
}

QDateTime startOf(const RunEntry &run)
{
    return QDateTime::fromSecsSinceEpoch(run.startedAt.time_since_epoch().count());
}

QString joined(const std::vector<std::string> &tags)
{
    QStringList list;
    for (const std::string &tag : tags)
        list.append(QString::fromStdString(tag));
    return list.join(u", "_s);
}

// "night, before" → two tags; blanks around them are not meant.
QStringList tagsOf(const QString &text)
{
    QStringList tags;
    for (const QString &tag : text.split(u',', Qt::SkipEmptyParts)) {
        if (!tag.trimmed().isEmpty())
            tags.append(tag.trimmed());
    }
    return tags;
}

bool isFigure(RunColumn column)
{
    return column == RunColumn::Throughput || column == RunColumn::ResponseP99 || column == RunColumn::Length;
}

Tone toneOf(HealthGrade grade)
{
    switch (grade) {
    case HealthGrade::Good:
        return Tone::Quiet;
    case HealthGrade::Degraded:
        return Tone::Warning;
    case HealthGrade::Invalid:
        return Tone::Alarm;
    }
    Q_UNREACHABLE();
}

bool isEditable(RunColumn column)
{
    return column == RunColumn::Notes || column == RunColumn::Tags;
}

} // namespace

RunTableModel::RunTableModel(RunArchive *archive, QObject *parent)
    : MergingTableModel(parent)
    , m_archive(archive)
{
    connect(archive, &RunArchive::listed, this, &RunTableModel::setRuns);
}

void RunTableModel::setRuns(const std::vector<RunEntry> &runs)
{
    merge(m_runs, runs, [](const RunEntry &run) { return run.path; });
}

int RunTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(RunColumn::Count);
}

QString RunTableModel::path(int row) const
{
    return QString::fromStdString(m_runs.at(static_cast<std::size_t>(row)).path);
}

bool RunTableModel::isReadable(int row) const
{
    return !m_runs.at(static_cast<std::size_t>(row)).fault;
}

QString RunTableModel::textOf(const RunEntry &run, RunColumn column) const
{
    if (run.fault)
        return column == RunColumn::Started ? QFileInfo(QString::fromStdString(run.path)).fileName()
             : column == RunColumn::Plan    ? tr("cannot be read")
                                            : QString();
    switch (column) {
    case RunColumn::Started:
        return QLocale().toString(startOf(run), QLocale::ShortFormat);
    case RunColumn::Plan:
        return run.isInterrupted ? tr("%1 (interrupted)").arg(planWords(run.plan)) : planWords(run.plan);
    case RunColumn::Traffic:
        return arrivalWords(run.traffic, run.replay);
    case RunColumn::Throughput:
        return formatNumber(run.throughputPerSecond);
    case RunColumn::ResponseP99:
        return formatTime(run.responseP99);
    case RunColumn::Length:
        return formatAge(std::chrono::seconds(static_cast<long long>(run.elapsedSeconds)));
    case RunColumn::Health:
        return healthWords(run.health.grade);
    case RunColumn::Notes:
        return QString::fromStdString(run.notes);
    case RunColumn::Tags:
        return joined(run.tags);
    case RunColumn::Count:
        break;
    }
    return {};
}

QVariant RunTableModel::rawOf(const RunEntry &run, RunColumn column) const
{
    switch (column) {
    case RunColumn::Started:
        return startOf(run);
    case RunColumn::Throughput:
        return run.throughputPerSecond;
    case RunColumn::ResponseP99:
        return static_cast<qlonglong>(run.responseP99.count());
    case RunColumn::Length:
        return run.elapsedSeconds;
    case RunColumn::Health:
        return static_cast<int>(run.health.grade);
    default:
        return textOf(run, column);
    }
}

QVariant RunTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunEntry &run = m_runs[static_cast<std::size_t>(index.row())];
    const RunColumn column = columnOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return textOf(run, column);
    case RawRole:
        return rawOf(run, column);
    case Qt::ToolTipRole:
        if (column == RunColumn::Health && !run.health.reason.empty())
            return QString::fromStdString(run.health.reason);
        return run.fault ? QString::fromStdString(run.fault->message) : QString::fromStdString(run.path);
    case Qt::TextAlignmentRole:
        return static_cast<int>((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SparklineRole:
        return column == RunColumn::Throughput ? QVariant::fromValue(QList<double>(run.course.begin(), run.course.end())) : QVariant();
    case PoolIdRole:
        return 1u; // one hue for all runs
    case ToneRole:
        if (column == RunColumn::Health && !run.fault)
            return static_cast<int>(toneOf(run.health.grade));
        return static_cast<int>(run.fault || run.isInterrupted ? Tone::Warning : Tone::Normal);
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return MergingTableModel::headerData(section, orientation, role);
    const QStringList titles{tr("Started"), tr("Plan"),      tr("Traffic"), tr("Per second"), tr("Response p99"),
                             tr("Length"),  tr("Generator"), tr("Notes"),   tr("Tags")};
    return titles.value(section);
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = MergingTableModel::flags(index);
    const bool canEdit = index.isValid() && isEditable(columnOf(index)) && isReadable(index.row());
    return canEdit ? flags | Qt::ItemIsEditable : flags;
}

bool RunTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    RunEntry &run = m_runs[static_cast<std::size_t>(index.row())];
    if (value.toString() == textOf(run, columnOf(index)))
        return false;
    const QString notes = columnOf(index) == RunColumn::Notes ? value.toString() : QString::fromStdString(run.notes);
    const QStringList tags = tagsOf(columnOf(index) == RunColumn::Tags ? value.toString() : joined(run.tags));
    run.notes = notes.toStdString();
    run.tags.clear();
    for (const QString &tag : tags)
        run.tags.push_back(tag.toStdString());
    Q_EMIT dataChanged(index, index);
    m_archive->annotate(QString::fromStdString(run.path), notes, tags); // what is refused comes back with the next list
    return true;
}

} // namespace poolwart
