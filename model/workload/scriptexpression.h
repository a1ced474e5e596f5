// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/random.h"
#include "model/workload/scriptvalue.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// What an expression reads while it is evaluated.
struct ScriptScope
{
    const std::vector<ScriptVariable> &variables;
    Random &random;
    std::int64_t defaultSeed = 0; // of the hash functions
};

// An expression of pgbench's \set and \if: integers of 64 bits, doubles, booleans and NULL; arithmetic, comparison, logic,
// CASE; mathematical functions, random numbers of four distributions, hashes and permutations. The operators bind and the
// functions are named and behave as in pgbench's documentation; debug(x) is x and prints nothing.
class ScriptExpression
{
public:
    enum class Operation : std::uint8_t {
        Constant,
        Variable,
        Case,
        Or,
        And,
        Not,
        IsNull,
        Is,
        Less,
        LessOrEqual,
        Equal,
        NotEqual,
        BitAnd,
        BitOr,
        BitXor,
        ShiftLeft,
        ShiftRight,
        Add,
        Subtract,
        Multiply,
        Divide,
        Modulo,
        Abs,
        Debug,
        ToDouble,
        Exp,
        Greatest,
        HashFnv1a,
        HashMurmur2,
        ToInt,
        Least,
        Ln,
        Permute,
        Pi,
        Power,
        Random,
        RandomExponential,
        RandomGaussian,
        RandomZipfian,
        Sqrt,
    };

    // The index of a variable's name in ScriptScope::variables; nothing: no such variable.
    using IndexOf = std::function<std::optional<std::size_t>(std::string_view name)>;

    // The whole of `written`. The error's message begins in lower case, for it stands behind the line.
    static Outcome<ScriptExpression> parse(std::string_view written, const IndexOf &indexOf);

    // Errors: overflow, division by zero, an argument out of its range or of the wrong type, a variable that is not set.
    Outcome<ScriptValue> evaluate(const ScriptScope &scope) const;

private:
    class Parser;
    class Evaluation;

    Operation m_operation = Operation::Constant;
    ScriptValue m_constant;     // of Constant
    std::size_t m_variable = 0; // of Variable
    std::string m_name;         // of Variable, for messages
    std::vector<ScriptExpression> m_operands;
    int m_depth = 1; // of the tree
};

} // namespace poolwart
