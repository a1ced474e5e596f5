// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <cstddef>
#include <vector>

class QPalette;

namespace poolwart {

// Which counts share a colour of a heat map: each level from its own count to the next one's. The counts are 1, 3, 10, 30, … or,
// where that would be more levels than an eye tells apart, 1, 10, 100, …. Rare and frequent are seen in one picture.
class HeatScale
{
public:
    HeatScale() = default;
    // The scale before is kept as long as it reaches and the counts its last level but one: colours must not change with each second.
    HeatScale(double largest, const HeatScale &before);
    explicit HeatScale(double largest);

    const std::vector<double> &levels() const { return m_levels; } // the least count of each
    std::size_t levelOf(double count) const;                       // of a count of at least 1
    // From the ground's side of the palette to the other, ever darker or ever lighter, through yellow and blue alone: what is
    // seen of it by people who tell no red from green, and on paper, is the same order.
    QColor colour(std::size_t level, const QPalette &palette) const;

    bool operator==(const HeatScale &) const = default;

private:
    std::vector<double> m_levels{1};
    double m_end = 3; // the first count that is too large
};

} // namespace poolwart
