// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/workload/workload.h"

#include <QString>
#include <QStringList>

namespace poolwart {

// The columns of a workload's tables: first the editable settings, then the figures.
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

// A setting as shown and, except for a deadline ("1 s", "1s"), as typed.
QString settingText(const WorkloadScript &script, ScriptColumn column);
QString settingText(const WorkloadClass &kind, ClassColumn column);
QString settingInput(const WorkloadClass &kind, ClassColumn column);

// The choices of a setting; empty: free text.
QStringList settingChoices(const Workload &workload, ScriptColumn column);
QStringList settingChoices(const Plan &plan, ClassColumn column);

// The workload with one setting as typed. Checks only the syntax; validate() checks the rules. The scripts of a renamed class
// stay in it.
Outcome<Workload> withSetting(Workload workload, std::size_t script, ScriptColumn column, const QString &typed);
Outcome<Workload> withSetting(Workload workload, std::size_t kind, ClassColumn column, const QString &typed);

// Adds a script or a class with a unique name.
Workload withNewScript(Workload workload, const std::string &className);
Workload withNewClass(Workload workload);
// Removes a script or a class; the scripts of a removed class have no class.
Workload withoutScript(Workload workload, std::size_t script);
Workload withoutClass(Workload workload, std::size_t kind);

} // namespace poolwart
