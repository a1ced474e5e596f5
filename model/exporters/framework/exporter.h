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

// A file to be written, relative to the folder that the user chose; "/" separates folders.
struct ExportFile
{
    std::string path;
    std::string content;
    bool secret = false; // holds a password: to be readable by its owner only

    bool operator==(const ExportFile &) const = default;
};

struct ExportResult
{
    std::vector<ExportFile> files; // the main one first
    std::vector<ExportNote> notes; // the loss report

    bool operator==(const ExportResult &) const = default;
};

// Figures of the run that the export follows, for the header of the files.
struct RunHeadline
{
    std::string date; // "2026-02-03"
    double seconds = 0;
    double completedPerSecond = 0;
    std::chrono::microseconds acquireP99{0};
    std::chrono::microseconds responseP99{0};
    std::uint64_t timeouts = 0; // requests that waited for a slot in vain

    bool operator==(const RunHeadline &) const = default;
};

struct ExportContext
{
    Plan plan;
    std::map<std::string, std::string> target; // libpq keyword → value, never "password"; absent ones become placeholders
    std::optional<Secret> password;            // only if the user agreed that it is written; else a placeholder is
    std::optional<Budget> budget;              // none: no server was seen
    std::optional<RunHeadline> run;
    std::map<std::string, std::string> options; // by ExportOption::id, and "version"; absent ones get their default
    std::string date;                           // of the export, "2026-02-03": given, so that output can be repeated
    std::string toolVersion;
};

// A choice that an export leaves to the user.
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

// One format. Pure: the same context gives the same bytes. To add one, put formats/<name>.cpp with a function
// `const Exporter &<name>Exporter()` there and its templates into resources/exporters/<name>/.
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

    // The files and the loss report. Refused: an invalid plan, an option or choice that this format does not have.
    Outcome<ExportResult> render(const ExportContext &context) const;

private:
    // `context` is sound, and its options hold a value for "version" and for every option of ours.
    virtual Outcome<ExportResult> write(const ExportContext &context) const = 0;

    ExporterInfo m_info;
};

} // namespace poolwart
