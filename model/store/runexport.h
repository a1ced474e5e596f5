// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/runfile.h"

#include <array>
#include <string>
#include <string_view>

namespace poolwart {

// Export formats of a run, besides its own.
inline constexpr std::array<std::string_view, 5> runExportFormats{"csv", "json", "prometheus", "openmetrics", "hdr"};

// csv: one line per second, times in microseconds. json: the run file. prometheus: the run's last figures. openmetrics: all
// seconds with timestamps, for Prometheus' backfilling. hdr: HdrHistogram's interval log with the tags "acquire", "service" and
// "response".
Outcome<QByteArray> exportRun(const RunRecord &run, std::string_view format);

} // namespace poolwart
