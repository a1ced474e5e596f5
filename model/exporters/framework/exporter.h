// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/budget.h"
#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/core/secret.h"
#include "model/exporters/framework/exportnote.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A file to write, relative to the folder chosen by the user; "/" separates folders.
struct ExportFile
{
    std::string path;
    std::string content;
    bool secret = false; // contains a password: readable by its owner only

    bool operator==(const ExportFile &) const = default;
};

struct ExportResult
{
    std::vector<ExportFile> files; // the main one first
    std::vector<ExportNote> notes; // limitations of the target

    bool operator==(const ExportResult &) const = default;
};

// Figures of the run on which the export is based, for the header of the files.
struct RunHeadline
{
    std::string date; // "2026-02-03"
    double seconds = 0;
    double completedPerSecond = 0;
    std::chrono::microseconds acquireP99{0};
    std::chrono::microseconds responseP99{0};
    std::uint64_t timeouts = 0; // requests that timed out while waiting for a slot

    bool operator==(const RunHeadline &) const = default;
};

struct ExportContext
{
    Plan plan;
    std::map<std::string, std::string> target; // libpq keyword → value, never "password"; absent ones become placeholders
    std::optional<Secret> password;            // set only if the user agreed to write it; otherwise a placeholder is written
    std::optional<Budget> budget;              // empty: no server was connected
    std::optional<RunHeadline> run;
    std::map<std::string, std::string> options; // by ExportOption::id, and "version"; absent ones get their default
    std::string date;                           // of the export, "2026-02-03": given, so that output can be repeated
    std::string toolVersion;
};

// A choice of the user for an export format.
struct ExportOption
{
    std::string id;                   // as in `--set id=value`
    const char *title = "";           // English, marked with QT_TRANSLATE_NOOP("core", …)
    std::vector<std::string> choices; // the first is the default
};

enum class Ecosystem { JavaScript, Java, Python, Go, Ruby, Pooler, PostgreSql, Environment, Poolwart };

// "JavaScript and TypeScript", "Poolers" … Translated.
std::string ecosystemTitle(Ecosystem ecosystem);

struct ExporterInfo
{
    std::string id;    // "prisma-7"
    std::string title; // a proper name, not translated: "Prisma 7"
    Ecosystem ecosystem = Ecosystem::Poolwart;
    std::vector<std::string> versions; // of the target, as in `--set version=1.18`; the first is the default
    std::vector<ExportOption> options;
};

// One format. Pure: the same context gives the same bytes. To add one, create formats/<name>.cpp with a function `const
// Exporter &<name>Exporter()` and its templates in resources/exporters/<name>/.
class Exporter
{
public:
    explicit Exporter(ExporterInfo info);
    virtual ~Exporter();
    Exporter(const Exporter &) = delete;
    Exporter &operator=(const Exporter &) = delete;

    const ExporterInfo &info() const { return m_info; }
    const std::string &id() const { return m_info.id; }
    const std::string &title() const { return m_info.title; }

    // Returns the files and the limitations. Refuses an invalid plan and unknown options or values.
    Outcome<ExportResult> render(const ExportContext &context) const;

private:
    // `context` is valid, and its options have a value for "version" and for every option of the format.
    virtual Outcome<ExportResult> write(const ExportContext &context) const = 0;

    ExporterInfo m_info;
};

} // namespace poolwart
