// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/workload.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/workload/redaction.h"
#include "model/workload/script.h"
#include "model/workload/sqlcommand.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace poolwart {

namespace {

Done checkNumber(const std::string &field, long long value, long long least, long long most)
{
    if (value >= least && value <= most)
        return done();
    return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: %2 is outside %3 to %4."), field, value, least, most));
}

Done checkName(const std::string &field, const std::string &name)
{
    if (name.size() <= limits::maxWorkloadName)
        return done();
    return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: it has %2 bytes; at most %3 are allowed."), field,
                              static_cast<long long>(name.size()), static_cast<long long>(limits::maxWorkloadName)));
}

// "scripts[2]", for messages and as the path in a file.
std::string pathOf(const char *list, std::size_t index)
{
    return list + ('[' + std::to_string(index)) + ']';
}

Done checkRows(const ScriptRows &rows, const std::vector<WorkloadData> &data)
{
    const auto refusedIn = [&rows](const std::string &why, std::string hint) {
        return badInputError(text(QT_TRANSLATE_NOOP("core", "Script, line %1: %2"), static_cast<long long>(rows.line), why),
                             std::move(hint));
    };
    const auto file = std::ranges::find(data, rows.file, &WorkloadData::file);
    if (file == data.end())
        return refusedIn(text(QT_TRANSLATE_NOOP("core", "the file “%1” is not part of the workload."), rows.file),
                         text(QT_TRANSLATE_NOOP("core", "Put it beside the workload or script file; it is read together with that file.")));
    const auto table = CsvTable::parse(file->text, file->file);
    if (!table)
        return table.error();
    for (const std::string &column : rows.columns) {
        if (!table->columnOf(column))
            return refusedIn(text(QT_TRANSLATE_NOOP("core", "“%1” has no column “%2”."), rows.file, column), {});
    }
    return done();
}

Done checkText(const std::string &script, const std::vector<WorkloadData> &data)
{
    if (script.size() > limits::maxScriptBytes)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "script: it has %1 bytes; at most %2 are allowed."),
                                  static_cast<long long>(script.size()), static_cast<long long>(limits::maxScriptBytes)));
    if (script.find('\0') != std::string::npos)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "script: it holds a NUL byte.")));
    if (isRedacted(script))
        return badInputError(
            text(QT_TRANSLATE_NOOP("core", "script: it contains a password, which the run file does not record.")),
            text(QT_TRANSLATE_NOOP("core", "Give the workload itself: its script with --file or its file with --workload.")));
    const auto parsed = Script::parse(script);
    if (!parsed)
        return parsed.error();
    for (const ScriptRows &rows : parsed->rows()) {
        if (const Done checked = checkRows(rows, data); !checked)
            return checked;
    }
    return done();
}

Done checkScript(const Workload &workload, std::size_t index)
{
    const WorkloadScript &script = workload.scripts[index];
    const std::string path = pathOf("scripts", index);
    if (const Done name = checkName(path + ".name", script.name); !name)
        return name;
    if (const Done weight = checkNumber(path + ".weight", script.weight, 0, limits::maxShare); !weight)
        return weight;
    const bool hasClass =
        script.className.empty() || std::ranges::find(workload.classes, script.className, &WorkloadClass::name) != workload.classes.end();
    if (!hasClass)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1.class: the workload has no class “%2”."), path, script.className));
    const Done text = checkText(script.text, workload.data);
    if (text || workload.scripts.size() == 1)
        return text;
    Error error = text.error();
    error.message = path + (script.name.empty() ? "" : " “" + script.name + "”") + ": " + error.message;
    return error;
}

Done checkClass(const Workload &workload, std::size_t index)
{
    const WorkloadClass &kind = workload.classes[index];
    const std::string path = pathOf("classes", index);
    if (kind.name.empty())
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1.name: a class needs a name."), path));
    if (const Done name = checkName(path + ".name", kind.name); !name)
        return name;
    if (std::ranges::count(workload.classes, kind.name, &WorkloadClass::name) > 1)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1.name: there is another class “%2”."), path, kind.name));
    if (const Done share = checkNumber(path + ".share", kind.share, 0, limits::maxShare); !share)
        return share;
    if (kind.deadline && (kind.deadline->count() < 1 || *kind.deadline > limits::maxDeadline))
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1.deadline: %2 is outside %3 to %4."), path, formatDuration(*kind.deadline),
                                  std::string("1ms"), formatDuration(limits::maxDeadline)));
    return done();
}

Done checkData(const std::vector<WorkloadData> &data)
{
    if (data.size() > static_cast<std::size_t>(limits::maxDataFiles))
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: %2 exceeds the limit of %3."), "data", static_cast<long long>(data.size()),
                                  static_cast<long long>(limits::maxDataFiles)));
    std::size_t bytes = 0;
    for (const WorkloadData &file : data)
        bytes += file.text.size();
    if (bytes > limits::maxDataBytes)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "data: the CSV files have %1 bytes together; at most %2 are allowed."),
                                  static_cast<long long>(bytes), static_cast<long long>(limits::maxDataBytes)));
    return done();
}

bool isStrange(const ScriptStatement &statement)
{
    const std::string word = leadingWord(statement.sql);
    return !word.empty() && !isCommandWord(word);
}

std::optional<ScriptStatement> firstStatement(const WorkloadScript &script, const std::function<bool(const ScriptStatement &)> &isIt)
{
    const auto parsed = Script::parse(script.text);
    if (!parsed)
        return std::nullopt;
    const auto found = std::ranges::find_if(parsed->statements(), isIt);
    return found == parsed->statements().end() ? std::nullopt : std::optional(*found);
}

bool isDrawn(const Workload &workload, const WorkloadScript &script)
{
    const auto kind = std::ranges::find(workload.classes, script.className, &WorkloadClass::name);
    return script.weight > 0 && (kind == workload.classes.end() || kind->share > 0);
}

} // namespace

Workload soleWorkload(std::string script)
{
    Workload workload;
    workload.scripts.push_back({.text = std::move(script)});
    return workload;
}

Done validate(const Workload &workload)
{
    if (workload.scripts.empty())
        return badInputError(text(QT_TRANSLATE_NOOP("core", "workload: there is no script.")));
    for (const auto &[field, count, most] : {std::tuple("scripts", workload.scripts.size(), limits::maxScripts),
                                             std::tuple("classes", workload.classes.size(), limits::maxClasses)}) {
        if (count > static_cast<std::size_t>(most))
            return badInputError(text(QT_TRANSLATE_NOOP("core", "%1: %2 exceeds the limit of %3."), field, static_cast<long long>(count),
                                      static_cast<long long>(most)));
    }
    if (const Done name = checkName("name", workload.name); !name)
        return name;
    if (const Done scale = checkNumber("scale", workload.scale.value_or(1), 1, limits::maxScale); !scale)
        return scale;
    if (const Done data = checkData(workload.data); !data)
        return data;
    for (std::size_t i = 0; i < workload.classes.size(); ++i) {
        if (const Done checked = checkClass(workload, i); !checked)
            return checked;
    }
    for (std::size_t i = 0; i < workload.scripts.size(); ++i) {
        if (const Done checked = checkScript(workload, i); !checked)
            return checked;
    }
    if (std::ranges::none_of(workload.scripts, [&](const WorkloadScript &script) { return isDrawn(workload, script); }))
        return badInputError(text(QT_TRANSLATE_NOOP("core", "scripts: all weights or shares are 0, so no script would run.")));
    return done();
}

std::optional<std::string> writingScript(const Workload &workload)
{
    for (const WorkloadScript &script : workload.scripts) {
        const auto statement = firstStatement(script, [](const ScriptStatement &each) { return !each.isReading && !isStrange(each); });
        if (statement && script.name.empty())
            return text(QT_TRANSLATE_NOOP("core", "The script writes data in line %1."), static_cast<long long>(statement->line));
        if (statement)
            return text(QT_TRANSLATE_NOOP("core", "The script “%1” writes data in line %2."), script.name,
                        static_cast<long long>(statement->line));
    }
    return std::nullopt;
}

std::optional<std::string> strangeScript(const Workload &workload)
{
    for (const WorkloadScript &script : workload.scripts) {
        const auto statement = firstStatement(script, isStrange);
        if (!statement)
            continue;
        const std::string word = leadingWord(statement->sql);
        if (script.name.empty())
            return text(QT_TRANSLATE_NOOP("core", "Line %1 of the script is not an SQL command: no command begins with “%2”."),
                        static_cast<long long>(statement->line), word);
        return text(QT_TRANSLATE_NOOP("core", "Line %2 of the script “%1” is not an SQL command: no command begins with “%3”."),
                    script.name, static_cast<long long>(statement->line), word);
    }
    return std::nullopt;
}

std::vector<std::string> dataFilesOf(const Workload &workload)
{
    std::vector<std::string> files;
    for (const WorkloadScript &script : workload.scripts) {
        const auto parsed = Script::parse(script.text);
        for (const ScriptRows &rows : parsed ? parsed->rows() : std::vector<ScriptRows>()) {
            if (std::ranges::find(files, rows.file) == files.end())
                files.push_back(rows.file);
        }
    }
    return files;
}

bool usesScale(const Workload &workload)
{
    return std::ranges::any_of(workload.scripts, [](const WorkloadScript &script) {
        const auto parsed = Script::parse(script.text);
        return parsed && parsed->usesScale();
    });
}

} // namespace poolwart
