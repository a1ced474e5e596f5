# SPDX-License-Identifier: GPL-3.0-or-later
# Reads metrics from standard input with Prometheus' own parser and says what it understood, a sample a line.
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as prometheus

parse = open_metrics if sys.argv[1] == "openmetrics" else prometheus
for family in parse(sys.stdin.buffer.read().decode()):
    for sample in family.samples:
        labels = ",".join(f"{name}={value!r}" for name, value in sorted(sample.labels.items()))
        time = "" if sample.timestamp is None else f" @{float(sample.timestamp):.3f}"
        print(f"{family.type} {sample.name} {{{labels}}} {float(sample.value)!r}{time}")
