// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/foreigndatabase.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

struct Product
{
    std::string_view word; // in lower case
    const char *name;
};

constexpr std::array products{
    Product{"mysql", "MySQL"},          Product{"trilogy", "MySQL"},    Product{"mariadb", "MariaDB"}, Product{"sqlite", "SQLite"},
    Product{"sqlserver", "SQL Server"}, Product{"mssql", "SQL Server"}, Product{"oracle", "Oracle"},   Product{"hsqldb", "HSQLDB"},
    Product{"derby", "Derby"},          Product{"db2", "Db2"},          Product{"mongodb", "MongoDB"}, Product{"cockroach", "CockroachDB"},
    Product{"clickhouse", "ClickHouse"}};

} // namespace

std::string foreignDatabase(std::string_view word)
{
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (lower.find("postg") != std::string::npos)
        return {};
    if (lower == "h2" || lower.starts_with("org.h2."))
        return "H2";
    const auto *found =
        std::ranges::find_if(products, [&lower](const Product &product) { return lower.find(product.word) != std::string::npos; });
    return found == products.end() ? std::string() : std::string(found->name);
}

void leaveOutForeign(PlanDraft &draft, int line, const std::string &setting, const std::string &product)
{
    draft.remark(ImportRemark::Kind::LeftOut, line, setting,
                 QT_TRANSLATE_NOOP("core", "The database is %1, not PostgreSQL; it is not in the plan."), {product});
}

} // namespace poolwart
