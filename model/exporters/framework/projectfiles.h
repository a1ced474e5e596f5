// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

#include <string>
#include <vector>

namespace poolwart {

// A file of an export and the template that it is made from.
struct TemplatedFile
{
    std::string path;
    std::string source;         // below resources/exporters
    bool holdsPassword = false; // where one is written
};

// The name of the file with the variables: an example until a password stands in it.
std::string environmentPath(const ExportContext &context);

// All files, the main one first: its header is the data's own, with the loss report; the others have the short one.
Outcome<std::vector<ExportFile>> projectFiles(const ExportContext &context, const std::string &target, TemplateData data,
                                              const std::vector<TemplatedFile> &files);

} // namespace poolwart
