// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/latency/latencypage.h"

#include "ui/charts/charts/heatmapchart.h"
#include "ui/charts/charts/latencychart.h"
#include "ui/charts/charts/percentilechart.h"
#include "ui/charts/charts/throughputchart.h"
#include "ui/controls/displaypause.h"

#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString shownKey()
{
    return u"latency/shown"_s;
}

} // namespace

LatencyPage::LatencyPage(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget)
{
    setObjectName(u"latencyPage"_s);
    auto *throughput = new ThroughputChart(session);
    connect(displayPause, &DisplayPause::changed, throughput, &ThroughputChart::setFrozen);
    connect(throughput, &ChartFrame::spanChanged, this, &LatencyPage::setSpan);
    buildTabs(session, displayPause);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(throughput);
    splitter->addWidget(m_tabs);
    splitter->setSizes({1'000, 1'000}); // halves
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    setFocusProxy(m_tabs);
}

void LatencyPage::buildTabs(Session *session, DisplayPause *displayPause)
{
    m_tabs->setObjectName(u"latencyTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Response and service times"));
    const auto add = [this, displayPause](ChartFrame *chart, const QString &name, const QString &toolTip) {
        connect(displayPause, &DisplayPause::changed, chart, &ChartFrame::setFrozen);
        connect(chart, &ChartFrame::spanChanged, this, &LatencyPage::setSpan);
        m_tabs->setTabToolTip(m_tabs->addTab(chart, name), toolTip);
    };
    add(new LatencyChart(session), tr("Over time"), tr("Percentiles over time; the chart’s menu chooses the time span"));
    add(new HeatMapChart(session), tr("Heat map"), tr("Distribution of response times over time"));
    add(new PercentileChart(session), tr("Percentiles"), tr("All requests since the last reset, up to 99.999 %"));
    // By name: a number would mean another chart when there are more of them.
    const QString shown = QSettings().value(shownKey()).toString();
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->widget(tab)->objectName() == shown)
            m_tabs->setCurrentIndex(tab);
    }
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { QSettings().setValue(shownKey(), m_tabs->currentWidget()->objectName()); });
}

// What stands one below the other is of the same time.
void LatencyPage::setSpan(HistorySpan span)
{
    for (ChartFrame *chart : findChildren<ChartFrame *>()) {
        if (chart->data().isOverTime())
            chart->setSpan(span);
    }
}

} // namespace poolwart
