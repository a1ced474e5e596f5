// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/metrics/httpreply.h"

#include "model/store/metricstext.h"

#include <QList>

#include <algorithm>

namespace poolwart {

namespace {

const char *reasonOf(HttpStatus status)
{
    switch (status) {
    case HttpStatus::Ok:
        return "OK";
    case HttpStatus::BadRequest:
        return "Bad Request";
    case HttpStatus::NotFound:
        return "Not Found";
    case HttpStatus::MethodNotAllowed:
        return "Method Not Allowed";
    case HttpStatus::RequestTimeout:
        return "Request Timeout";
    case HttpStatus::HeaderTooLarge:
        return "Request Header Fields Too Large";
    case HttpStatus::Unavailable:
        return "Service Unavailable";
    case HttpStatus::VersionNotSupported:
        return "HTTP Version Not Supported";
    }
    Q_UNREACHABLE();
}

// A media range of an Accept header that is not excluded by a quality of zero (RFC 9110, 12.5.1).
bool isAccepted(const QByteArray &range, const QByteArray &type)
{
    const QList<QByteArray> parts = range.split(';');
    if (parts.front().trimmed().toLower() != type)
        return false;
    return std::ranges::none_of(parts, [](const QByteArray &part) {
        const QByteArray parameter = part.trimmed().toLower();
        return parameter.startsWith("q=") && parameter.sliced(2).toDouble() == 0;
    });
}

bool wantsOpenMetrics(const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || line.first(colon).trimmed().toLower() != "accept")
            continue;
        const QList<QByteArray> ranges = line.sliced(colon + 1).split(',');
        if (std::ranges::any_of(ranges, [](const QByteArray &range) { return isAccepted(range, "application/openmetrics-text"); }))
            return true;
    }
    return false;
}

HttpStatus statusOf(const QList<QByteArray> &words)
{
    if (words.size() != 3 || !words[1].startsWith('/') || !words[2].startsWith("HTTP/"))
        return HttpStatus::BadRequest;
    if (!words[2].startsWith("HTTP/1."))
        return HttpStatus::VersionNotSupported;
    if (words[1].split('?').front() != "/metrics")
        return HttpStatus::NotFound;
    return words[0] == "GET" || words[0] == "HEAD" ? HttpStatus::Ok : HttpStatus::MethodNotAllowed;
}

} // namespace

QByteArray httpReply(HttpStatus status, const QByteArray &type, const QByteArray &body, bool withBody)
{
    QByteArray reply = "HTTP/1.1 " + QByteArray::number(static_cast<int>(status)) + ' ' + reasonOf(status) + "\r\n";
    if (status == HttpStatus::MethodNotAllowed)
        reply += "Allow: GET, HEAD\r\n";
    reply += "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
    return withBody ? reply + body : reply;
}

QByteArray httpReply(HttpStatus status)
{
    return httpReply(status, "text/plain; charset=utf-8", QByteArray(reasonOf(status)) + '\n');
}

QByteArray metricsReply(const QByteArray &head, const Snapshot &snapshot, const ServerSample *server)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.front().trimmed().split(' ');
    const HttpStatus status = statusOf(words);
    if (status != HttpStatus::Ok)
        return httpReply(status);
    const bool withBody = words.front() == "GET";
    if (wantsOpenMetrics(lines.sliced(1)))
        return httpReply(status, "application/openmetrics-text; version=1.0.0; charset=utf-8",
                         QByteArray::fromStdString(openMetricsText(snapshot, server)), withBody);
    return httpReply(status, "text/plain; version=0.0.4; charset=utf-8", QByteArray::fromStdString(prometheusText(snapshot, server)),
                     withBody);
}

} // namespace poolwart
