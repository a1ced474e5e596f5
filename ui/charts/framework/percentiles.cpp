// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/percentiles.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace poolwart {

namespace {

constexpr double decimals = 1e6; // of a percentile: more than any of a curve has

// What is left above the percentile, in tenths of what is left above the nine before.
constexpr std::array tenths{9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0, 2.5, 2.0, 1.75, 1.5, 1.25, 1.0};
constexpr int nines = 5;

std::vector<double> makeCurve()
{
    std::vector<double> percents;
    double left = 100;
    for (int nine = 0; nine < nines; ++nine, left /= 10) {
        for (const double part : tenths) {
            const double percent = std::round((100 - left * part / 10) * decimals) / decimals;
            if (percent >= 50)
                percents.push_back(percent);
        }
    }
    return percents;
}

} // namespace

double percentPlace(double percent)
{
    return -std::log10((100 - percent) / 100);
}

double percentShare(double percent)
{
    return std::round(percent * decimals) / (100 * decimals);
}

QString percentText(double percent)
{
    return QLocale().toString(percent, 'g', 8) + QChar(QChar::Nbsp) + u'%';
}

const std::vector<double> &curvePercents()
{
    static const std::vector<double> percents = makeCurve();
    return percents;
}

bool isBeyond(double percent, std::uint64_t requests)
{
    return std::round((100 - percent) * decimals) * static_cast<double>(requests) < 100 * decimals;
}

} // namespace poolwart
