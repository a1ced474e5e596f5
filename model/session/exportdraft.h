// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/linediff.h"
#include "model/session/exportorder.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// The state of an export to a folder or a zip: the files to write, the existing files, and the questions to ask. The export
// dialog without its widgets.
class ExportDraft
{
public:
    explicit ExportDraft(ExportSource source);

    const ExportSource &source() const { return m_source; }
    const std::string &place() const { return m_place; }
    bool isArchive() const;
    void choose(const std::vector<ExportChoices> &formats); // discards earlier agreements
    void setPlace(const std::string &place);                // discards them too; a folder or the name of a zip; empty: none chosen

    // What lookAt() is to be called with, on a thread that may wait, and what it found, for setLook(). Agreements stay. After choose(),
    // setPlace() and order() nothing is known of the place until then. Empty: there is nothing to look at.
    std::optional<ExportGoal> goal() const;
    void setLook(Outcome<ExportLook> look);

    const Outcome<PlanExport> &made() const { return m_made; }
    Done readable() const; // the reason if existing files cannot be compared or replaced

    enum class Fate {
        Unknown, // no place, or it was not looked at, or cannot be read
        New,
        Unchanged,
        Replaced, // a different file exists in the folder or zip
    };
    Fate fate(std::size_t file) const;
    std::vector<DiffLine> change(std::size_t file) const; // of a Replaced file
    int replacedFiles() const;
    std::optional<std::size_t> firstReplaced() const;
    std::vector<std::string> goneFiles() const; // files of the existing zip that the new one does not contain

    // The questions that the user must answer before order(), one after another.
    enum class Question { OverBudget, Replaces };
    std::optional<Question> question() const;
    void agree(); // to question(); to replacing exactly the current files

    // What carryOut() is to be called with, on a thread that may wait. Refused while there is a question or the place was not looked
    // at.
    Outcome<ExportOrder> order();

private:
    bool isOverBudget() const;
    bool replaces() const;
    const ExportLook *look() const; // null: it is not known

    ExportSource m_source;
    std::string m_place;
    Outcome<PlanExport> m_made;
    std::optional<Outcome<ExportLook>> m_look; // none: the place was not looked at
    bool m_agreedToBudget = false;
    std::optional<std::vector<PresentFile>> m_agreedToReplace;
};

} // namespace poolwart
