// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/heatscale.h"

#include "ui/charts/framework/chartcolours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace poolwart {

namespace {

constexpr std::size_t maxLevels = 9;

using Stops = std::array<QColor, 5>;

const Stops onLight{QColor(0xf3, 0xdc, 0x8c), QColor(0xcb, 0xab, 0x6c), QColor(0x90, 0x82, 0x80), QColor(0x4a, 0x5a, 0x8c),
                    QColor(0x0e, 0x1a, 0x4c)};
const Stops onDark{QColor(0x33, 0x43, 0x80), QColor(0x60, 0x68, 0x92), QColor(0x98, 0x8c, 0x80), QColor(0xd2, 0xb2, 0x60),
                   QColor(0xff, 0xee, 0x90)};

std::vector<double> levelsTo(double largest, bool hasThrees)
{
    std::vector<double> levels;
    for (double power = 1; power <= largest; power *= 10) {
        levels.push_back(power);
        if (hasThrees && 3 * power <= largest)
            levels.push_back(3 * power);
    }
    return levels;
}

} // namespace

HeatScale::HeatScale(double largest, const HeatScale &before)
    : HeatScale(largest)
{
    const std::vector<double> &kept = before.m_levels;
    if (largest < before.m_end && kept.size() > 1 && largest >= kept[kept.size() - 2])
        *this = before;
}

HeatScale::HeatScale(double largest)
{
    largest = std::max(largest, 1.0);
    m_levels = levelsTo(largest, true);
    const bool hasThrees = m_levels.size() <= maxLevels;
    if (!hasThrees)
        m_levels = levelsTo(largest, false);
    const double highest = m_levels.back();
    const bool isThree = std::fmod(std::log10(highest) + 1e-9, 1) > 0.1;
    m_end = isThree ? highest / 3 * 10 : highest * (hasThrees ? 3 : 10);
}

std::size_t HeatScale::levelOf(double count) const
{
    const auto above = std::ranges::upper_bound(m_levels, count);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - m_levels.begin() - 1, 0));
}

QColor HeatScale::colour(std::size_t level, const QPalette &palette) const
{
    const Stops &stops = isDarkPalette(palette) ? onDark : onLight;
    if (m_levels.size() < 2)
        return stops[stops.size() / 2];
    const double place = static_cast<double>(level) / static_cast<double>(m_levels.size() - 1) * static_cast<double>(stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    return mixed(stops[below + 1], stops[below], place - static_cast<double>(below));
}

} // namespace poolwart
