// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/latencypage.h"

#include "ui/charts/latencychart.h"
#include "ui/charts/throughputchart.h"
#include "ui/freeze.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

LatencyPage::LatencyPage(Session *session, Freeze *freeze, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"latencyPage"_s);
    auto *throughput = new ThroughputChart(session);
    auto *latency = new LatencyChart(session);
    connect(freeze, &Freeze::changed, throughput, &ThroughputChart::setFrozen);
    connect(freeze, &Freeze::changed, latency, &LatencyChart::setFrozen);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(throughput);
    splitter->addWidget(latency);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    setFocusProxy(latency);
}

} // namespace poolwart
