// SPDX-License-Identifier: GPL-3.0-or-later
// .env: our own POOL_… variables, or else the URLs in it, each a pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/variables.h"

#include <algorithm>
#include <optional>

namespace poolwart {

namespace {

bool isName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// NAME=value, "value", 'value' or `value`, with "export " before it or not, and a comment behind it.
std::optional<Variable> variableOf(const SourceLine &line)
{
    std::string_view content = trimmed(line.text);
    if (content.starts_with("export "))
        content = trimmed(content.substr(7));
    const std::size_t equals = content.find('=');
    if (equals == std::string_view::npos || !isName(trimmed(content.substr(0, equals))))
        return std::nullopt;
    Variable variable{.line = line.number, .name = std::string(trimmed(content.substr(0, equals)))};
    const std::string_view value = trimmed(content.substr(equals + 1));
    const bool isQuoted = !value.empty() && std::string_view("\"'`").find(value.front()) != std::string_view::npos;
    const std::size_t close = isQuoted ? value.find(value.front(), 1) : 0;
    if (isQuoted && close == std::string_view::npos)
        return std::nullopt;
    variable.value = isQuoted ? value.substr(1, close - 1) : trimmed(value.substr(0, value.find(" #")));
    return variable;
}

class EnvImporter final : public Importer
{
public:
    std::string id() const override { return "env"; }
    std::string title() const override { return ".env"; }

    int likelihood(const Source &source) const override
    {
        if (source.name.find(".env") != std::string::npos)
            return 94;
        return source.text.find("DATABASE_URL=") != std::string::npos ? 60 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        std::vector<Variable> variables;
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with('#'))
                continue;
            if (auto variable = variableOf(line))
                variables.push_back(*std::move(variable));
            else
                draft.fail(line.number, text(QT_TRANSLATE_NOOP("core", "expected NAME=value with its quotes closed on the same line.")));
        }
        readVariables(draft, variables, VariableNames::PercentEncoded);
        return draft.finish();
    }
};

} // namespace

const Importer &envImporter()
{
    static const EnvImporter importer;
    return importer;
}

} // namespace poolwart
