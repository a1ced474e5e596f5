// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/exportdraft.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

ExportDraft::ExportDraft(ExportSource source)
    : m_source(std::move(source))
    , m_choices{.format = exportFormats().front()->id()}
    , m_made(exportPlan(m_source, m_choices))
{}

void ExportDraft::choose(const ExportChoices &choices)
{
    m_choices = choices;
    m_made = exportPlan(m_source, m_choices);
    m_agreedToBudget = false;
    m_agreedToReplace.reset();
    refresh();
}

void ExportDraft::setFolder(const std::string &folder)
{
    m_folder = folder;
    m_agreedToReplace.reset();
    refresh();
}

void ExportDraft::refresh()
{
    m_present = m_made && !m_folder.empty() ? presentFiles(m_made->result, m_folder) : std::vector<PresentFile>{};
}

Done ExportDraft::readable() const
{
    return m_present ? done() : Done(m_present.error());
}

ExportDraft::Fate ExportDraft::fate(std::size_t file) const
{
    if (!m_present || file >= m_present->size())
        return Fate::Unknown;
    const PresentFile &present = (*m_present)[file];
    if (!present.content)
        return Fate::New;
    return present.content == m_made->result.files[file].content ? Fate::Unchanged : Fate::Replaced;
}

std::vector<DiffLine> ExportDraft::change(std::size_t file) const
{
    return fate(file) == Fate::Replaced ? lineDiff(*(*m_present)[file].content, m_made->result.files[file].content)
                                        : std::vector<DiffLine>{};
}

int ExportDraft::replacedFiles() const
{
    return m_present && !m_present->empty() ? static_cast<int>(differing(m_made->result, *m_present).size()) : 0;
}

std::optional<std::size_t> ExportDraft::firstReplaced() const
{
    for (std::size_t file = 0; m_present && file < m_present->size(); ++file) {
        if (fate(file) == Fate::Replaced)
            return file;
    }
    return std::nullopt;
}

bool ExportDraft::isOverBudget() const
{
    return m_made && m_made->stamp.verdict == BudgetVerdict::Over;
}

std::optional<ExportDraft::Question> ExportDraft::question() const
{
    if (isOverBudget() && !m_agreedToBudget)
        return Question::OverBudget;
    if (replacedFiles() > 0 && m_agreedToReplace != *m_present)
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
    if (m_folder.empty())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "Choose a folder for the files."))};
    if (!m_present)
        return m_present.error();
    if (question())
        return Error{.kind = ErrorKind::Internal, .message = "Export: saved before what had to be asked was."};
    const auto isSame = std::ranges::count(*m_present, true, &PresentFile::isSame);
    const Done written = writeExport(m_made->result, m_folder, *m_present);
    refresh();
    if (!written)
        return written.error();
    return Saved{.written = static_cast<int>(m_made->result.files.size()) - static_cast<int>(isSame),
                 .unchanged = static_cast<int>(isSame)};
}

} // namespace poolwart
