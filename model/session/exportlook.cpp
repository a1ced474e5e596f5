// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/exportlook.h"

#include <map>
#include <utility>

namespace poolwart {

namespace {

// A zip is compared file by file: its own bytes say nothing to a reader.
Done lookIntoArchive(const ExportGoal &goal, ExportLook &look)
{
    const PresentFile &zip = look.present.front();
    auto packed = zip.content ? unpacked(*zip.content, goal.place) : std::map<std::string, std::string>();
    if (!packed)
        return packed.error();
    for (const ExportFile &file : goal.result.files) {
        PresentFile known{.path = file.path};
        if (auto found = packed->extract(file.path); !found.empty())
            known.content = std::move(found.mapped());
        known.isSame = known.content == file.content;
        look.known.push_back(std::move(known));
    }
    for (const auto &[path, content] : *packed)
        look.gone.push_back(path);
    return done();
}

} // namespace

Outcome<ExportLook> lookAt(const ExportGoal &goal)
{
    auto place = placed(goal.result, goal.place, goal.date);
    if (!place)
        return place.error();
    auto present = presentFiles(place->result, place->folder);
    if (!present)
        return present.error();
    ExportLook look{.placed = *std::move(place), .present = *std::move(present)};
    if (!isArchiveName(goal.place))
        look.known = look.present;
    else if (const Done seen = lookIntoArchive(goal, look); !seen)
        return seen.error();
    return look;
}

} // namespace poolwart
