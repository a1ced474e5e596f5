// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/exportdraft.h"

#include "model/core/text.h"

#include <algorithm>
#include <map>

namespace poolwart {

ExportDraft::ExportDraft(ExportSource source)
    : m_source(std::move(source))
    , m_made(exportPlan(m_source, {.format = exportFormats().front()->id()}))
{}

bool ExportDraft::isArchive() const
{
    return isArchiveName(m_place);
}

void ExportDraft::choose(const std::vector<ExportChoices> &formats)
{
    m_made = exportChosen(m_source, formats);
    m_agreedToBudget = false;
    m_agreedToReplace.reset();
    refresh();
}

void ExportDraft::setPlace(const std::string &place)
{
    m_place = place;
    m_agreedToReplace.reset();
    refresh();
}

void ExportDraft::refresh()
{
    m_placed = PlacedExport{};
    m_present = std::vector<PresentFile>{};
    m_known.clear();
    m_gone.clear();
    if (!m_made || m_place.empty())
        return;
    m_placed = placed(m_made->result, m_place, m_made->date);
    if (!m_placed)
        return;
    m_present = presentFiles(m_placed->result, m_placed->folder);
    if (m_present && isArchive())
        lookIntoArchive();
    else if (m_present)
        m_known = *m_present;
}

// A zip is compared file by file: its own bytes say nothing to a reader.
void ExportDraft::lookIntoArchive()
{
    const PresentFile &zip = m_present->front();
    auto packed = zip.content ? unpacked(*zip.content, m_place) : std::map<std::string, std::string>();
    if (!packed) {
        m_present = packed.error();
        return;
    }
    for (const ExportFile &file : m_made->result.files) {
        PresentFile known{.path = file.path};
        if (auto found = packed->extract(file.path); !found.empty())
            known.content = std::move(found.mapped());
        known.isSame = known.content == file.content;
        m_known.push_back(std::move(known));
    }
    for (const auto &[path, content] : *packed)
        m_gone.push_back(path);
}

Done ExportDraft::readable() const
{
    if (!m_placed)
        return m_placed.error();
    return m_present ? done() : Done(m_present.error());
}

ExportDraft::Fate ExportDraft::fate(std::size_t file) const
{
    if (!m_present || file >= m_known.size())
        return Fate::Unknown;
    const PresentFile &present = m_known[file];
    if (!present.content)
        return Fate::New;
    return present.content == m_made->result.files[file].content ? Fate::Unchanged : Fate::Replaced;
}

std::vector<DiffLine> ExportDraft::change(std::size_t file) const
{
    return fate(file) == Fate::Replaced ? lineDiff(*m_known[file].content, m_made->result.files[file].content) : std::vector<DiffLine>{};
}

int ExportDraft::replacedFiles() const
{
    return m_known.empty() ? 0 : static_cast<int>(differing(m_made->result, m_known).size());
}

std::optional<std::size_t> ExportDraft::firstReplaced() const
{
    for (std::size_t file = 0; file < m_known.size(); ++file) {
        if (fate(file) == Fate::Replaced)
            return file;
    }
    return std::nullopt;
}

bool ExportDraft::isOverBudget() const
{
    return m_made && m_made->stamp.verdict == BudgetVerdict::Over;
}

// A zip whose files would all be the same may be packed anew unasked.
bool ExportDraft::replaces() const
{
    return m_present && (replacedFiles() > 0 || !m_gone.empty());
}

std::optional<ExportDraft::Question> ExportDraft::question() const
{
    if (isOverBudget() && !m_agreedToBudget)
        return Question::OverBudget;
    if (replaces() && m_agreedToReplace != *m_present)
        return Question::Replaces;
    return std::nullopt;
}

void ExportDraft::agree()
{
    const auto asked = question();
    if (asked == Question::OverBudget)
        m_agreedToBudget = true;
    else if (asked == Question::Replaces)
        m_agreedToReplace = *m_present;
}

Outcome<ExportDraft::Saved> ExportDraft::save()
{
    if (!m_made)
        return m_made.error();
    if (m_place.empty())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "Choose a folder for the files."))};
    if (const Done known = readable(); !known)
        return known.error();
    if (question())
        return Error{.kind = ErrorKind::Internal, .message = "Export: saved before what had to be asked was."};
    const auto isSame = std::ranges::count(*m_present, true, &PresentFile::isSame);
    const Done written = writeExport(m_placed->result, m_placed->folder, *m_present);
    const auto all = static_cast<int>(m_placed->result.files.size());
    refresh();
    if (!written)
        return written.error();
    return Saved{.written = all - static_cast<int>(isSame), .unchanged = static_cast<int>(isSame)};
}

} // namespace poolwart
