// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"
#include "model/store/metricfamily.h"

#include <string>
#include <vector>

namespace poolwart {

// What is known of one moment, as metrics. Pools go by HikariCP's names where it has one: its own collector's for the
// gauges and the timeouts, Micrometer's "hikaricp_connections_acquire_seconds" for the wait; the rest is "poolwart_…".
// Times are seconds. Summaries are over the run so far.
std::vector<MetricFamily> metricsOf(const Snapshot &snapshot, const ServerSample *server);

// Those of them that a run file tells; the others would be there as zeros.
std::vector<MetricFamily> recordedMetrics(const Snapshot &snapshot);

// For Content-Type "text/plain; version=0.0.4; charset=utf-8".
std::string prometheusText(const Snapshot &snapshot, const ServerSample *server);
// For Content-Type "application/openmetrics-text; version=1.0.0; charset=utf-8".
std::string openMetricsText(const Snapshot &snapshot, const ServerSample *server);

} // namespace poolwart
