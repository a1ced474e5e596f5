// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/linediff.h"
#include "model/session/planexport.h"
#include "model/store/exportfiles.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// An export on its way to a folder: what would be written, what stands there now, and what has to be asked before. The
// export dialog without its widgets.
class ExportDraft
{
public:
    explicit ExportDraft(ExportSource source);

    const ExportSource &source() const { return m_source; }
    const ExportChoices &choices() const { return m_choices; }
    const std::string &folder() const { return m_folder; }
    void choose(const ExportChoices &choices);  // agreements were to what was shown before, and are void
    void setFolder(const std::string &folder);  // likewise; empty: none chosen yet
    void refresh();                             // looks at the folder again; agreements stay

    const Outcome<PlanExport> &made() const { return m_made; }
    Done readable() const; // why the folder's files cannot be compared or replaced, if so

    enum class Fate {
        Unknown, // no folder, or it cannot be read
        New,
        Unchanged,
        Replaced, // another file stands in its place
    };
    Fate fate(std::size_t file) const;
    std::vector<DiffLine> change(std::size_t file) const; // of one that is Replaced
    int replacedFiles() const;
    std::optional<std::size_t> firstReplaced() const;

    // What the user has to be asked before save(), one after the other.
    enum class Question { OverBudget, Replaces };
    std::optional<Question> question() const;
    void agree(); // to question(); to replacing exactly what stands there now

    // Of the files, how many were written, and how many were already as they should be.
    struct Saved
    {
        int written = 0;
        int unchanged = 0;

        bool operator==(const Saved &) const = default;
    };
    // Refused, too, while there is a question, or when something else stands in the folder than what was agreed to.
    Outcome<Saved> save();

private:
    bool isOverBudget() const;

    ExportSource m_source;
    ExportChoices m_choices;
    std::string m_folder;
    Outcome<PlanExport> m_made;
    Outcome<std::vector<PresentFile>> m_present{std::vector<PresentFile>{}};
    bool m_agreedToBudget = false;
    std::optional<std::vector<PresentFile>> m_agreedToReplace;
};

} // namespace poolwart
