// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/arrivalscodec.h"

#include "model/core/text.h"

#include <QByteArray>

#include <zlib.h>

#include <optional>

namespace poolwart {

namespace {

constexpr std::uint32_t maxBytesEach = 9 + 3 + 3; // of a time up to 2⁶³ and two numbers of 16 bits
constexpr std::uint64_t longestGap = 1ULL << 57;  // ns, four years: so that no sum overflows

void append(QByteArray &bytes, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        bytes.append(static_cast<char>(number | 0x80));
    bytes.append(static_cast<char>(number));
}

std::optional<std::uint64_t> take(const QByteArray &bytes, qsizetype &at, std::uint64_t most)
{
    std::uint64_t number = 0;
    for (int shift = 0; shift < 63 && at < bytes.size(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes[at++]);
        number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number <= most ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

Error refused()
{
    return {.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "the data of the arrivals is damaged or incomplete."))};
}

std::optional<QByteArray> unpacked(std::string_view text, std::uint64_t expected)
{
    const auto packed = QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!packed)
        return std::nullopt;
    const QByteArray &bytes = *packed;
    auto size = static_cast<uLongf>(expected * maxBytesEach + 1);
    QByteArray unpacked(static_cast<qsizetype>(size), Qt::Uninitialized);
    const int result = uncompress(reinterpret_cast<Bytef *>(unpacked.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()),
                                  static_cast<uLong>(bytes.size()));
    if (result != Z_OK)
        return std::nullopt;
    unpacked.truncate(static_cast<qsizetype>(size));
    return unpacked;
}

std::string packed(const QByteArray &bytes)
{
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    QByteArray packed(static_cast<qsizetype>(size), Qt::Uninitialized);
    compress(reinterpret_cast<Bytef *>(packed.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()),
             static_cast<uLong>(bytes.size()));
    packed.truncate(static_cast<qsizetype>(size));
    return packed.toBase64().toStdString();
}

} // namespace

std::string encodeArrivals(const std::vector<RecordedArrival> &arrivals)
{
    QByteArray bytes;
    Duration before{0};
    for (const RecordedArrival &arrival : arrivals) {
        append(bytes, static_cast<std::uint64_t>((arrival.at - before).count()));
        append(bytes, arrival.kind.script);
        append(bytes, arrival.kind.classIndex);
        before = arrival.at;
    }
    return packed(bytes);
}

Outcome<std::vector<RecordedArrival>> decodeArrivals(std::string_view text, std::uint64_t expected)
{
    if (expected > limits::maxRecordedArrivals)
        return refused();
    const auto bytes = unpacked(text, expected);
    if (!bytes)
        return refused();
    std::vector<RecordedArrival> arrivals;
    arrivals.reserve(expected);
    qsizetype at = 0;
    Duration time{0};
    while (at < bytes->size() && arrivals.size() < expected) {
        const auto gap = take(*bytes, at, longestGap);
        const auto script = take(*bytes, at, UINT16_MAX);
        const auto classIndex = take(*bytes, at, UINT16_MAX);
        if (!gap || !script || !classIndex)
            return refused();
        time += Duration(static_cast<Duration::rep>(*gap));
        if (time.count() > static_cast<Duration::rep>(longestGap))
            return refused();
        arrivals.push_back(
            {.at = time, .kind = {.classIndex = static_cast<std::uint16_t>(*classIndex), .script = static_cast<ScriptIndex>(*script)}});
    }
    if (at != bytes->size() || arrivals.size() != expected)
        return refused();
    return arrivals;
}

} // namespace poolwart
