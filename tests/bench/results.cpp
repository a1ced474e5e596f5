// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/results.h"

#include "app/output/texttable.h"
#include "tests/bench/statistics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

QString number(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'f', size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : 2);
}

QString figureText(double value, const QString &unit)
{
    return unit.isEmpty() ? number(value) : number(value) + u' ' + unit;
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
    const std::optional<bool> isMet = result.isMet();
    return !isMet ? u"–"_s : *isMet ? u"met"_s : u"MISSED"_s;
}

QStringList row(const Result &result)
{
    const std::optional<double> ratio = result.ratio();
    return {result.name,
            figureText(result.figure(), result.unit),
            result.peer.empty() ? u"–"_s : figureText(median(result.peer), result.unit),
            ratio ? QString::number(*ratio, 'f', 2) + u'x' : u"–"_s,
            boundText(result),
            verdict(result)};
}

QJsonArray jsonArray(const std::vector<double> &samples)
{
    QJsonArray array;
    for (const double sample : samples)
        array.append(sample);
    return array;
}

QJsonObject jsonObject(const Result &result)
{
    QJsonObject object{{u"name"_s, result.name},
                       {u"unit"_s, result.unit},
                       {u"ours"_s, result.figure()},
                       {u"ours_samples"_s, jsonArray(result.ours)},
                       {u"verdict"_s, verdict(result)}};
    if (const std::optional<double> ratio = result.ratio()) {
        object[u"peer"_s] = median(result.peer);
        object[u"peer_samples"_s] = jsonArray(result.peer);
        object[u"ratio"_s] = *ratio;
    }
    if (result.bound)
        object[u"target"_s] = boundText(result);
    return object;
}

} // namespace

double Result::figure() const
{
    return median(ours);
}

std::optional<double> Result::ratio() const
{
    return peer.empty() ? std::nullopt : std::optional(medianRatio(ours, peer));
}

std::optional<bool> Result::isMet() const
{
    if (!bound)
        return std::nullopt;
    const double value = bound->isOfRatio ? ratio().value() : figure();
    return !ours.empty() && (bound->kind == Bound::Kind::AtLeast ? value >= bound->value : value <= bound->value);
}

void Results::add(Result result)
{
    std::fprintf(stderr, "  %s\n", qPrintable(row(result).join(u"  "_s)));
    m_results.push_back(std::move(result));
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
