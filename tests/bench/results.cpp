// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/results.h"

#include "app/output/texttable.h"
#include "tests/bench/statistics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

QString number(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'f', size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : 2);
}

QString boundText(const Result &result)
{
    if (!result.bound)
        return u"–"_s;
    const QString sign = result.bound->kind == Bound::Kind::AtLeast ? u"≥ "_s : u"≤ "_s;
    return sign + QString::number(result.bound->value) + (result.bound->isOfRatio ? u"x"_s : u' ' + result.unit);
}

QString verdict(const Result &result)
{
    if (!result.isMeasured())
        return u"not measured"_s;
    const std::optional<bool> isMet = result.isMet();
    return !isMet ? u"–"_s : *isMet ? u"met"_s : u"MISSED"_s;
}

QString figureText(const Sample &figure, const QString &unit)
{
    return !figure ? u"–"_s : unit.isEmpty() ? number(*figure) : number(*figure) + u' ' + unit;
}

// 1.04x (0.97–1.11): the median, the smallest and the largest of the rounds.
QString ratioText(const Result &result)
{
    const std::vector<double> all = ratios(result.ours, result.peer);
    if (all.empty())
        return u"–"_s;
    const auto [smallest, largest] = std::ranges::minmax(all);
    return u"%1x (%2–%3)"_s.arg(*result.ratio(), 0, 'f', 2).arg(smallest, 0, 'f', 2).arg(largest, 0, 'f', 2);
}

QStringList row(const Result &result)
{
    return {result.name,
            figureText(result.figure(), result.unit),
            figureText(median(result.peer), result.unit),
            ratioText(result),
            boundText(result),
            verdict(result)};
}

QJsonValue jsonValue(const Sample &sample)
{
    return sample ? QJsonValue(*sample) : QJsonValue();
}

QJsonArray jsonArray(const Samples &samples)
{
    QJsonArray array;
    for (const Sample &sample : samples)
        array.append(jsonValue(sample));
    return array;
}

QJsonObject jsonObject(const Result &result)
{
    QJsonObject object{{u"name"_s, result.name},
                       {u"unit"_s, result.unit},
                       {u"ours"_s, jsonValue(result.figure())},
                       {u"ours_samples"_s, jsonArray(result.ours)},
                       {u"verdict"_s, verdict(result)}};
    if (!result.peer.empty()) {
        const std::vector<double> all = ratios(result.ours, result.peer);
        object[u"peer"_s] = jsonValue(median(result.peer));
        object[u"peer_samples"_s] = jsonArray(result.peer);
        object[u"ratio"_s] = jsonValue(result.ratio());
        object[u"ratio_samples"_s] = jsonArray(Samples(all.begin(), all.end()));
    }
    if (result.bound)
        object[u"target"_s] = boundText(result);
    return object;
}

} // namespace

Sample Result::figure() const
{
    return median(ours);
}

Sample Result::ratio() const
{
    return median(ratios(ours, peer));
}

bool Result::isMeasured() const
{
    return figure() && (peer.empty() || ratio());
}

std::optional<bool> Result::isMet() const
{
    const Sample value = bound && bound->isOfRatio ? ratio() : figure();
    if (!bound || !value)
        return std::nullopt;
    return bound->kind == Bound::Kind::AtLeast ? *value >= bound->value : *value <= bound->value;
}

void Results::add(Result result)
{
    std::fprintf(stderr, "  %s\n", qPrintable(row(result).join(u"  "_s)));
    m_results.push_back(std::move(result));
}

bool Results::areAllMeasured() const
{
    return std::ranges::all_of(m_results, &Result::isMeasured);
}

bool Results::areAllMet() const
{
    return std::ranges::all_of(m_results, [](const Result &result) { return result.isMet().value_or(true); });
}

QString Results::table() const
{
    TextTable table({u"name"_s, u"ours"_s, u"peer"_s, u"ratio"_s, u"target"_s, u"verdict"_s});
    for (const Result &result : m_results)
        table.addRow(row(result));
    return table.text();
}

QByteArray Results::json(const QString &how) const
{
    QJsonArray results;
    for (const Result &result : m_results)
        results.append(jsonObject(result));
    return QJsonDocument(QJsonObject{{u"how"_s, how}, {u"results"_s, results}}).toJson();
}

} // namespace poolwart
