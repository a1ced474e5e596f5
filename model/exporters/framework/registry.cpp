// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/registry.h"

#include "model/core/text.h"

#include <algorithm>
#include <tuple>

namespace poolwart {

std::span<const Exporter *const> allFormats(); // formatlist.cpp in the build tree

std::span<const Exporter *const> exporters()
{
    static const auto sorted = [] {
        const auto all = allFormats();
        std::vector<const Exporter *> list(all.begin(), all.end());
        std::ranges::sort(list, {}, [](const Exporter *exporter) { return std::tuple(exporter->info().ecosystem, exporter->id()); });
        return list;
    }();
    return sorted;
}

const Exporter *findExporter(std::string_view id)
{
    const auto list = exporters();
    const auto found = std::ranges::find(list, id, &Exporter::id);
    return found == list.end() ? nullptr : *found;
}

Outcome<const Exporter *> exporterById(std::string_view id)
{
    if (const Exporter *exporter = findExporter(id))
        return exporter;
    std::string known;
    for (const Exporter *exporter : exporters())
        known += (known.empty() ? "" : ", ") + exporter->id();
    return Error{.kind = ErrorKind::NotFound,
                 .message = text(QT_TRANSLATE_NOOP("core", "There is no export format “%1”."), std::string(id)),
                 .hint = text(QT_TRANSLATE_NOOP("core", "The formats are: %1."), known)};
}

} // namespace poolwart
