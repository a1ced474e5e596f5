// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/outcome.h"
#include "model/workload/scriptexpression.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// One SQL statement of a script. `:name` outside of literals, comments and casts (::) is a parameter.
struct ScriptStatement
{
    // Where a query's result is stored: variables named like the columns, with the prefix.
    struct Result
    {
        std::string prefix;
        bool needsOneRow = true; // \gset; otherwise \aset: the last row, if any
    };

    std::string sql;                     // with $1 … $n, for the extended and prepared protocols
    std::vector<std::string> pieces;     // the SQL around the parameters, for the simple protocol; one more than parameters
    std::vector<std::size_t> parameters; // $k+1 → variable
    std::optional<Result> result;
    int line = 1;
    bool isReading = true;
    bool standsAlone = false;         // cannot run in a transaction
    bool controlsTransaction = false; // and nothing else
};

// One command of a script.
struct ScriptCommand
{
    enum class Kind : std::uint8_t {
        Set,        // sets the variable `target` to the value of the expression
        Count,      // sets the variable `target` to the next number of the sequence `source`
        Row,        // sets the variables of the CSV source `source` from one of its rows
        Send,       // the statement `target`
        Sleep,      // waits for the value of the expression in the unit
        JumpUnless, // to the command `target` unless the expression is true
        Jump,
    };
    Kind kind{};
    int line = 1;
    std::size_t target = 0;
    std::size_t source = 0;
    Duration unit{0};
    ScriptExpression expression;
};

// Numbers from `first` in steps of `step`, starting again when they would leave the range.
struct ScriptSequence
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t step = 1;

    bool operator==(const ScriptSequence &) const = default;
};

// Rows of a CSV file: one after another across all requests, starting again at the end; or drawn at random.
struct ScriptRows
{
    std::string file;
    bool isRandom = false;
    std::vector<std::string> columns;
    std::vector<std::size_t> variables; // parallel to the columns
    int line = 1;
};

// A pgbench script, run as a whole on one slot: one request.
//     \set aid random(1, 100000 * :scale)
//     BEGIN;
//     UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = :aid;
//     \sleep 5 ms
//     END;
// Statements end at a semicolon, or at a backslash command. Variables live as long as the request.
class Script
{
public:
    // The variables of every script, with fixed indices.
    enum BuiltIn : std::size_t { Scale, ClientId, RandomSeed, DefaultSeed, BuiltInCount };

    // Errors name the line. Refuses commands that only pgbench supports, and a script without a statement.
    static Outcome<Script> parse(std::string_view written);

    const std::vector<ScriptCommand> &commands() const { return m_commands; }
    const std::vector<ScriptStatement> &statements() const { return m_statements; }
    const std::vector<ScriptSequence> &sequences() const { return m_sequences; }
    const std::vector<ScriptRows> &rows() const { return m_rows; }
    const std::vector<std::string> &variables() const { return m_variables; } // names, built-in ones first

    std::size_t parameterCount() const; // of all statements
    bool usesScale() const { return m_usesScale; }

private:
    class Parser;

    std::vector<ScriptCommand> m_commands;
    std::vector<ScriptStatement> m_statements;
    std::vector<ScriptSequence> m_sequences;
    std::vector<ScriptRows> m_rows;
    std::vector<std::string> m_variables;
    bool m_usesScale = false;
};

} // namespace poolwart
