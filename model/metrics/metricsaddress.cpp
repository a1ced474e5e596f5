// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/metrics/metricsaddress.h"

#include "model/core/text.h"

#include <charconv>
#include <optional>

namespace poolwart {

namespace {

using namespace Qt::StringLiterals;

Error refused(std::string message)
{
    return {.kind = ErrorKind::BadInput,
            .message = std::move(message),
            .hint = text(QT_TRANSLATE_NOOP("core", "Write 127.0.0.1:9187 or [::1]:9187."))};
}

std::optional<quint16> portOf(std::string_view written)
{
    quint16 port = 0;
    const char *end = written.data() + written.size();
    const auto [rest, fault] = std::from_chars(written.data(), end, port);
    return fault == std::errc{} && rest == end ? std::optional(port) : std::nullopt;
}

QHostAddress hostOf(std::string_view written)
{
    if (written == "localhost")
        return QHostAddress(QHostAddress::LocalHost);
    const bool isBracketed = written.size() > 2 && written.front() == '[' && written.back() == ']';
    const std::string_view bare = isBracketed ? written.substr(1, written.size() - 2) : written;
    const QHostAddress host(QString::fromUtf8(bare));
    return isBracketed == (host.protocol() == QAbstractSocket::IPv6Protocol) ? host : QHostAddress();
}

} // namespace

Outcome<MetricsAddress> parseMetricsAddress(std::string_view written)
{
    const std::size_t colon = written.rfind(':');
    const auto port = colon == std::string_view::npos ? std::nullopt : portOf(written.substr(colon + 1));
    const QHostAddress host = port ? hostOf(written.substr(0, colon)) : QHostAddress();
    if (host.isNull())
        return refused(text(QT_TRANSLATE_NOOP("core", "“%1” is not a valid address and port for metrics."), std::string(written)));
    if (!host.isLoopback())
        return refused(
            text(QT_TRANSLATE_NOOP("core", "%1 can be reached from other machines. Metrics have neither a password nor encryption, so "
                                           "they are served on this machine only."),
                 std::string(written)));
    return MetricsAddress{.host = host, .port = *port};
}

std::string metricsUrl(const MetricsAddress &address)
{
    const bool isSix = address.host.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = isSix ? u'[' + address.host.toString() + u']' : address.host.toString();
    return u"http://%1:%2/metrics"_s.arg(host).arg(address.port).toStdString();
}

} // namespace poolwart
