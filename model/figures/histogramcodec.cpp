// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/histogramcodec.h"

#include <QByteArray>

#include <bit>
#include <cassert>
#include <vector>

#include <zlib.h>

namespace poolwart {

namespace {

constexpr std::uint32_t cookie = 0x1c849303 | 0x10; // V2, with the word size that the reference writes
constexpr std::uint32_t compressedCookie = 0x1c849304 | 0x10;
constexpr std::uint32_t significantDigits = 3;
constexpr std::uint64_t lowest = 1; // ns
constexpr auto highest = static_cast<std::uint64_t>(Histogram::longest.count());
constexpr double noConversion = 1.0;
constexpr std::size_t headerBytes = 40;
constexpr std::size_t maxBytes = 512 * 1024; // of what is uncompressed: 34,000 counts of nine bytes at most

template <class Whole>
void put(std::string &bytes, Whole value)
{
    for (int shift = 8 * (static_cast<int>(sizeof(Whole)) - 1); shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(value >> shift));
}

// Zig-zag and LEB128, the ninth byte whole: ZigZagEncoding of the reference.
void putSigned(std::string &bytes, std::int64_t value)
{
    auto rest = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
    for (int byte = 0; byte < 8; ++byte) {
        if (rest < 0x80) {
            bytes.push_back(static_cast<char>(rest));
            return;
        }
        bytes.push_back(static_cast<char>(rest | 0x80));
        rest >>= 7;
    }
    bytes.push_back(static_cast<char>(rest));
}

// Takes from the front of what it was given; what is not there is a fault, and reads as zero.
class Bytes
{
public:
    explicit Bytes(std::string_view bytes)
        : m_rest(bytes)
    {}

    bool isEmpty() const { return m_rest.empty(); }
    bool isBad() const { return m_isBad; }
    std::string_view rest() const { return m_rest; }

    std::uint8_t byte()
    {
        m_isBad |= m_rest.empty();
        if (m_isBad)
            return 0;
        const auto value = static_cast<std::uint8_t>(m_rest.front());
        m_rest.remove_prefix(1);
        return value;
    }

    template <class Whole>
    Whole whole()
    {
        Whole value = 0;
        for (std::size_t i = 0; i < sizeof(Whole); ++i)
            value = static_cast<Whole>(value << 8 | byte());
        return value;
    }

    std::int64_t signedNumber()
    {
        std::uint64_t value = 0;
        for (int index = 0; index < 9; ++index) {
            const std::uint64_t next = byte();
            const bool isLast = index == 8 || (next & 0x80) == 0;
            value |= (index == 8 ? next : next & 0x7f) << (7 * index);
            if (isLast)
                break;
        }
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }

private:
    std::string_view m_rest;
    bool m_isBad = false;
};

std::string header(std::size_t payload)
{
    std::string bytes;
    put(bytes, cookie);
    put(bytes, static_cast<std::uint32_t>(payload));
    put(bytes, std::uint32_t(0)); // normalizing index offset
    put(bytes, significantDigits);
    put(bytes, lowest);
    put(bytes, highest);
    put(bytes, std::bit_cast<std::uint64_t>(noConversion));
    return bytes;
}

// Whether it is of our range and precision, and how long its counts are.
std::optional<std::uint32_t> readHeader(Bytes &bytes)
{
    const bool isV2 = bytes.whole<std::uint32_t>() == cookie;
    const auto payload = bytes.whole<std::uint32_t>();
    const bool isPlain = bytes.whole<std::uint32_t>() == 0;
    const bool isOurs = bytes.whole<std::uint32_t>() == significantDigits && bytes.whole<std::uint64_t>() == lowest
                     && bytes.whole<std::uint64_t>() <= highest
                     && bytes.whole<std::uint64_t>() == std::bit_cast<std::uint64_t>(noConversion);
    return isV2 && isPlain && isOurs && !bytes.isBad() ? std::optional(payload) : std::nullopt;
}

std::string deflated(const std::string &plain)
{
    uLongf length = compressBound(plain.size());
    std::string compressed(length, '\0');
    [[maybe_unused]] const int result =
        compress(reinterpret_cast<Bytef *>(compressed.data()), &length, reinterpret_cast<const Bytef *>(plain.data()), plain.size());
    assert(result == Z_OK);
    compressed.resize(length);
    return compressed;
}

// Bounded, whatever the file claims.
std::optional<std::string> inflated(std::string_view compressed)
{
    std::string plain(maxBytes, '\0');
    uLongf length = plain.size();
    if (uncompress(reinterpret_cast<Bytef *>(plain.data()), &length, reinterpret_cast<const Bytef *>(compressed.data()), compressed.size())
        != Z_OK)
        return std::nullopt;
    plain.resize(length);
    return plain;
}

} // namespace

std::string packCounts(const Histogram &histogram)
{
    assert(histogram.precisionBits() == Histogram::runPrecision);
    std::string bytes;
    const auto counts = histogram.counts();
    for (std::size_t index = 0; index < counts.size(); ++index) {
        std::size_t end = index;
        while (end < counts.size() && counts[end] == 0)
            ++end;
        const std::size_t zeros = end - index;
        if (zeros > 1) {
            putSigned(bytes, -static_cast<std::int64_t>(zeros));
            index = end - 1;
        } else {
            putSigned(bytes, static_cast<std::int64_t>(counts[index]));
        }
    }
    return bytes;
}

std::optional<Histogram> unpackCounts(std::string_view packed)
{
    constexpr std::size_t maxCounts = 40'000; // more than an hour has buckets; fromCounts() knows exactly
    std::vector<std::uint64_t> counts;
    Bytes bytes(packed);
    while (!bytes.isEmpty()) {
        const std::int64_t number = bytes.signedNumber();
        if (bytes.isBad() || number < -static_cast<std::int64_t>(maxCounts))
            return std::nullopt;
        if (number < 0)
            counts.resize(counts.size() + static_cast<std::size_t>(-number));
        else
            counts.push_back(static_cast<std::uint64_t>(number));
        if (counts.size() > maxCounts)
            return std::nullopt;
    }
    while (!counts.empty() && counts.back() == 0)
        counts.pop_back();
    return Histogram::fromCounts(counts);
}

std::string encodeHistogram(const Histogram &histogram)
{
    std::string payload = packCounts(histogram);
    if (payload.empty())
        payload.push_back('\0'); // the reference writes the one count of the value 0
    const std::string compressed = deflated(header(payload.size()) + payload);
    std::string bytes;
    put(bytes, compressedCookie);
    put(bytes, static_cast<std::uint32_t>(compressed.size()));
    bytes += compressed;
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

std::optional<Histogram> decodeHistogram(std::string_view text)
{
    const auto raw = QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                                    QByteArray::AbortOnBase64DecodingErrors);
    if (!raw)
        return std::nullopt;
    Bytes outer(std::string_view(raw.decoded.constData(), static_cast<std::size_t>(raw.decoded.size())));
    if (outer.whole<std::uint32_t>() != compressedCookie)
        return std::nullopt;
    const auto length = outer.whole<std::uint32_t>();
    if (outer.isBad() || outer.rest().size() != length)
        return std::nullopt;
    const auto plain = inflated(outer.rest());
    if (!plain)
        return std::nullopt;
    Bytes inner(*plain);
    const auto payload = readHeader(inner);
    if (!payload || inner.rest().size() < *payload)
        return std::nullopt;
    return unpackCounts(inner.rest().substr(0, *payload));
}

} // namespace poolwart
