// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/visit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace poolwart {

namespace {

// Only the buckets with values, because a draw of the bootstrap adds them up thousands of times.
class SparseHistograms
{
public:
    explicit SparseHistograms(std::span<const Histogram> pieces)
        : m_counts(pieces.size())
    {
        for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
            const auto counts = pieces[piece].counts();
            for (std::size_t bucket = 0; bucket < counts.size(); ++bucket) {
                if (counts[bucket] == 0)
                    continue;
                m_buckets.push_back({.bucket = bucket, .piece = piece, .count = counts[bucket]});
                m_counts[piece] += counts[bucket];
            }
        }
        std::ranges::sort(m_buckets, {}, &Bucket::bucket);
        setValues(pieces);
    }

    double quantile(std::span<const std::size_t> chosen, double share) const
    {
        std::vector<std::uint64_t> times(m_counts.size());
        std::uint64_t total = 0;
        for (const std::size_t piece : chosen) {
            ++times[piece];
            total += m_counts[piece];
        }
        const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total))));
        std::uint64_t seen = 0;
        for (const Bucket &one : m_buckets) {
            seen += one.count * times[one.piece];
            if (seen >= rank)
                return one.value;
        }
        return 0;
    }

private:
    struct Bucket
    {
        std::size_t bucket = 0;
        std::size_t piece = 0;
        std::uint64_t count = 0;
        double value = 0; // ns
    };

    // What a histogram of all pieces says of the rank in the middle of each bucket's.
    void setValues(std::span<const Histogram> pieces)
    {
        Histogram all(pieces.front().precisionBits());
        for (const Histogram &piece : pieces)
            all.add(piece);
        std::vector<double> shares;
        std::uint64_t seen = 0;
        for (const Bucket &one : m_buckets) {
            seen += one.count;
            shares.push_back((static_cast<double>(seen) - 0.5) / static_cast<double>(all.count()));
        }
        std::vector<Duration> values(shares.size());
        all.quantiles(shares, values);
        for (std::size_t i = 0; i < values.size(); ++i)
            m_buckets[i].value = static_cast<double>(values[i].count());
    }

    std::vector<std::uint64_t> m_counts; // by piece
    std::vector<Bucket> m_buckets;       // of all pieces, increasing
};

} // namespace

double Visit::value() const
{
    std::vector<std::size_t> all(pieces);
    std::iota(all.begin(), all.end(), std::size_t(0));
    return figure(all);
}

Visit visitOfMean(std::vector<double> perPiece)
{
    const std::size_t pieces = perPiece.size();
    return {.pieces = pieces, .figure = [values = std::move(perPiece)](std::span<const std::size_t> chosen) {
                double sum = 0;
                for (const std::size_t piece : chosen)
                    sum += values[piece];
                return sum / static_cast<double>(chosen.size());
            }};
}

Visit visitOfQuantile(std::span<const Histogram> perPiece, double share)
{
    return {.pieces = perPiece.size(), .figure = [histograms = SparseHistograms(perPiece), share](std::span<const std::size_t> chosen) {
                return histograms.quantile(chosen, share);
            }};
}

} // namespace poolwart
