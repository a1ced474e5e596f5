// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    std::vector<double> ours;
    std::vector<double> peer;   // empty: there is none
    std::optional<Bound> bound; // none: reported only

    double figure() const;
    std::optional<double> ratio() const;
    std::optional<bool> isMet() const;
};

class Results
{
public:
    void add(Result result); // tells of it on standard error at once
    bool areAllMet() const;  // of those with a bound
    QString table() const;
    QByteArray json(const QString &how) const;

private:
    std::vector<Result> m_results;
};

} // namespace poolwart
