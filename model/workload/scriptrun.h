// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/csvtable.h"
#include "model/workload/script.h"

#include <memory>
#include <span>

namespace poolwart {

// The values of a script's built-in variables.
struct ScriptSettings
{
    std::int64_t scale = 1;
    std::int64_t randomSeed = 0;
    std::int64_t defaultSeed = 0;

    bool operator==(const ScriptSettings &) const = default;
};

// The positions of a script's sequences and CSV files, shared by all requests that run it.
class ScriptCounters
{
public:
    // With the files of its \csv commands, whose presence validate() of the workload has checked.
    explicit ScriptCounters(const Script &script, const std::vector<WorkloadData> &data = {});
    std::int64_t next(std::size_t sequence);
    // Sets the variables of that source from its next row, or from a random one.
    void takeRow(std::size_t source, Random &random, std::vector<ScriptVariable> &variables);

private:
    struct Counter
    {
        ScriptSequence sequence;
        std::int64_t next = 0;
    };
    struct Rows
    {
        std::shared_ptr<const CsvTable> table;
        std::vector<std::size_t> columns;   // of the table
        std::vector<std::size_t> variables; // parallel to the columns
        bool isRandom = false;
        std::size_t next = 0;
    };
    std::vector<Counter> m_counters;
    std::vector<Rows> m_rows;
};

// The next step of a request.
struct ScriptStep
{
    enum class Kind : std::uint8_t {
        Send,  // send the statement with the run's parameters
        Sleep, // sleep, then ask again
        End,
        Fail, // the script cannot continue; error() has the reason
    };
    Kind kind = Kind::End;
    std::size_t statement = 0;
    Duration sleep{0};

    bool operator==(const ScriptStep &) const = default;
};

// One column of a query's last row.
struct ScriptColumn
{
    std::string_view name;
    std::optional<std::string_view> value; // empty: NULL
};

// A request that runs its script. It has no side effects, so that the engine and a simulation can share it. It is reused: in
// steady state nothing is allocated.
class ScriptRun
{
public:
    explicit ScriptRun(std::int64_t clientId)
        : m_clientId(clientId)
    {}

    // Both must outlive the request.
    void begin(const Script &script, ScriptCounters &counters, const ScriptSettings &settings);
    // After a Send: call when its answer and result have been taken.
    ScriptStep next(Random &random);
    const Error &error() const { return m_error; }

    // Of the statement to send: texts, null for NULL. Valid until next().
    const std::vector<const char *> &parameters() const { return m_parameters; }
    // The statement with the values inserted, for the simple protocol. Texts are quoted unless they are numbers.
    const std::string &inlined();

    // Takes the result of a statement with a Result.
    Done takeResult(std::uint64_t rows, std::span<const ScriptColumn> lastRow);

private:
    std::optional<ScriptStep> perform(const ScriptCommand &command, Random &random);
    ScriptStep send(std::size_t statement);
    ScriptStep sleep(const ScriptCommand &command, ScriptValue amount);
    ScriptStep fail(int line, const std::string &message);

    const Script *m_script = nullptr;
    ScriptCounters *m_counters = nullptr;
    std::int64_t m_clientId;
    std::int64_t m_defaultSeed = 0;
    std::size_t m_command = 0;
    std::size_t m_statement = 0; // the last one sent
    std::vector<ScriptVariable> m_variables;
    std::vector<std::string> m_texts;
    std::vector<const char *> m_parameters;
    std::string m_inlined;
    Error m_error;
};

} // namespace poolwart
