// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptrun.h"

#include "model/core/text.h"

#include <algorithm>
#include <cassert>

namespace poolwart {

namespace {

constexpr double longestSleep = 86'400e9; // ns: a day

Error failure(int line, const std::string &message)
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "Script, line %1: %2"), static_cast<long long>(line), message)};
}

} // namespace

ScriptCounters::ScriptCounters(const Script &script, const std::vector<WorkloadData> &data)
{
    for (const ScriptRows &rows : script.rows()) {
        const auto file = std::ranges::find(data, rows.file, &WorkloadData::file);
        assert(file != data.end());
        auto table = CsvTable::parse(file->text, file->file);
        assert(table.ok());
        Rows taken{.table = std::make_shared<const CsvTable>(*std::move(table)),
                   .columns = {},
                   .variables = rows.variables,
                   .isRandom = rows.isRandom};
        for (const std::string &column : rows.columns)
            taken.columns.push_back(*taken.table->columnOf(column));
        m_rows.push_back(std::move(taken));
    }
    for (const ScriptSequence &sequence : script.sequences())
        m_counters.push_back({.sequence = sequence, .next = sequence.first});
}

std::int64_t ScriptCounters::next(std::size_t index)
{
    auto &[sequence, next] = m_counters[index];
    const std::int64_t value = next;
    const bool isBeyond =
        __builtin_add_overflow(value, sequence.step, &next) || (sequence.step > 0 ? next > sequence.last : next < sequence.last);
    if (isBeyond)
        next = sequence.first;
    return value;
}

void ScriptCounters::takeRow(std::size_t source, Random &random, std::vector<ScriptVariable> &variables)
{
    Rows &rows = m_rows[source];
    const std::size_t row = rows.isRandom ? random.below(rows.table->rowCount()) : rows.next;
    if (!rows.isRandom)
        rows.next = (rows.next + 1) % rows.table->rowCount();
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
        if (const auto &field = rows.table->field(row, rows.columns[i]))
            variables[rows.variables[i]].setText(*field);
        else
            variables[rows.variables[i]].set({});
    }
}

void ScriptRun::begin(const Script &script, ScriptCounters &counters, const ScriptSettings &settings)
{
    m_script = &script;
    m_counters = &counters;
    m_defaultSeed = settings.defaultSeed;
    m_command = 0;
    m_variables.resize(script.variables().size());
    for (ScriptVariable &variable : m_variables)
        variable.clear();
    m_variables[Script::Scale].set(settings.scale);
    m_variables[Script::ClientId].set(m_clientId);
    m_variables[Script::RandomSeed].set(settings.randomSeed);
    m_variables[Script::DefaultSeed].set(settings.defaultSeed);
}

ScriptStep ScriptRun::next(Random &random)
{
    const std::vector<ScriptCommand> &commands = m_script->commands();
    while (m_command < commands.size()) {
        if (const auto step = perform(commands[m_command++], random))
            return *step;
    }
    return {.kind = ScriptStep::Kind::End};
}

// Nothing: go on with the next command.
std::optional<ScriptStep> ScriptRun::perform(const ScriptCommand &command, Random &random)
{
    using Kind = ScriptCommand::Kind;
    switch (command.kind) {
    case Kind::Send:
        return send(command.target);
    case Kind::Jump:
        m_command = command.target;
        return std::nullopt;
    case Kind::Count:
        m_variables[command.target].set(m_counters->next(command.source));
        return std::nullopt;
    case Kind::Row:
        m_counters->takeRow(command.source, random, m_variables);
        return std::nullopt;
    case Kind::Set:
    case Kind::Sleep:
    case Kind::JumpUnless:
        break;
    }
    const auto value = command.expression.evaluate({.variables = m_variables, .random = random, .defaultSeed = m_defaultSeed});
    if (!value)
        return fail(command.line, value.error().message);
    if (command.kind == Kind::Sleep)
        return sleep(command, *value);
    if (command.kind == Kind::Set) {
        m_variables[command.target].set(*value);
        return std::nullopt;
    }
    if (!isTrue(*value))
        m_command = command.target;
    return std::nullopt;
}

ScriptStep ScriptRun::send(std::size_t index)
{
    const ScriptStatement &statement = m_script->statements()[index];
    m_statement = index;
    if (m_texts.size() < statement.parameters.size())
        m_texts.resize(statement.parameters.size());
    m_parameters.clear();
    for (std::size_t k = 0; k < statement.parameters.size(); ++k) {
        const ScriptVariable &variable = m_variables[statement.parameters[k]];
        if (!variable.isSet())
            return fail(statement.line,
                        text(QT_TRANSLATE_NOOP("core", "the variable “:%1” is not set."), m_script->variables()[statement.parameters[k]]));
        variable.write(m_texts[k]);
        m_parameters.push_back(variable.isNull() ? nullptr : m_texts[k].c_str());
    }
    return {.kind = ScriptStep::Kind::Send, .statement = index};
}

ScriptStep ScriptRun::sleep(const ScriptCommand &command, ScriptValue amount)
{
    const auto *whole = std::get_if<std::int64_t>(&amount);
    const auto *number = std::get_if<double>(&amount);
    const double units = whole ? static_cast<double>(*whole) : number ? *number : -1;
    const double nanoseconds = units * static_cast<double>(command.unit.count());
    if (!(nanoseconds >= 0 && nanoseconds <= longestSleep))
        return fail(command.line, text(QT_TRANSLATE_NOOP("core", "\\sleep takes a time from 0 to one day.")));
    return {.kind = ScriptStep::Kind::Sleep, .sleep = Duration(static_cast<Duration::rep>(nanoseconds))};
}

ScriptStep ScriptRun::fail(int line, const std::string &message)
{
    m_error = failure(line, message);
    return {.kind = ScriptStep::Kind::Fail};
}

const std::string &ScriptRun::inlined()
{
    const ScriptStatement &statement = m_script->statements()[m_statement];
    m_inlined = statement.pieces.front();
    for (std::size_t k = 0; k < statement.parameters.size(); ++k) {
        if (m_parameters[k] && *m_parameters[k] == '-' && m_inlined.ends_with('-'))
            m_inlined += ' '; // or it would be a comment
        m_variables[statement.parameters[k]].appendLiteral(m_inlined);
        m_inlined += statement.pieces[k + 1];
    }
    return m_inlined;
}

Done ScriptRun::takeResult(std::uint64_t rows, std::span<const ScriptColumn> lastRow)
{
    const ScriptStatement &statement = m_script->statements()[m_statement];
    assert(statement.result);
    if (statement.result->needsOneRow && rows != 1) {
        return failure(statement.line, text(QT_TRANSLATE_NOOP("core", "\\gset needs exactly one row, but the statement returned %1."),
                                            static_cast<long long>(rows)));
    }
    for (const ScriptColumn &column : lastRow) {
        const std::string name = statement.result->prefix + std::string(column.name);
        const auto found = std::ranges::find(m_script->variables(), name);
        if (found == m_script->variables().end())
            continue; // nobody reads it
        ScriptVariable &variable = m_variables[static_cast<std::size_t>(found - m_script->variables().begin())];
        if (column.value)
            variable.setText(*column.value);
        else
            variable.set({});
    }
    return done();
}

} // namespace poolwart
