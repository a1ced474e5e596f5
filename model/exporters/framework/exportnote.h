// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolwart {

// One limitation: a difference between the exported files and the plan.
struct ExportNote
{
    enum class Kind {
        CannotSay,      // the target does not support the setting; it is left out
        ChangesMeaning, // the setting exists but has a different meaning or is rounded
        Chosen,         // the plan has no value or the target offers a choice; the chosen default and its reason
    };

    Kind kind = Kind::Chosen;
    std::string setting;                // "connect_timeout", the field of the plan or of the target
    const char *source = "";            // English, marked with QT_TRANSLATE_NOOP("core", …), with %1 … %9
    std::vector<std::string> arguments; // for %1 … %9

    // Files are in English, so that the same plan gives the same bytes everywhere; windows show the translation.
    std::string english() const;
    std::string translated() const;

    bool operator==(const ExportNote &other) const
    {
        return kind == other.kind && setting == other.setting && english() == other.english();
    }
};

// "not supported", "different meaning", "chosen default". Translated.
std::string noteKindText(ExportNote::Kind kind);

// The same in English, for files.
std::string noteKindEnglish(ExportNote::Kind kind);

} // namespace poolwart
