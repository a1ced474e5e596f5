// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/syntax/literals.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace poolwart {

// A "new Pool(" of a JavaScript or TypeScript file.
struct PoolCall
{
    enum class Class { Pool, PrismaPg, PrismaClient, Foreign }; // Foreign: a Pool of another module than a driver of PostgreSQL

    Class type = Class::Pool;
    std::size_t bracket = 0; // position of its "("
    std::string module;      // of a foreign one
};

// The names that the file gives to the classes: import { Pool as PgPool } from 'pg', import * as pg from 'pg', require('pg'), and
// what TypeScript's compiler makes of them (pg_1.Pool, pg_1.default.Pool).
class PoolClasses
{
public:
    explicit PoolClasses(const std::vector<Token> &tokens);

    // The call that "new" at the position begins, with type arguments or without; nothing: it makes no pool.
    std::optional<PoolCall> callAt(std::size_t position) const;

private:
    struct Import
    {
        std::string module;
        std::string name; // there; empty: the module itself
    };

    void findImport(std::size_t position);
    void findRequire(std::size_t position);
    void addNames(std::size_t position, const std::string &module);
    bool is(std::size_t position, std::string_view sign) const { return position < m_tokens.size() && m_tokens[position].is(sign); }

    const std::vector<Token> &m_tokens;
    std::unordered_map<std::string, Import> m_imports; // by the local name
};

} // namespace poolwart
