// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/runfile.h"

#include <array>
#include <string>
#include <string_view>

namespace poolwart {

// What a run can be written as, beside its own form.
inline constexpr std::array<std::string_view, 5> runExportFormats{"csv", "json", "prometheus", "openmetrics", "hdr"};

// csv: a line a second, times in microseconds. json: the run file. prometheus: the run's last figures. openmetrics: all
// seconds with their times, as Prometheus' backfilling takes them. hdr: HdrHistogram's interval log with the tags "acquire",
// "service" and "response".
Outcome<QByteArray> exportRun(const RunRecord &run, std::string_view format);

} // namespace poolwart
