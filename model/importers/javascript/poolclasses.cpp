// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/javascript/poolclasses.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

constexpr std::size_t farthest = 1'000; // tokens of an import, or of type arguments

// Modules whose Pool is that of node-postgres.
constexpr std::array<std::string_view, 5> drivers{"pg", "pg-pool", "npm:pg", "@neondatabase/serverless", "@vercel/postgres"};

bool isDriver(std::string_view module)
{
    return std::ranges::find(drivers, module) != drivers.end();
}

} // namespace

PoolClasses::PoolClasses(const std::vector<Token> &tokens)
    : m_tokens(tokens)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (is(i, "import"))
            findImport(i);
        else if (is(i, "require") && is(i + 1, "("))
            findRequire(i);
    }
}

// import X, { A as B } from 'module' and import * as X from 'module'
void PoolClasses::findImport(std::size_t position)
{
    for (std::size_t i = position + 1; i + 1 < std::min(m_tokens.size(), position + farthest); ++i) {
        if (is(i, ";") || is(i, "(") || is(i, "import"))
            return;
        if (is(i, "from") && m_tokens[i + 1].kind == Token::Kind::Text)
            return addNames(position + 1, m_tokens[i + 1].text);
    }
}

// const X = require('module'), const { A: B } = require('module'), and with __importDefault(…) around it
void PoolClasses::findRequire(std::size_t position)
{
    if (position + 2 >= m_tokens.size() || m_tokens[position + 2].kind != Token::Kind::Text)
        return;
    std::size_t begin = position;
    while (begin > 0 && position - begin < farthest && !is(begin, "const") && !is(begin, "let") && !is(begin, "var") && !is(begin, ";"))
        --begin;
    addNames(begin + 1, m_tokens[position + 2].text);
}

// The local names up to "from" or "=", each with what it is in the module.
void PoolClasses::addNames(std::size_t position, const std::string &module)
{
    bool isInBraces = false;
    for (; position < m_tokens.size() && !is(position, "from") && !is(position, "="); ++position) {
        isInBraces = is(position, "{") || (isInBraces && !is(position, "}"));
        if (m_tokens[position].kind != Token::Kind::Word || is(position, "type") || is(position, "as"))
            continue;
        const bool isRenamed = is(position + 1, "as") || is(position + 1, ":");
        const std::size_t local = isRenamed ? position + 2 : position;
        if (local >= m_tokens.size())
            return;
        m_imports[m_tokens[local].text] = {.module = module, .name = isInBraces ? m_tokens[position].text : std::string()};
        position = local;
    }
}

std::optional<PoolCall> PoolClasses::callAt(std::size_t position) const
{
    std::size_t last = position + 1;
    if (!is(position, "new") || last >= m_tokens.size() || m_tokens[last].kind != Token::Kind::Word)
        return std::nullopt;
    const auto found = m_imports.find(m_tokens[last].text);
    const Import import = found == m_imports.end() ? Import{} : found->second;
    const bool isMember = is(last + 1, ".");
    while (is(last + 1, ".") && last + 2 < m_tokens.size())
        last += 2;
    std::string name = isMember || import.name.empty() ? m_tokens[last].text : import.name;
    if (name == "default" || (!isMember && import.module == "pg-pool"))
        name = "Pool";
    std::size_t bracket = last + 1;
    for (int open = 0; is(bracket, "<") || open > 0; ++bracket) {
        open += is(bracket, "<") ? 1 : is(bracket, ">") ? -1 : 0;
        if (bracket >= m_tokens.size() || bracket > last + farthest)
            return std::nullopt;
    }
    if (!is(bracket, "("))
        return std::nullopt;
    if (name == "PrismaPg" || name == "PrismaClient")
        return PoolCall{
            .type = name == "PrismaPg" ? PoolCall::Class::PrismaPg : PoolCall::Class::PrismaClient, .bracket = bracket, .module = {}};
    if (name != "Pool")
        return std::nullopt;
    const bool isForeign = !import.module.empty() && !isDriver(import.module);
    return PoolCall{.type = isForeign ? PoolCall::Class::Foreign : PoolCall::Class::Pool, .bracket = bracket, .module = import.module};
}

} // namespace poolwart
