// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// What the Prisma formats and node-postgres have in common.
namespace typescript {

// imports, files, signals: how the client is imported, what is written, whether signals are handled.
std::vector<ExportOption> options();

// The data that all templates of a project share: header, notes, policy flags, share, url, extension, signals.
// `urlParameters` stand in the DATABASE_URL of .env.example.
TemplateData data(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes,
                  const std::vector<std::pair<std::string, std::string>> &urlParameters);

// What routing.ts gives out: pg.Pools from getPool(), PrismaClients from getPrisma(), or Prisma 8's clients from getDb().
enum class Client { Pool, Prisma, Db };
void nameClient(TemplateData &data, Client client);

// A file of the project and the template that it is made from.
struct ProjectFile
{
    std::string path;
    std::string source;    // below resources/exporters
    bool isShort = true;   // header without the loss report
    bool isPools = false;  // written for files=pools too
    bool isSecret = false; // holds the password, where one is written
};

// All files, or those for option files=pools.
Outcome<std::vector<ExportFile>> files(const ExportContext &context, const TemplateData &data, const std::vector<ProjectFile> &project);

// The losses that no TypeScript format avoids, those of Prisma on a pg.Pool, and those of Prisma's clients up to 7.
std::vector<ExportNote> notes(const ExportContext &context);
std::vector<ExportNote> adapterNotes();
std::vector<ExportNote> prismaNotes(const ExportContext &context);

} // namespace typescript
} // namespace poolwart
