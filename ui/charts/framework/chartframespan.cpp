// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChartFrame that looks back farther than a minute, and says what its points cover then.
#include "model/tables/format.h"
#include "ui/charts/framework/chartframe.h"

#include <QActionGroup>
#include <QLabel>
#include <QMenu>

#include <array>
#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;

void ChartFrame::buildSpans()
{
    QMenu *menu = m_menu->addMenu(tr("Time sp&an"));
    const std::array texts{tr("&1 minute"), tr("1&0 minutes"), tr("&2 hours"), tr("1 &day")};
    for (const HistorySpan span : historySpans) {
        QAction *action = m_spans->addAction(menu->addAction(texts.at(indexOf(span))));
        action->setObjectName(u"span%1"_s.arg(indexOf(span)));
        action->setCheckable(true);
        action->setChecked(span == m_span);
        connect(action, &QAction::triggered, this, [this, span] { setSpan(span); });
    }
}

void ChartFrame::sayStretch(const History &history)
{
    const QString stretch = stretchText(history);
    if (stretch == std::exchange(m_stretch, stretch))
        return;
    if (m_session)
        showLoad();
    else
        m_load->setText(stretch);
}

// What is in a point, where it is more than was sampled at once.
QString ChartFrame::stretchText(const History &history) const
{
    if (m_span == HistorySpan::Minute)
        return {};
    const QString resolution = tr("each point %1").arg(formatSetting(std::chrono::duration_cast<std::chrono::milliseconds>(m_data.width)));
    const bool isCut = m_span == historySpans.back() && history.hasDropped();
    return isCut ? tr("%1, data older than a day is dropped").arg(resolution) : resolution;
}

ChartData ChartFrame::timeData(const History &history) const
{
    return {.times = timesOf(history.points(m_span)), .width = pointStep(m_span), .span = inSeconds(lengthOf(m_span))};
}

void ChartFrame::setSpan(HistorySpan span)
{
    if (span == m_span)
        return;
    m_span = span;
    m_spans->actions().at(static_cast<qsizetype>(indexOf(span)))->setChecked(true);
    remake();
    Q_EMIT spanChanged(span);
}

} // namespace poolwart
