// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/settings.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace poolwart {

namespace {

std::string written(const toml::node &node)
{
    if (const auto *string = node.as_string())
        return string->get();
    std::ostringstream out;
    node.visit([&out](const auto &value) {
        if constexpr (toml::is_value<decltype(value)>)
            out << value;
    });
    return out.str();
}

void flatten(const toml::node &node, std::vector<std::string> &path, Settings &settings)
{
    const auto inner = [&](const std::string &name, const toml::node &child) {
        path.push_back(name);
        flatten(child, path, settings);
        path.pop_back();
    };
    if (const auto *table = node.as_table()) {
        for (const auto &[name, child] : *table)
            inner(std::string(name.str()), child);
    } else if (const auto *array = node.as_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
            inner(std::to_string(i), (*array)[i]);
    } else {
        settings.push_back({.path = path, .value = written(node), .line = static_cast<int>(node.source().begin.line)});
    }
}

} // namespace

Outcome<Settings> tomlSettings(const Source &source)
{
    const toml::parse_result parsed = toml::parse(std::string_view(source.text));
    if (!parsed)
        return faultAt(source, static_cast<int>(parsed.error().source().begin.line), std::string(parsed.error().description()));
    Settings settings;
    std::vector<std::string> path;
    flatten(parsed.table(), path, settings);
    std::ranges::stable_sort(settings, {}, &Setting::line); // the library has them by name
    return settings;
}

} // namespace poolwart
