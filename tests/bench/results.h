// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/statistics.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace poolwart {

struct Bound
{
    enum class Kind { AtLeast, AtMost };
    Kind kind = Kind::AtMost;
    double value = 0;
    bool isOfRatio = false; // else of our own figure
};

// One line of the table. A median each; the samples go into the JSON file.
struct Result
{
    QString name;
    QString unit; // "/s", "µs": how figures are shown
    Samples ours;
    Samples peer;               // empty: there is none
    std::optional<Bound> bound; // none: reported only

    Sample figure() const;
    Sample ratio() const;
    std::optional<bool> isMet() const; // nothing without a bound, or if what it bounds could not be measured
    bool isMeasured() const;
};

class Results
{
public:
    void add(Result result); // tells of it on standard error at once
    bool areAllMeasured() const;
    bool areAllMet() const; // of those with a bound
    QString table() const;
    QByteArray json(const QString &how) const;

private:
    std::vector<Result> m_results;
};

} // namespace poolwart
