// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/pooler.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

std::string modeText(PoolerMode mode)
{
    switch (mode) {
    case PoolerMode::Session:
        return text(QT_TRANSLATE_NOOP("core", "session mode"));
    case PoolerMode::Transaction:
        return text(QT_TRANSLATE_NOOP("core", "transaction mode"));
    case PoolerMode::Statement:
        break;
    }
    return text(QT_TRANSLATE_NOOP("core", "statement mode"));
}

} // namespace

std::string_view poolerModeId(PoolerMode mode)
{
    switch (mode) {
    case PoolerMode::Session:
        return "session";
    case PoolerMode::Transaction:
        return "transaction";
    case PoolerMode::Statement:
        break;
    }
    return "statement";
}

std::optional<PoolerMode> poolerModeFromId(std::string_view id)
{
    const auto found = std::ranges::find(poolerModes, id, poolerModeId);
    return found == poolerModes.end() ? std::nullopt : std::optional(*found);
}

std::string poolerText(const Pooler &pooler)
{
    std::string words = pooler.name.empty() ? text(QT_TRANSLATE_NOOP("core", "a pooler")) : pooler.name;
    if (!pooler.version.empty())
        words += ' ' + pooler.version;
    return pooler.mode ? words + ", " + modeText(*pooler.mode) : words;
}

std::string poolerMeaning(const Pooler &pooler)
{
    const std::string common =
        text(QT_TRANSLATE_NOOP("core", "Poolwart sets nothing that outlives a transaction and prepares no statements. Slots are "
                                       "clients of the pooler; Poolwart cannot know which server process serves a slot."));
    if (pooler.mode == PoolerMode::Session)
        return text(QT_TRANSLATE_NOOP("core",
                                      "Each open slot holds a server connection of the pooler; slots beyond pool_size wait for one."))
             + ' ' + common;
    if (pooler.mode == PoolerMode::Statement)
        return text(QT_TRANSLATE_NOOP("core",
                                      "The pooler lends a server connection for one statement and refuses scripts with a transaction."))
             + ' ' + common;
    return common;
}

} // namespace poolwart
