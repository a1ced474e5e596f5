// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

#include <string>
#include <vector>

namespace poolwart {

// Whether the fleet's connections fit the server.
enum class BudgetVerdict {
    Unknown,   // no server was connected
    Fits,      // together with all other connections at their peak
    FitsAlone, // only if those other connections end (perhaps those of the application that this plan replaces)
    Over,      // more than the server has for ordinary roles
};

BudgetVerdict budgetVerdict(const ExportContext &context);

// "2 replicas x 5 pools, 60 slots = 120 of 97 usable connections …", in English, for files.
std::string budgetLine(const ExportContext &context);

// The first lines of an exported file, without comment signs, in English: over budget (first, if so), tool, date, target, plan,
// budget line, the run's figures. `target` names the format and version: "Prisma 7 (@prisma/client 7.10)".
std::vector<std::string> shortHeader(const ExportContext &context, const std::string &target);

// The same with the limitations after it, wrapped at about 100 columns.
std::vector<std::string> fileHeader(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes);

// Lines as rows of a template, each with the name "line".
std::vector<TemplateData> lineRows(const std::vector<std::string> &lines);

} // namespace poolwart
