// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <map>
#include <string>
#include <vector>

namespace poolwart {

// One remark of an import report: nothing is guessed or dropped without one.
struct ImportRemark
{
    enum class Kind {
        NotUnderstood,  // a line or key unknown to the importer
        PassedOver,     // known, but not part of a plan
        ChangesMeaning, // taken over with another meaning, because a plan cannot express it
        LeftOut,        // known and important, and not in the plan: a pool, a server, a limit
        Assumed,        // not set in the file; this default was used
    };

    Kind kind = Kind::NotUnderstood;
    int line = 0;                       // from 1; 0: the whole file
    std::string setting;                // the file's key, or the plan's field
    const char *source = "";            // English, marked with QT_TRANSLATE_NOOP("core", …)
    std::vector<std::string> arguments; // for %1 … %9

    std::string english() const;
    std::string translated() const;

    bool operator==(const ImportRemark &other) const
    {
        return kind == other.kind && line == other.line && setting == other.setting && english() == other.english();
    }
};

// Sentences of remarks for what a file does not set: a program's default (its name and version, the value), the plan's default.
extern const char *const programDefault;
extern const char *const planDefault;
extern const char *const planDefaultValue;

// "not understood", "ignored", "different meaning", "left out", "assumed". Translated, or in English for files.
std::string remarkKindText(ImportRemark::Kind kind);
std::string remarkKindEnglish(ImportRemark::Kind kind);

using TargetKeywords = std::map<std::string, std::string>; // libpq keyword → value, never a password

// Where the file has a pool of the plan.
struct PoolOrigin
{
    int line = 0;
    TargetKeywords target;

    bool operator==(const PoolOrigin &) const = default;
};

struct ImportResult
{
    std::string format;                // id of the importer
    Plan plan;                         // valid
    std::vector<PoolOrigin> origins;   // of the plan's pools, in their order; none: a plan's own file
    TargetKeywords target;             // of the first pool
    std::vector<std::string> servers;  // "db:5432", all that the file names; the plan has the pools of the first one
    std::vector<ImportRemark> remarks; // by line

    bool operator==(const ImportResult &) const = default;
};

} // namespace poolwart
