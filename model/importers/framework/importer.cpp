// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/importer.h"

#include "model/core/text.h"
#include "model/importers/framework/oneserver.h"

#include <algorithm>

namespace poolwart {

std::span<const Importer *const> allImporters(); // importerlist.cpp in the build tree

namespace {

Outcome<const Importer *> importerFor(const Source &source, std::string_view format)
{
    const Importer *best = nullptr;
    int likelihood = 0;
    for (const Importer *importer : importers()) {
        if (!format.empty() && importer->id() == format)
            return importer;
        const int own = format.empty() ? importer->likelihood(source) : 0;
        if (own > likelihood) {
            best = importer;
            likelihood = own;
        }
    }
    if (best)
        return best;
    const std::string hint = text(QT_TRANSLATE_NOOP("core", "The formats are: %1."), importFormats());
    if (!format.empty())
        return Error{.kind = ErrorKind::NotFound,
                     .message = text(QT_TRANSLATE_NOOP("core", "There is no import format “%1”."), std::string(format)),
                     .hint = hint};
    return faultAt(source, 0, text(QT_TRANSLATE_NOOP("core", "unknown format: the content matches no supported format.")), hint);
}

} // namespace

std::span<const Importer *const> importers()
{
    static const auto sorted = [] {
        const auto all = allImporters();
        std::vector<const Importer *> list(all.begin(), all.end());
        std::ranges::sort(list, {}, [](const Importer *importer) { return importer->id(); });
        return list;
    }();
    return sorted;
}

std::string importFormats()
{
    std::string ids;
    for (const Importer *importer : importers()) {
        if (importer->makesPlans())
            ids += (ids.empty() ? "" : ", ") + importer->id();
    }
    return ids;
}

Outcome<ImportResult> importPlan(const Source &source, std::string_view format, std::string_view server)
{
    const auto importer = importerFor(source, format);
    if (!importer)
        return importer.error();
    auto read = (*importer)->read(source);
    return read ? onOneServer(source, *std::move(read), server) : read.error();
}

Outcome<ImportResult> importFile(const std::string &path, std::string_view format, std::string_view server)
{
    const auto source = readSource(path);
    return source ? importPlan(*source, format, server) : source.error();
}

} // namespace poolwart
