// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"
#include "model/store/metricfamily.h"

#include <string>
#include <vector>

namespace poolwart {

// The current state as metrics. Pools use HikariCP's names where they exist: its own collector's for gauges and timeouts,
// Micrometer's "hikaricp_connections_acquire_seconds" for the wait; others are "poolwart_…". Times are seconds. Summaries cover
// the run so far.
std::vector<MetricFamily> metricsOf(const Snapshot &snapshot, const ServerSample *server);

// The metrics that a run file contains; the others would be zero.
std::vector<MetricFamily> recordedMetrics(const Snapshot &snapshot);

// For Content-Type "text/plain; version=0.0.4; charset=utf-8".
std::string prometheusText(const Snapshot &snapshot, const ServerSample *server);
// For Content-Type "application/openmetrics-text; version=1.0.0; charset=utf-8".
std::string openMetricsText(const Snapshot &snapshot, const ServerSample *server);

} // namespace poolwart
