// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/exportdraft.h"

#include "model/core/text.h"

#include <algorithm>
#include <utility>

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
    m_look.reset();
}

void ExportDraft::setPlace(const std::string &place)
{
    m_place = place;
    m_agreedToReplace.reset();
    m_look.reset();
}

std::optional<ExportGoal> ExportDraft::goal() const
{
    if (!m_made || m_place.empty())
        return std::nullopt;
    return ExportGoal{.result = m_made->result, .place = m_place, .date = m_made->date};
}

void ExportDraft::setLook(Outcome<ExportLook> look)
{
    m_look = std::move(look);
}

const ExportLook *ExportDraft::look() const
{
    return m_look && *m_look ? &**m_look : nullptr;
}

Done ExportDraft::readable() const
{
    return m_look && !*m_look ? Done(m_look->error()) : done();
}

ExportDraft::Fate ExportDraft::fate(std::size_t file) const
{
    if (!look() || file >= look()->known.size())
        return Fate::Unknown;
    const PresentFile &present = look()->known[file];
    if (!present.content)
        return Fate::New;
    return present.content == m_made->result.files[file].content ? Fate::Unchanged : Fate::Replaced;
}

std::vector<DiffLine> ExportDraft::change(std::size_t file) const
{
    if (fate(file) != Fate::Replaced)
        return {};
    return lineDiff(*look()->known[file].content, m_made->result.files[file].content);
}

std::vector<std::string> ExportDraft::goneFiles() const
{
    return look() ? look()->gone : std::vector<std::string>();
}

int ExportDraft::replacedFiles() const
{
    return look() ? static_cast<int>(differing(m_made->result, look()->known).size()) : 0;
}

std::optional<std::size_t> ExportDraft::firstReplaced() const
{
    for (std::size_t file = 0; look() && file < look()->known.size(); ++file) {
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
    return look() && (replacedFiles() > 0 || !look()->gone.empty());
}

std::optional<ExportDraft::Question> ExportDraft::question() const
{
    if (isOverBudget() && !m_agreedToBudget)
        return Question::OverBudget;
    if (replaces() && m_agreedToReplace != look()->present)
        return Question::Replaces;
    return std::nullopt;
}

void ExportDraft::agree()
{
    const auto asked = question();
    if (asked == Question::OverBudget)
        m_agreedToBudget = true;
    else if (asked == Question::Replaces)
        m_agreedToReplace = look()->present;
}

Outcome<ExportOrder> ExportDraft::order()
{
    if (!m_made)
        return m_made.error();
    if (m_place.empty())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "Choose a folder for the files."))};
    if (const Done known = readable(); !known)
        return known.error();
    if (question() || !look())
        return Error{.kind = ErrorKind::Internal, .message = "Export: saved before what had to be asked was."};
    ExportLook agreed = std::move(*m_look).value();
    m_look.reset();
    return ExportOrder{.placed = std::move(agreed.placed), .seen = std::move(agreed.present)};
}

} // namespace poolwart
