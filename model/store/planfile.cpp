// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/planfile.h"

#include "model/core/poolsettings.h"
#include "model/core/text.h"
#include "model/store/files.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"

#include <QFile>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// `Json` is a JsonWriter or a JsonFields: each field is named once, for both ways.
template <class Json>
void describeFleet(Json &json, Fleet &fleet)
{
    json.field("replicas", fleet.replicas);
    json.field("surge", fleet.surge);
    json.field("processes", fleet.processes);
}

template <class Json>
void describePool(Json &json, PoolPlan &pool)
{
    json.field("name", pool.name);
    for (const PoolSetting &setting : poolSettings())
        std::visit([&json, &pool, &setting](auto field) { json.field(setting.id, pool.*field); }, setting.field);
}

void readPolicy(JsonFields &fields, RoutingPolicy &policy)
{
    std::string id(policyId(policy));
    fields.field("policy", id);
    if (const auto known = policyFromId(id))
        policy = *known;
    else
        fields.fail("policy", text(QT_TRANSLATE_NOOP("core", "unknown policy “%1”."), id),
                    text(QT_TRANSLATE_NOOP("core", "The policies are %1."), policyIds()));
}

void checkVersion(JsonFields &fields)
{
    int version = 0;
    fields.require("version");
    fields.field("version", version);
    if (version > planFileVersion)
        fields.fail(
            "version",
            text(QT_TRANSLATE_NOOP("core", "the file has version %1, but this program reads version %2."), version, planFileVersion),
            text(QT_TRANSLATE_NOOP("core", "A newer Poolwart wrote this file. Open it with that version.")));
    else if (version < 1)
        fields.fail("version", text(QT_TRANSLATE_NOOP("core", "version %1 does not exist."), version));
}

void checkHeader(JsonFields &fields)
{
    std::string format;
    fields.field("format", format);
    if (format != "poolwart-plan")
        fields.fail("format", text(QT_TRANSLATE_NOOP("core", "this is not a plan: expected “poolwart-plan”, got “%1”."), format));
    checkVersion(fields);
}

Outcome<Plan> planAt(const QJsonObject &object, const std::string &path)
{
    std::optional<Error> fault;
    JsonFields fields(object, path, fault);
    checkHeader(fields);

    Plan plan;
    fields.field("application_name", plan.applicationName);
    readPolicy(fields, plan.policy);
    fields.field("migration_share", plan.migrationShare);
    fields.nested("fleet", [&plan](JsonFields &fleet) {
        describeFleet(fleet, plan.fleet);
        fleet.refuseOthers();
    });
    fields.require("pools");
    fields.list("pools", plan.pools, limits::maxPools, [&plan](JsonFields &json, PoolPlan &pool) {
        pool.id = PoolId(static_cast<std::uint32_t>(plan.pools.size()));
        json.require("name");
        describePool(json, pool);
        json.refuseOthers();
    });
    fields.refuseOthers();

    if (const Done valid = validate(plan); !fault && !valid) {
        fault = valid.error();
        fault->message = fields.pathOf(fault->message);
    }
    if (fault)
        return *fault;
    return plan;
}

OwnFile kindOf(const QJsonObject &object)
{
    const bool isRun = object.value("format"_L1).toString().startsWith("poolwart-run"_L1); // its journal too
    return isRun ? OwnFile::Run : OwnFile::Plan;
}

} // namespace

void writePlan(JsonWriter &json, Plan plan)
{
    json.field("format", std::string("poolwart-plan"));
    json.field("version", planFileVersion);
    json.field("application_name", plan.applicationName);
    json.field("policy", std::string(policyId(plan.policy)));
    json.field("migration_share", plan.migrationShare);
    json.nested("fleet", [&plan](JsonWriter &fleet) { describeFleet(fleet, plan.fleet); });
    json.list("pools", plan.pools, limits::maxPools, describePool<JsonWriter>);
}

QJsonObject planToJson(const Plan &plan)
{
    JsonWriter json;
    writePlan(json, plan);
    return json.object();
}

Outcome<Plan> planFromJson(const QJsonObject &object)
{
    if (kindOf(object) == OwnFile::Run)
        return planAt(object.value("plan"_L1).toObject(), "plan");
    return planAt(object, {});
}

std::optional<OwnFile> ownFileOf(std::string_view text)
{
    constexpr auto npos = std::string_view::npos;
    constexpr std::string_view blanks = " \t\r\n";
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    const auto skip = [&text](std::string_view what) {
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        const bool isThere = text.starts_with(what);
        text.remove_prefix(isThere ? what.size() : 0);
        return isThere;
    };
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    constexpr std::string_view key = "\"format\"";
    if (!skip("{") || text.find(key) == npos)
        return std::nullopt;
    text.remove_prefix(text.find(key) + key.size());
    if (!skip(":") || !skip("\"poolwart-"))
        return std::nullopt;
    return text.starts_with("plan\"") ? std::optional(OwnFile::Plan) : text.starts_with("run") ? std::optional(OwnFile::Run) : std::nullopt;
}

std::optional<OwnFile> ownFileAt(const std::string &path)
{
    constexpr qint64 beginning = 64 * 1'024; // we write the format first; others may not
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? ownFileOf(file.read(beginning).toStdString()) : std::nullopt;
}

Outcome<Plan> readPlanFile(const std::string &path)
{
    auto read = readPlanInFile(path);
    return read ? Outcome<Plan>(std::move(read->plan)) : read.error();
}

Outcome<PlanInFile> readPlanInFile(const std::string &path)
{
    const auto object = readJsonFile(path);
    if (!object)
        return object.error();
    auto plan = planFromJson(*object);
    if (plan)
        return PlanInFile{.plan = *std::move(plan), .kind = kindOf(*object)};
    Error error = plan.error();
    error.message = text(QT_TRANSLATE_NOOP("core", "“%1” is refused: %2"), path, error.message);
    return error;
}

Done writePlanFile(const Plan &plan, const std::string &path)
{
    if (const Done valid = validate(plan); !valid)
        return valid;
    JsonWriter json;
    writePlan(json, plan);
    return writeFile(json.text(), path);
}

} // namespace poolwart
