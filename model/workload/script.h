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
    // What a query's result is put into: variables of the columns' names behind the prefix.
    struct Result
    {
        std::string prefix;
        bool needsOneRow = true; // \gset; else \aset: the last row, if any
    };

    std::string sql;                     // with $1 … $n, for the extended and prepared protocols
    std::vector<std::string> pieces;     // the SQL between the parameters, for the simple one; one more than there are
    std::vector<std::size_t> parameters; // $k+1 → variable
    std::optional<Result> result;
    int line = 1;
    bool isReading = true;
    bool standsAlone = false;         // not in a transaction
    bool controlsTransaction = false; // and does nothing else
};

// What a script does, one after the other.
struct ScriptCommand
{
    enum class Kind : std::uint8_t {
        Set,        // the variable `target` becomes the expression's value
        Count,      // the variable `target` becomes the next number of the sequence `source`
        Row,        // the variables of the CSV source `source` become the fields of a row of it
        Send,       // the statement `target`
        Sleep,      // so many units as the expression says
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

// Numbers from `first` on, `step` further each time, and from the first again when they would leave the range.
struct ScriptSequence
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t step = 1;

    bool operator==(const ScriptSequence &) const = default;
};

// Rows of a CSV file: one after the other through all requests, and from the first again; or one drawn each time.
struct ScriptRows
{
    std::string file;
    bool isRandom = false;
    std::vector<std::string> columns;
    std::vector<std::size_t> variables; // beside the columns
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
    // The variables that every script has, by these indices.
    enum BuiltIn : std::size_t { Scale, ClientId, RandomSeed, DefaultSeed, BuiltInCount };

    // Errors name the line. What only pgbench can do, and a script without a statement, is refused.
    static Outcome<Script> parse(std::string_view written);

    const std::vector<ScriptCommand> &commands() const { return m_commands; }
    const std::vector<ScriptStatement> &statements() const { return m_statements; }
    const std::vector<ScriptSequence> &sequences() const { return m_sequences; }
    const std::vector<ScriptRows> &rows() const { return m_rows; }
    const std::vector<std::string> &variables() const { return m_variables; } // names, built-in ones first

    std::size_t parameterCount() const; // of all statements
    bool usesScale() const { return m_usesScale; }
    // The line of the first statement that writes; nothing: the script only reads.
    std::optional<int> firstWrite() const;

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
