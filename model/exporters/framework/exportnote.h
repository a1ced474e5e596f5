// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolwart {

// One line of the loss report: where the exported files do not mean exactly what the plan says.
struct ExportNote
{
    enum class Kind {
        CannotSay,      // the target has no words for it; the setting is left out
        ChangesMeaning, // it is there, but does something else or is rounded
        Chosen,         // the plan is silent or the target leaves a choice; what we took, and why
    };

    Kind kind = Kind::Chosen;
    std::string setting;                // "connect_timeout", the field of the plan or of the target
    const char *source = "";            // English, marked with QT_TRANSLATE_NOOP("core", …), with %1 … %9
    std::vector<std::string> arguments; // for %1 … %9

    // Files are written in English, so that the same plan gives the same bytes everywhere; windows show it translated.
    std::string english() const;
    std::string translated() const;

    bool operator==(const ExportNote &other) const
    {
        return kind == other.kind && setting == other.setting && english() == other.english();
    }
};

// "cannot say", "changes meaning", "chosen". Translated.
std::string noteKindText(ExportNote::Kind kind);

// The same in English, for files.
std::string noteKindEnglish(ExportNote::Kind kind);

} // namespace poolwart
