// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/workloadmodel.h"

#include "model/session/session.h"
#include "model/tables/format.h"

namespace poolwart {

namespace {

std::uint64_t errorsOf(const RequestCounts &counts)
{
    return counts.failed + counts.timedOut + counts.rejected + counts.dropped;
}

} // namespace

QVariant workloadFigure(const std::optional<ClassFigures> &figures, WorkloadFigure figure, int role)
{
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (!figures)
        return {};
    const std::uint64_t errors = errorsOf(figures->requests);
    if (role == ToneRole)
        return static_cast<int>(figure == WorkloadFigure::Errors ? (errors > 0 ? Tone::Warning : Tone::Quiet) : Tone::Normal);
    if (role != Qt::DisplayRole)
        return {};
    if (figure == WorkloadFigure::Requests)
        return formatCount(figures->requests.completed);
    if (figure == WorkloadFigure::Errors)
        return formatCount(errors);
    return figures->response.count == 0 ? QString(u'–') : formatTime(figures->response.p99);
}

QVariant cellAlignment(bool isText)
{
    return QVariant((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

WorkloadModel::WorkloadModel(Session *session, QObject *parent)
    : MergingTableModel(parent)
    , m_session(session)
{
    connect(session, &Session::trafficChanged, this, [this] { refresh(); });
    connect(session, &Session::planChanged, this, [this] { refresh(); });
    connect(session, &Session::refreshed, this, [this] {
        if (!m_frozen)
            refresh();
    });
}

void WorkloadModel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    refresh();
}

const Workload &WorkloadModel::workload() const
{
    return m_session->traffic().workload;
}

bool WorkloadModel::take(const Outcome<Workload> &workload)
{
    if (!workload) {
        Q_EMIT refused(workload.error());
        return false;
    }
    TrafficPlan traffic = m_session->traffic();
    traffic.workload = *workload;
    const Done set = m_session->setTraffic(traffic);
    if (!set)
        Q_EMIT refused(set.error());
    return set.ok();
}

} // namespace poolwart
