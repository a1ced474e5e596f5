// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/scriptexpression.h"

#include <array>
#include <cstddef>
#include <string_view>

// The words and signs of pgbench's expressions.
namespace poolwart::expressionsyntax {

inline constexpr std::size_t any = 100; // so many arguments at most

struct Function
{
    std::string_view name;
    std::size_t least; // arguments
    std::size_t most;
    ScriptExpression::Operation operation;
};

inline constexpr std::array functions{
    Function{"abs", 1, 1, ScriptExpression::Operation::Abs},
    Function{"debug", 1, 1, ScriptExpression::Operation::Debug},
    Function{"double", 1, 1, ScriptExpression::Operation::ToDouble},
    Function{"exp", 1, 1, ScriptExpression::Operation::Exp},
    Function{"greatest", 1, any, ScriptExpression::Operation::Greatest},
    Function{"hash", 1, 2, ScriptExpression::Operation::HashMurmur2},
    Function{"hash_fnv1a", 1, 2, ScriptExpression::Operation::HashFnv1a},
    Function{"hash_murmur2", 1, 2, ScriptExpression::Operation::HashMurmur2},
    Function{"int", 1, 1, ScriptExpression::Operation::ToInt},
    Function{"least", 1, any, ScriptExpression::Operation::Least},
    Function{"ln", 1, 1, ScriptExpression::Operation::Ln},
    Function{"mod", 2, 2, ScriptExpression::Operation::Modulo},
    Function{"permute", 2, 3, ScriptExpression::Operation::Permute},
    Function{"pi", 0, 0, ScriptExpression::Operation::Pi},
    Function{"pow", 2, 2, ScriptExpression::Operation::Power},
    Function{"power", 2, 2, ScriptExpression::Operation::Power},
    Function{"random", 2, 2, ScriptExpression::Operation::Random},
    Function{"random_exponential", 3, 3, ScriptExpression::Operation::RandomExponential},
    Function{"random_gaussian", 3, 3, ScriptExpression::Operation::RandomGaussian},
    Function{"random_zipfian", 3, 3, ScriptExpression::Operation::RandomZipfian},
    Function{"sqrt", 1, 1, ScriptExpression::Operation::Sqrt},
};

// How tightly operators bind, as PostgreSQL's grammar of pgbench has them.
enum Level : int { OrLevel = 1, AndLevel, NotLevel, IsLevel, CompareLevel, BitLevel, SumLevel, ProductLevel, SignLevel };

struct Binary
{
    std::string_view sign;
    Level level;
    ScriptExpression::Operation operation;
    bool isSwapped = false; // a > b is b < a
};

// Longer signs first.
inline constexpr std::array binaries{
    Binary{"<=", CompareLevel, ScriptExpression::Operation::LessOrEqual},
    Binary{">=", CompareLevel, ScriptExpression::Operation::LessOrEqual, true},
    Binary{"<>", CompareLevel, ScriptExpression::Operation::NotEqual},
    Binary{"!=", CompareLevel, ScriptExpression::Operation::NotEqual},
    Binary{"<<", BitLevel, ScriptExpression::Operation::ShiftLeft},
    Binary{">>", BitLevel, ScriptExpression::Operation::ShiftRight},
    Binary{"<", CompareLevel, ScriptExpression::Operation::Less},
    Binary{">", CompareLevel, ScriptExpression::Operation::Less, true},
    Binary{"=", CompareLevel, ScriptExpression::Operation::Equal},
    Binary{"|", BitLevel, ScriptExpression::Operation::BitOr},
    Binary{"#", BitLevel, ScriptExpression::Operation::BitXor},
    Binary{"&", BitLevel, ScriptExpression::Operation::BitAnd},
    Binary{"+", SumLevel, ScriptExpression::Operation::Add},
    Binary{"-", SumLevel, ScriptExpression::Operation::Subtract},
    Binary{"*", ProductLevel, ScriptExpression::Operation::Multiply},
    Binary{"/", ProductLevel, ScriptExpression::Operation::Divide},
    Binary{"%", ProductLevel, ScriptExpression::Operation::Modulo},
    Binary{"or", OrLevel, ScriptExpression::Operation::Or},
    Binary{"and", AndLevel, ScriptExpression::Operation::And},
};

inline constexpr std::array<std::string_view, 14> keywords{"or",   "and",   "not",  "is",   "isnull", "notnull", "null",
                                                           "true", "false", "case", "when", "then",   "else",    "end"};

} // namespace poolwart::expressionsyntax
