// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"

#include <QByteArray>

namespace poolwart {

enum class HttpStatus {
    Ok = 200,
    BadRequest = 400,
    NotFound = 404,
    MethodNotAllowed = 405,
    RequestTimeout = 408,
    HeaderTooLarge = 431,
    Unavailable = 503,
    VersionNotSupported = 505,
};

// The whole answer, as it goes out; the connection is closed after it.
QByteArray httpReply(HttpStatus status, const QByteArray &type, const QByteArray &body, bool withBody = true);
// The same with the status as its text.
QByteArray httpReply(HttpStatus status);

// The answer to a request's head, the lines before the empty one: the metrics to GET or HEAD /metrics, as OpenMetrics
// where Accept names it, and to all else what is wrong with it.
QByteArray metricsReply(const QByteArray &head, const Snapshot &snapshot, const ServerSample *server);

} // namespace poolwart
