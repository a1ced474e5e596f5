// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/workloadcolumn.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/tables/cellinput.h"
#include "model/tables/format.h"
#include "model/tables/shown.h"

#include <algorithm>

namespace poolwart {

namespace {

QString noClass()
{
    return shown(QT_TRANSLATE_NOOP("core", "no class"));
}

QString byPolicy()
{
    return shown(QT_TRANSLATE_NOOP("core", "by the policy"));
}

template <class Part>
std::string freeName(const char *stem, const std::vector<Part> &parts)
{
    for (std::size_t number = parts.size() + 1;; ++number) {
        const std::string name = stem + (' ' + std::to_string(number));
        if (std::ranges::find(parts, name, &Part::name) == parts.end())
            return name;
    }
}

void renameClass(Workload &workload, std::size_t kind, const std::string &name)
{
    for (WorkloadScript &script : workload.scripts) {
        if (script.className == workload.classes[kind].name)
            script.className = name;
    }
    workload.classes[kind].name = name;
}

} // namespace

QString settingText(const WorkloadScript &script, ScriptColumn column)
{
    switch (column) {
    case ScriptColumn::Name:
        return QString::fromStdString(script.name);
    case ScriptColumn::Weight:
        return QString::number(script.weight);
    case ScriptColumn::Class:
        return script.className.empty() ? noClass() : QString::fromStdString(script.className);
    default:
        return {};
    }
}

QString settingText(const WorkloadClass &kind, ClassColumn column)
{
    return column == ClassColumn::Deadline ? formatSetting(kind.deadline) : settingInput(kind, column);
}

QString settingInput(const WorkloadClass &kind, ClassColumn column)
{
    switch (column) {
    case ClassColumn::Name:
        return QString::fromStdString(kind.name);
    case ClassColumn::Share:
        return QString::number(kind.share);
    case ClassColumn::Deadline:
        return kind.deadline ? QString::fromStdString(formatDuration(*kind.deadline)) : shown(QT_TRANSLATE_NOOP("core", "none"));
    case ClassColumn::Pool:
        return kind.pool ? QString::fromStdString(*kind.pool) : byPolicy();
    default:
        return {};
    }
}

QStringList settingChoices(const Workload &workload, ScriptColumn column)
{
    if (column != ScriptColumn::Class)
        return {};
    QStringList choices{noClass()};
    for (const WorkloadClass &kind : workload.classes)
        choices.append(QString::fromStdString(kind.name));
    return choices;
}

QStringList settingChoices(const Plan &plan, ClassColumn column)
{
    if (column != ClassColumn::Pool)
        return {};
    QStringList choices{byPolicy()};
    for (const PoolPlan &pool : plan.pools)
        choices.append(QString::fromStdString(pool.name));
    return choices;
}

Outcome<Workload> withSetting(Workload workload, std::size_t script, ScriptColumn column, const QString &typed)
{
    WorkloadScript &changed = workload.scripts.at(script);
    if (column == ScriptColumn::Name) {
        changed.name = typed.trimmed().toStdString();
    } else if (column == ScriptColumn::Class) {
        changed.className = typed == noClass() ? std::string() : typed.toStdString();
    } else {
        const Outcome<int> weight = typedNumber(typed);
        if (!weight)
            return weight.error();
        changed.weight = *weight;
    }
    return workload;
}

Outcome<Workload> withSetting(Workload workload, std::size_t kind, ClassColumn column, const QString &typed)
{
    WorkloadClass &changed = workload.classes.at(kind);
    if (column == ClassColumn::Name) {
        renameClass(workload, kind, typed.trimmed().toStdString());
    } else if (column == ClassColumn::Pool) {
        changed.pool = typed == byPolicy() ? std::nullopt : std::optional(typed.toStdString());
    } else if (column == ClassColumn::Deadline) {
        const auto deadline = typedOptionalTime(typed);
        if (!deadline)
            return deadline.error();
        changed.deadline = *deadline;
    } else {
        const Outcome<int> share = typedNumber(typed);
        if (!share)
            return share.error();
        changed.share = *share;
    }
    return workload;
}

Workload withNewScript(Workload workload, const std::string &className)
{
    workload.scripts.push_back({.name = freeName("script", workload.scripts), .text = "SELECT 1;\n", .className = className});
    return workload;
}

Workload withNewClass(Workload workload)
{
    workload.classes.push_back({.name = freeName("class", workload.classes), .deadline = {}, .pool = {}});
    return workload;
}

Workload withoutScript(Workload workload, std::size_t script)
{
    workload.scripts.erase(workload.scripts.begin() + static_cast<std::ptrdiff_t>(script));
    return workload;
}

Workload withoutClass(Workload workload, std::size_t kind)
{
    for (WorkloadScript &script : workload.scripts) {
        if (script.className == workload.classes.at(kind).name)
            script.className.clear();
    }
    workload.classes.erase(workload.classes.begin() + static_cast<std::ptrdiff_t>(kind));
    return workload;
}

} // namespace poolwart
