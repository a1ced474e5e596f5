// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/linediff.h"
#include "model/session/planexport.h"
#include "model/store/exportarchive.h"
#include "model/store/exportfiles.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// An export on its way to a folder or into a zip: what would be written, what stands there now, and what has to be asked
// before. The export dialog without its widgets.
class ExportDraft
{
public:
    explicit ExportDraft(ExportSource source);

    const ExportSource &source() const { return m_source; }
    const std::string &place() const { return m_place; }
    bool isArchive() const;
    void choose(const std::vector<ExportChoices> &formats); // agreements were to what was shown before, and are void
    void setPlace(const std::string &place);                // likewise; a folder, or the name of a zip; empty: none chosen yet
    void refresh();                                         // looks at the place again; agreements stay

    const Outcome<PlanExport> &made() const { return m_made; }
    Done readable() const; // why the files that are there cannot be compared or replaced, if so

    enum class Fate {
        Unknown, // no place, or it cannot be read
        New,
        Unchanged,
        Replaced, // another file stands in its place, in the folder or in the zip that is there
    };
    Fate fate(std::size_t file) const;
    std::vector<DiffLine> change(std::size_t file) const; // of one that is Replaced
    int replacedFiles() const;
    std::optional<std::size_t> firstReplaced() const;
    const std::vector<std::string> &goneFiles() const { return m_gone; } // of the zip that is there, what the new one has not

    // What the user has to be asked before save(), one after the other.
    enum class Question { OverBudget, Replaces };
    std::optional<Question> question() const;
    void agree(); // to question(); to replacing exactly what stands there now

    // Of the files, how many were written, and how many were already as they should be; a zip is one.
    struct Saved
    {
        int written = 0;
        int unchanged = 0;

        bool operator==(const Saved &) const = default;
    };
    // Refused, too, while there is a question, or when something else stands at the place than what was agreed to.
    Outcome<Saved> save();

private:
    bool isOverBudget() const;
    bool replaces() const;
    void lookIntoArchive();

    ExportSource m_source;
    std::string m_place;
    Outcome<PlanExport> m_made;
    Outcome<PlacedExport> m_placed{PlacedExport{}};                          // what is written there
    Outcome<std::vector<PresentFile>> m_present{std::vector<PresentFile>{}}; // in its places
    std::vector<PresentFile> m_known;                                        // in the places of what was made
    std::vector<std::string> m_gone;
    bool m_agreedToBudget = false;
    std::optional<std::vector<PresentFile>> m_agreedToReplace;
};

} // namespace poolwart
