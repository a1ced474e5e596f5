// SPDX-License-Identifier: GPL-3.0-or-later
// Long: one evaluation, a function for each operation of pgbench.
#include "model/workload/scriptexpression.h"

#include "model/core/text.h"
#include "model/workload/scriptrandom.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace poolwart {

namespace {

using Whole = std::int64_t;

constexpr double beyondWhole = 0x1p63;

} // namespace

// After the first fault every value is NULL.
class ScriptExpression::Evaluation
{
public:
    explicit Evaluation(const ScriptScope &scope)
        : m_scope(scope)
    {}

    ScriptValue valueOf(const ScriptExpression &node)
    {
        switch (node.m_operation) {
        case Operation::Constant:
            return node.m_constant;
        case Operation::Variable:
            return variable(node);
        case Operation::Case:
            return choice(node);
        case Operation::Or:
        case Operation::And:
            return logic(node);
        case Operation::Debug:
            return valueOf(operand(node, 0));
        case Operation::IsNull:
            return isNull(valueOf(operand(node, 0)));
        case Operation::Is:
            return valueOf(operand(node, 0)) == valueOf(operand(node, 1));
        case Operation::Not:
        case Operation::Less:
        case Operation::LessOrEqual:
        case Operation::Equal:
        case Operation::NotEqual:
        case Operation::BitAnd:
        case Operation::BitOr:
        case Operation::BitXor:
        case Operation::ShiftLeft:
        case Operation::ShiftRight:
        case Operation::Add:
        case Operation::Subtract:
        case Operation::Multiply:
        case Operation::Divide:
        case Operation::Modulo:
            return operation(node);
        default:
            return function(node);
        }
    }

    const std::optional<std::string> &fault() const { return m_fault; }

private:
    static const ScriptExpression &operand(const ScriptExpression &node, std::size_t index) { return node.m_operands[index]; }

    ScriptValue fail(std::string message)
    {
        if (!m_fault)
            m_fault = std::move(message);
        return {};
    }

    ScriptValue tooBig() { return fail(text(QT_TRANSLATE_NOOP("core", "the result exceeds 64 bits."))); }

    ScriptValue variable(const ScriptExpression &node)
    {
        const ScriptVariable &held = m_scope.variables[node.m_variable];
        if (const auto value = held.value())
            return *value;
        return held.isSet()
                 ? fail(text(QT_TRANSLATE_NOOP("core", "the value “%1” of the variable “:%2” is not a number."), held.text(), node.m_name))
                 : fail(text(QT_TRANSLATE_NOOP("core", "the variable “:%1” is not set."), node.m_name));
    }

    ScriptValue choice(const ScriptExpression &node)
    {
        const std::size_t otherwise = node.m_operands.size() - 1;
        for (std::size_t i = 0; i < otherwise && !m_fault; i += 2) {
            if (isTrue(valueOf(operand(node, i))))
                return valueOf(operand(node, i + 1));
        }
        return valueOf(operand(node, otherwise));
    }

    // From the left, and no further than it matters. As in pgbench NULL on the left is the result, whatever is on the right.
    ScriptValue logic(const ScriptExpression &node)
    {
        const bool decides = node.m_operation == Operation::Or;
        for (const ScriptExpression &part : node.m_operands) {
            const ScriptValue value = valueOf(part);
            if (isNull(value))
                return {};
            if (boolean(value) == decides)
                return m_fault ? ScriptValue() : ScriptValue(decides);
        }
        return m_fault ? ScriptValue() : ScriptValue(!decides);
    }

    // --- conversions
    bool boolean(const ScriptValue &value)
    {
        if (const auto *held = std::get_if<bool>(&value))
            return *held;
        fail(text(QT_TRANSLATE_NOOP("core", "expected true or false, not a number.")));
        return false;
    }

    Whole whole(const ScriptValue &value)
    {
        if (const auto *held = std::get_if<Whole>(&value))
            return *held;
        const auto *number = std::get_if<double>(&value);
        if (!number) {
            fail(text(QT_TRANSLATE_NOOP("core", "expected a number, not true or false.")));
            return 0;
        }
        const double rounded = std::rint(*number);
        if (!(rounded >= -beyondWhole && rounded < beyondWhole)) {
            tooBig();
            return 0;
        }
        return static_cast<Whole>(rounded);
    }

    double real(const ScriptValue &value)
    {
        if (const auto *held = std::get_if<double>(&value))
            return *held;
        if (const auto *held = std::get_if<Whole>(&value))
            return static_cast<double>(*held);
        fail(text(QT_TRANSLATE_NOOP("core", "expected a number, not true or false.")));
        return 0;
    }

    // --- operators, of operands that are not NULL
    ScriptValue operation(const ScriptExpression &node)
    {
        const ScriptValue left = valueOf(operand(node, 0));
        if (isNull(left))
            return {};
        if (node.m_operation == Operation::Not)
            return settled(!boolean(left));
        const ScriptValue right = valueOf(operand(node, 1));
        if (isNull(right))
            return {};
        const bool isReal = std::holds_alternative<double>(left) || std::holds_alternative<double>(right);
        return isReal && isArithmetic(node.m_operation) ? settled(ofReals(node.m_operation, real(left), real(right)))
                                                        : settled(ofWholes(node.m_operation, whole(left), whole(right)));
    }

    static bool isArithmetic(Operation operation)
    {
        return operation != Operation::Modulo && (operation < Operation::BitAnd || operation > Operation::ShiftRight);
    }

    ScriptValue settled(ScriptValue value) const { return m_fault ? ScriptValue() : value; }

    static ScriptValue ofReals(Operation operation, double left, double right)
    {
        switch (operation) {
        case Operation::Less:
            return left < right;
        case Operation::LessOrEqual:
            return left <= right;
        case Operation::Equal:
            return left == right;
        case Operation::NotEqual:
            return left != right;
        case Operation::Add:
            return left + right;
        case Operation::Subtract:
            return left - right;
        case Operation::Multiply:
            return left * right;
        default:
            return left / right;
        }
    }

    ScriptValue ofWholes(Operation operation, Whole left, Whole right)
    {
        switch (operation) {
        case Operation::Less:
            return left < right;
        case Operation::LessOrEqual:
            return left <= right;
        case Operation::Equal:
            return left == right;
        case Operation::NotEqual:
            return left != right;
        case Operation::BitAnd:
            return left & right;
        case Operation::BitOr:
            return left | right;
        case Operation::BitXor:
            return left ^ right;
        case Operation::ShiftLeft:
        case Operation::ShiftRight:
            return shifted(operation, left, right);
        case Operation::Divide:
        case Operation::Modulo:
            return divided(operation, left, right);
        default:
            return sum(operation, left, right);
        }
    }

    ScriptValue sum(Operation operation, Whole left, Whole right)
    {
        Whole result = 0;
        const bool isBeyond = operation == Operation::Add      ? __builtin_add_overflow(left, right, &result)
                            : operation == Operation::Subtract ? __builtin_sub_overflow(left, right, &result)
                                                               : __builtin_mul_overflow(left, right, &result);
        return isBeyond ? tooBig() : ScriptValue(result);
    }

    ScriptValue divided(Operation operation, Whole left, Whole right)
    {
        if (right == 0)
            return fail(text(QT_TRANSLATE_NOOP("core", "division by zero.")));
        if (right == -1 && operation == Operation::Modulo)
            return Whole{0};
        if (right == -1)
            return sum(Operation::Subtract, 0, left);
        return operation == Operation::Divide ? left / right : left % right;
    }

    ScriptValue shifted(Operation operation, Whole left, Whole right)
    {
        if (right < 0 || right > 63)
            return fail(text(QT_TRANSLATE_NOOP("core", "the shift by %1 bits is outside 0 to 63."), static_cast<long long>(right)));
        return operation == Operation::ShiftLeft ? static_cast<Whole>(static_cast<std::uint64_t>(left) << right) : left >> right;
    }

    // --- functions: NULL if any argument is
    ScriptValue function(const ScriptExpression &node)
    {
        constexpr std::size_t few = 4;
        std::array<ScriptValue, few> first;
        if (node.m_operation == Operation::Least || node.m_operation == Operation::Greatest)
            return extreme(node);
        for (std::size_t i = 0; i < node.m_operands.size(); ++i) {
            first[i] = valueOf(operand(node, i));
            if (isNull(first[i]))
                return {};
        }
        const std::span given(first.data(), node.m_operands.size());
        return settled(node.m_operation >= Operation::Random && node.m_operation <= Operation::RandomZipfian
                           ? drawn(node.m_operation, given)
                           : computed(node.m_operation, given));
    }

    ScriptValue extreme(const ScriptExpression &node)
    {
        std::vector<ScriptValue> given;
        for (const ScriptExpression &argument : node.m_operands)
            given.push_back(valueOf(argument));
        if (std::ranges::any_of(given, isNull))
            return {};
        const bool isReal = std::ranges::any_of(given, [](const ScriptValue &value) { return std::holds_alternative<double>(value); });
        const bool isLeast = node.m_operation == Operation::Least;
        const auto of = [&](auto convert) -> ScriptValue {
            auto found = convert(given.front());
            for (const ScriptValue &value : given)
                found = isLeast ? std::min(found, convert(value)) : std::max(found, convert(value));
            return found;
        };
        return settled(isReal ? of([this](const ScriptValue &value) { return real(value); })
                              : of([this](const ScriptValue &value) { return whole(value); }));
    }

    ScriptValue computed(Operation operation, std::span<const ScriptValue> given)
    {
        switch (operation) {
        case Operation::Abs:
            return std::holds_alternative<double>(given[0]) ? ScriptValue(std::abs(real(given[0]))) : magnitude(whole(given[0]));
        case Operation::ToDouble:
            return real(given[0]);
        case Operation::ToInt:
            return whole(given[0]);
        case Operation::Exp:
            return std::exp(real(given[0]));
        case Operation::Ln:
            return std::log(real(given[0]));
        case Operation::Sqrt:
            return std::sqrt(real(given[0]));
        case Operation::Power:
            return std::pow(real(given[0]), real(given[1]));
        case Operation::HashFnv1a:
            return hashFnv1a(whole(given[0]), seed(given, 1));
        case Operation::HashMurmur2:
            return hashMurmur2(whole(given[0]), seed(given, 1));
        case Operation::Permute:
            return permutedValue(whole(given[0]), whole(given[1]), seed(given, 2));
        default:
            return std::numbers::pi;
        }
    }

    Whole seed(std::span<const ScriptValue> given, std::size_t index)
    {
        return given.size() > index ? whole(given[index]) : m_scope.defaultSeed;
    }

    ScriptValue magnitude(Whole value) { return value < 0 ? sum(Operation::Subtract, 0, value) : ScriptValue(value); }

    ScriptValue permutedValue(Whole value, Whole size, Whole key)
    {
        if (size <= 0)
            return fail(
                text(QT_TRANSLATE_NOOP("core", "the size of a permutation must be above 0, not %1."), static_cast<long long>(size)));
        return permuted(value, size, key);
    }

    ScriptValue drawn(Operation operation, std::span<const ScriptValue> given)
    {
        const ScriptRange range{.least = whole(given[0]), .most = whole(given[1])};
        const double parameter = given.size() > 2 ? real(given[2]) : 0;
        if (m_fault)
            return {};
        if (range.least > range.most)
            return fail(text(QT_TRANSLATE_NOOP("core", "the range of the random number is empty: %1 to %2."),
                             static_cast<long long>(range.least), static_cast<long long>(range.most)));
        if (range.width() == 0 || range.width() > std::uint64_t{1} << 63)
            return fail(text(QT_TRANSLATE_NOOP("core", "the range of the random number is too wide.")));
        Random &random = m_scope.random;
        switch (operation) {
        case Operation::RandomExponential:
            return parameter > 0 ? ScriptValue(drawExponential(random, range, parameter))
                                 : fail(text(QT_TRANSLATE_NOOP("core", "the parameter of random_exponential must be above 0.")));
        case Operation::RandomGaussian:
            return parameter >= 2 ? ScriptValue(drawGaussian(random, range, parameter))
                                  : fail(text(QT_TRANSLATE_NOOP("core", "the parameter of random_gaussian must be at least 2.")));
        case Operation::RandomZipfian:
            return parameter >= 1.001 && parameter <= 1000
                     ? ScriptValue(drawZipfian(random, range, parameter))
                     : fail(text(QT_TRANSLATE_NOOP("core", "the parameter of random_zipfian must be from 1.001 to 1000.")));
        default:
            return drawUniform(random, range);
        }
    }

    const ScriptScope &m_scope;
    std::optional<std::string> m_fault;
};

Outcome<ScriptValue> ScriptExpression::evaluate(const ScriptScope &scope) const
{
    Evaluation evaluation(scope);
    ScriptValue value = evaluation.valueOf(*this);
    if (evaluation.fault())
        return Error{.kind = ErrorKind::BadInput, .message = *evaluation.fault()};
    return value;
}

} // namespace poolwart
