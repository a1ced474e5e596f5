// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/projectfiles.h"

#include "model/exporters/framework/fileheader.h"

#include <utility>

namespace poolwart {

std::string environmentPath(const ExportContext &context)
{
    return context.password ? ".env" : ".env.example";
}

Outcome<std::vector<ExportFile>> projectFiles(const ExportContext &context, const std::string &target, TemplateData data,
                                              const std::vector<TemplatedFile> &files)
{
    std::vector<ExportFile> made;
    for (const TemplatedFile &file : files) {
        auto content = fillTemplateFile(file.source, data);
        if (!content)
            return content.error();
        made.push_back(
            {.path = file.path, .content = std::move(content).value(), .secret = file.holdsPassword && context.password.has_value()});
        data.setRows("header", lineRows(shortHeader(context, target)));
    }
    return made;
}

} // namespace poolwart
