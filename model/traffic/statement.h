// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/random.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// One SQL statement with random parameters, as pgbench writes them:
//     \set aid random(1, 100000)
//     SELECT abalance FROM pgbench_accounts WHERE aid = :aid
// `:name` outside of literals, comments and casts (::) is a parameter. The last \set of a name holds.
class Statement
{
public:
    // Errors name the line. More than one statement, an unknown variable and other meta commands are refused.
    static Outcome<Statement> parse(std::string_view script);

    // The SQL with $1 … $n for the extended and prepared protocols.
    const std::string &sql() const { return m_sql; }
    std::size_t parameterCount() const { return m_parameters.size(); }

    // Draws each variable once, in the order of the \set lines; texts of the parameters $1 … $n.
    void drawInto(Random &random, std::vector<std::string> &parameters) const;

    // The SQL with the values in their places, for the simple protocol.
    std::string inlined(const std::vector<std::string> &parameters) const;

private:
    struct Variable
    {
        std::string name;
        std::int64_t least = 0;
        std::int64_t most = 0;
    };

    class Parser;

    std::string m_sql;
    std::vector<std::string> m_pieces;      // the SQL between the parameters; one more than there are
    std::vector<std::size_t> m_parameters;  // $k+1 → variable
    std::vector<Variable> m_variables;
};

} // namespace poolwart
