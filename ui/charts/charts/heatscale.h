// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <cstddef>
#include <vector>

class QPalette;

namespace poolwart {

// The counts that share a colour of a heat map: each level reaches to the next one's count. The counts are 1, 3, 10, 30, … or,
// if there are too many levels to distinguish, 1, 10, 100, …, so that rare and frequent values are visible together.
class HeatScale
{
public:
    HeatScale() = default;
    // Keeps the previous scale while the counts fit and reach its last level but one, so that colours do not change every
    // second.
    HeatScale(double largest, const HeatScale &before);
    explicit HeatScale(double largest);

    const std::vector<double> &levels() const { return m_levels; } // the smallest count of each
    std::size_t levelOf(double count) const;                       // of a count of at least 1
    // From the background to the other end of the palette, steadily darker or lighter, through yellow and blue only: the order
    // is the same for people with red-green blindness and in print.
    QColor colour(std::size_t level, const QPalette &palette) const;

    bool operator==(const HeatScale &) const = default;

private:
    std::vector<double> m_levels{1};
    double m_end = 3; // the first count that is too large
};

} // namespace poolwart
