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

// The complete reply; the connection is closed after it.
QByteArray httpReply(HttpStatus status, const QByteArray &type, const QByteArray &body, bool withBody = true);
// The same, with the status as its text.
QByteArray httpReply(HttpStatus status);

// The reply to a request head (the lines before the empty one): metrics for GET or HEAD /metrics, as OpenMetrics if Accept
// names it, otherwise an error.
QByteArray metricsReply(const QByteArray &head, const Snapshot &snapshot, const ServerSample *server);

} // namespace poolwart
