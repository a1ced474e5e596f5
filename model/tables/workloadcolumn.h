// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/workload/workload.h"

#include <QString>
#include <QStringList>

namespace poolwart {

// The columns of a workload's tables: first what is edited in place, then the figures.
enum class ScriptColumn { Name, Weight, Class, Requests, ResponseP99, Errors, Count };
enum class ClassColumn { Name, Share, Deadline, Pool, Requests, ResponseP99, Errors, Count };

inline bool isSetting(ScriptColumn column)
{
    return column <= ScriptColumn::Class;
}
inline bool isSetting(ClassColumn column)
{
    return column <= ClassColumn::Pool;
}

// A setting as it is shown and, but for a deadline ("1 s", "1s"), as it is typed.
QString settingText(const WorkloadScript &script, ScriptColumn column);
QString settingText(const WorkloadClass &kind, ClassColumn column);
QString settingInput(const WorkloadClass &kind, ClassColumn column);

// What can be chosen instead of typed; empty: it is typed.
QStringList settingChoices(const Workload &workload, ScriptColumn column);
QStringList settingChoices(const Plan &plan, ClassColumn column);

// The workload with one setting as it was typed. Only the typing is judged here; the rules are validate()'s. The scripts of a
// class that is renamed stay its own.
Outcome<Workload> withSetting(Workload workload, std::size_t script, ScriptColumn column, const QString &typed);
Outcome<Workload> withSetting(Workload workload, std::size_t kind, ClassColumn column, const QString &typed);

// With one more, named as no other is.
Workload withNewScript(Workload workload, const std::string &className);
Workload withNewClass(Workload workload);
// Without it; the scripts of a class that goes are of none.
Workload withoutScript(Workload workload, std::size_t script);
Workload withoutClass(Workload workload, std::size_t kind);

} // namespace poolwart
