// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/keptplan.h"

#include "model/core/text.h"
#include "model/store/files.h"
#include "model/store/planfile.h"

#include <QDateTime>
#include <QJsonDocument>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr auto formatName = "poolwart-kept-plan"_L1;
constexpr int formatVersion = 1;

} // namespace

Done writeKeptPlan(const KeptPlan &kept, const std::string &file)
{
    const QJsonObject object{
        {u"format"_s, formatName},
        {u"version"_s, formatVersion},
        {u"path"_s, QString::fromStdString(kept.path)},
        {u"kept_at"_s, QDateTime::fromSecsSinceEpoch(kept.at.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate)},
        {u"plan"_s, planToJson(kept.plan)}};
    return writeFile(QJsonDocument(object).toJson(), file);
}

Outcome<KeptPlan> readKeptPlan(const std::string &file)
{
    const Outcome<QJsonObject> object = readJsonFile(file);
    if (!object)
        return object.error();
    if (object->value("format"_L1) != formatName || object->value("version"_L1) != formatVersion)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1 is not a backup copy of a plan of this version."), file));
    Outcome<Plan> plan = planFromJson(object->value("plan"_L1).toObject());
    if (!plan)
        return plan.error();
    const QDateTime at = QDateTime::fromString(object->value("kept_at"_L1).toString(), Qt::ISODate);
    return KeptPlan{.path = object->value("path"_L1).toString().toStdString(),
                    .at = std::chrono::sys_seconds(std::chrono::seconds(at.isValid() ? at.toSecsSinceEpoch() : 0)),
                    .plan = *std::move(plan)};
}

} // namespace poolwart
