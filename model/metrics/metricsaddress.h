// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QHostAddress>

#include <string_view>

namespace poolwart {

// Where metrics are served: on this machine alone.
struct MetricsAddress
{
    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 9187; // 0: any that is free

    bool operator==(const MetricsAddress &) const = default;
};

// "127.0.0.1:9187", "[::1]:9187" or "localhost:9187". Any address that others could reach is refused.
Outcome<MetricsAddress> parseMetricsAddress(std::string_view written);

std::string metricsUrl(const MetricsAddress &address);

} // namespace poolwart
