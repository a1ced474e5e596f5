// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/exportnotes.h"
#include "model/exporters/framework/filetemplate.h"

#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// Common part of the Prisma formats and node-postgres.
namespace typescript {

// imports, files, signals: how the client is imported, which files are written, whether signals are handled.
std::vector<ExportOption> options();

// The data shared by all templates of a project: header, notes, policy flags, share, url, extension, signals. `urlParameters`
// are added to the DATABASE_URL of .env.example.
TemplateData data(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes,
                  const std::vector<std::pair<std::string, std::string>> &urlParameters);

// The type that routing.ts returns: pg.Pool from getPool(), PrismaClient from getPrisma(), or Prisma 8's client from getDb().
enum class Client { Pool, Prisma, Db };
void nameClient(TemplateData &data, Client client);

// A file of the project and its template.
struct ProjectFile
{
    std::string path;
    std::string source;    // below resources/exporters
    bool isShort = true;   // header without the limitations
    bool isPools = false;  // also written for files=pools
    bool isSecret = false; // contains the password, if one is written
};

// All files, or those for option files=pools.
Outcome<std::vector<ExportFile>> files(const ExportContext &context, const TemplateData &data, const std::vector<ProjectFile> &project);

// The limitations of all TypeScript formats, of Prisma on a pg.Pool, and of Prisma's clients up to 7.
Notes notes(const ExportContext &context);
Notes adapterNotes();
Notes prismaNotes(const ExportContext &context);

} // namespace typescript
} // namespace poolwart
