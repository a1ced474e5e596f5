// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/literals.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr int deepest = 64;

bool isOpening(const Token &token)
{
    return token.is("(") || token.is("[") || token.is("{");
}

bool isClosing(const Token &token)
{
    return token.is(")") || token.is("]") || token.is("}");
}

class Parser
{
public:
    Parser(const std::vector<Token> &tokens, std::size_t &position)
        : m_tokens(tokens)
        , m_position(position)
    {}

    // From an opening bracket to behind its closing one.
    LiteralMembers members(bool haveKeys, int depth)
    {
        LiteralMembers list;
        for (++m_position; m_position < m_tokens.size() && !isClosing(m_tokens[m_position]);) {
            const std::size_t before = m_position;
            list.push_back(member(haveKeys, depth));
            if (m_position < m_tokens.size() && m_tokens[m_position].is(","))
                ++m_position;
            else if (m_position == before)
                ++m_position; // a stray ";" or the like
        }
        m_position = std::min(m_position + 1, m_tokens.size());
        return list;
    }

    Literal value(int depth)
    {
        const std::size_t begin = m_position;
        Literal literal = valueHere(depth);
        literal.begin = begin;
        literal.end = m_position;
        return literal;
    }

private:
    Literal valueHere(int depth)
    {
        if (m_position >= m_tokens.size())
            return {};
        if (isNegative()) {
            const Token &number = m_tokens[m_position + 1];
            m_position += 2;
            return {.kind = Literal::Kind::Number, .text = '-' + number.text, .line = number.line};
        }
        const Token first = m_tokens[m_position];
        Literal literal{.kind = kindOf(first), .text = first.text, .line = first.line};
        if (depth < deepest && (first.is("{") || first.is("["))) {
            literal.members = members(first.is("{"), depth);
            literal.kind = first.is("{") ? Literal::Kind::Object : Literal::Kind::Array;
            literal.text.clear();
        } else if (literal.kind != Literal::Kind::Expression || first.kind == Token::Kind::Expression || isSummand()) {
            ++m_position;
        }
        if (m_position < m_tokens.size() && m_tokens[m_position].is("+") && depth < deepest)
            return sum(std::move(literal), first, depth);
        if (!atEnd()) {
            literal = {.kind = Literal::Kind::Expression, .text = first.text, .line = first.line};
            skip();
        }
        return literal;
    }

    static Literal::Kind kindOf(const Token &token)
    {
        switch (token.kind) {
        case Token::Kind::Text:
            return Literal::Kind::Text;
        case Token::Kind::Number:
            return Literal::Kind::Number;
        case Token::Kind::Word:
            return token.text == "true" || token.text == "false" || token.text == "True" || token.text == "False" || token.text == "null"
                        || token.text == "undefined" || token.text == "None"
                     ? Literal::Kind::Word
                     : Literal::Kind::Expression;
        default:
            return Literal::Kind::Expression;
        }
    }

    bool atEnd() const { return isEnd(m_position); }

    bool isEnd(std::size_t position) const
    {
        return position >= m_tokens.size() || m_tokens[position].is(",") || m_tokens[position].is(";") || isClosing(m_tokens[position]);
    }

    bool isNegative() const
    {
        if (m_position + 1 >= m_tokens.size() || !m_tokens[m_position].is("-") || m_tokens[m_position + 1].kind != Token::Kind::Number)
            return false;
        return isEnd(m_position + 2);
    }

    bool isSummand() const
    {
        return m_tokens[m_position].kind == Token::Kind::Word && m_position + 1 < m_tokens.size() && m_tokens[m_position + 1].is("+");
    }

    Literal sum(Literal operand, const Token &first, int depth)
    {
        Literal sum{.kind = Literal::Kind::Expression, .text = first.text, .line = first.line};
        sum.members.push_back({.name = {}, .value = std::move(operand)});
        ++m_position;
        Literal rest = value(depth + 1);
        if (rest.kind == Literal::Kind::Expression && !rest.members.empty())
            std::ranges::move(rest.members, std::back_inserter(sum.members));
        else
            sum.members.push_back({.name = {}, .value = std::move(rest)});
        return sum;
    }

    void skip()
    {
        for (int open = 0; m_position < m_tokens.size() && (open > 0 || !atEnd()); ++m_position)
            open += isOpening(m_tokens[m_position]) ? 1 : isClosing(m_tokens[m_position]) ? -1 : 0;
    }

    // "**other" of Python, or nothing.
    std::string unpackedName() const
    {
        const std::size_t name = m_position + 2;
        const bool isOne = name < m_tokens.size() && m_tokens[m_position].is("*") && m_tokens[m_position + 1].is("*")
                        && m_tokens[name].kind == Token::Kind::Word && isEnd(name + 1);
        return isOne ? "**" + m_tokens[name].text : std::string();
    }

    // key: value, key=value, or a value alone. A name alone ({ max }) is an expression of that name.
    LiteralMember member(bool haveKeys, int depth)
    {
        const Token &first = m_tokens[m_position];
        if (const std::string other = unpackedName(); !other.empty()) {
            m_position += 3;
            return {other, {.text = other, .line = first.line}};
        }
        const bool isKey = first.kind == Token::Kind::Word || (haveKeys && first.kind == Token::Kind::Text);
        const bool hasNext = m_position + 1 < m_tokens.size();
        const bool hasValue = isKey && hasNext && m_tokens[m_position + 1].is(haveKeys ? ":" : "=")
                           && !(m_position + 2 < m_tokens.size() && m_tokens[m_position + 2].is(">"));
        if (hasValue) {
            m_position += 2;
            return {first.text, value(depth + 1)};
        }
        const std::string name = haveKeys ? first.text : std::string();
        return {name, value(depth + 1)};
    }

    const std::vector<Token> &m_tokens;
    std::size_t &m_position;
};

} // namespace

const Literal *Literal::member(std::string_view key) const
{
    for (const auto &[name, literal] : members) {
        if (name == key)
            return &literal;
    }
    return nullptr;
}

LiteralMembers argumentsAt(const std::vector<Token> &tokens, std::size_t &position)
{
    return Parser(tokens, position).members(false, 0);
}

LiteralMembers objectAt(const std::vector<Token> &tokens, std::size_t position)
{
    return Parser(tokens, position).members(true, 0);
}

} // namespace poolwart
