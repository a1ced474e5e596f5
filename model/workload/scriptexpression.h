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

// The input of an expression's evaluation.
struct ScriptScope
{
    const std::vector<ScriptVariable> &variables;
    Random &random;
    std::int64_t defaultSeed = 0; // of the hash functions
};

// An expression of pgbench's \set and \if: 64-bit integers, doubles, booleans and NULL; arithmetic, comparison, logic, CASE;
// mathematical functions, random numbers of four distributions, hashes and permutations. Precedence and functions follow
// pgbench's documentation; debug(x) is x and prints nothing.
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

    // The index of a variable in ScriptScope::variables; nothing for an unknown variable.
    using IndexOf = std::function<std::optional<std::size_t>(std::string_view name)>;

    // Parses the whole text. An error's message begins in lower case, because the line precedes it.
    static Outcome<ScriptExpression> parse(std::string_view written, const IndexOf &indexOf);

    // Errors: overflow, division by zero, an argument out of range or of the wrong type, an unset variable.
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
