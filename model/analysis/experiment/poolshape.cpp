// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/experiment/poolshape.h"

#include "model/core/text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace poolwart {

Outcome<PoolShape> parsePoolShape(std::string_view written)
{
    static const QRegularExpression form(u"^\\s*([0-9]{1,9})\\s*[xX×]\\s*([0-9]{1,9})\\s*$"_s);
    const QString asked = QString::fromUtf8(written.data(), static_cast<qsizetype>(written.size()));
    const QRegularExpressionMatch match = form.match(asked);
    if (!match.hasMatch())
        return badInputError(text(QT_TRANSLATE_NOOP("core", "“%1” is not a shape."), asked.toStdString()),
                             text(QT_TRANSLATE_NOOP("core", "Write pools x slots per pool, for example 5x12.")));
    const int pools = match.capturedView(1).toInt();
    const int perPool = match.capturedView(2).toInt();
    if (pools < 1 || pools > limits::maxPools || perPool < 1 || perPool > limits::maxSlotsPerPool)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "“%1” is outside 1 to %2 pools of 1 to %3 slots."), asked.toStdString(),
                                  static_cast<long long>(limits::maxPools), static_cast<long long>(limits::maxSlotsPerPool)));
    return PoolShape{.pools = pools, .connections = pools * perPool};
}

std::string shapeText(const PoolShape &shape)
{
    const int least = shape.connections / shape.pools;
    const std::string even = std::to_string(shape.pools) + " × " + std::to_string(least);
    return shape.connections % shape.pools == 0 ? even : even + "–" + std::to_string(least + 1);
}

Plan planOf(const PoolShape &shape, RoutingPolicy policy)
{
    Plan plan = uniformPlan(shape.pools, shape.connections / shape.pools);
    plan.policy = policy;
    for (int i = 0; i < shape.connections % shape.pools; ++i)
        ++plan.pools[static_cast<std::size_t>(i)].slots;
    return plan;
}

} // namespace poolwart
