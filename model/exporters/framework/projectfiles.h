// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

#include <string>
#include <vector>

namespace poolwart {

// A file of an export and its template.
struct TemplatedFile
{
    std::string path;
    std::string source;         // below resources/exporters
    bool holdsPassword = false; // if a password is written
};

// The name of the file with the variables: an example file unless it contains a password.
std::string environmentPath(const ExportContext &context);

// All files, the main one first: its header contains the limitations; the others have the short header.
Outcome<std::vector<ExportFile>> projectFiles(const ExportContext &context, const std::string &target, TemplateData data,
                                              const std::vector<TemplatedFile> &files);

} // namespace poolwart
