// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QHostAddress>

#include <string_view>

namespace poolwart {

// The address that serves metrics; only this machine can reach it.
struct MetricsAddress
{
    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 9187; // 0: any free port

    bool operator==(const MetricsAddress &) const = default;
};

// Parses "127.0.0.1:9187", "[::1]:9187" or "localhost:9187". Refuses any address that other machines could reach.
Outcome<MetricsAddress> parseMetricsAddress(std::string_view written);

std::string metricsUrl(const MetricsAddress &address);

} // namespace poolwart
