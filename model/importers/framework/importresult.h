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

// "not understood", "ignored", "different meaning", "assumed". Translated, or in English for files.
std::string remarkKindText(ImportRemark::Kind kind);
std::string remarkKindEnglish(ImportRemark::Kind kind);

struct ImportResult
{
    std::string format;                        // id of the importer
    Plan plan;                                 // valid
    std::map<std::string, std::string> target; // libpq keyword → value of the first pool, never a password
    std::vector<ImportRemark> remarks;         // by line

    bool operator==(const ImportResult &) const = default;
};

} // namespace poolwart
