// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/importreport.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

using Kind = ImportRemark::Kind;

int costOf(const ImportRemark &remark)
{
    switch (remark.kind) {
    case Kind::LeftOut:
        return 0;
    case Kind::NotUnderstood:
        return 1;
    case Kind::ChangesMeaning:
        return 2;
    case Kind::PassedOver:
        return 3;
    case Kind::Assumed:
        break;
    }
    return 4;
}

std::string lineOf(const ImportRemark &remark)
{
    const std::string kind = remarkKindText(remark.kind);
    if (remark.line == 0)
        return text(QT_TRANSLATE_NOOP("core", "%1 (%2): %3"), remark.setting, kind, remark.translated());
    return text(QT_TRANSLATE_NOOP("core", "line %1, %2 (%3): %4"), static_cast<long long>(remark.line), remark.setting, kind,
                remark.translated());
}

// "slots 20": a default with its value, if that is known.
std::string assumption(const ImportRemark &remark)
{
    return remark.arguments.empty() ? remark.setting : remark.setting + ' ' + remark.arguments.back();
}

// The defaults of one program, or of the plan, in one line.
class Assumptions
{
public:
    // Returns whether it is a default.
    bool add(const ImportRemark &remark)
    {
        const bool isProgram = remark.source == programDefault;
        if (remark.line > 0 || (!isProgram && remark.source != planDefault && remark.source != planDefaultValue))
            return false;
        const std::string program = isProgram ? remark.arguments.front() : std::string();
        const auto known = std::ranges::find(m_lists, program, &std::pair<std::string, std::string>::first);
        if (known == m_lists.end())
            m_lists.emplace_back(program, assumption(remark));
        else
            known->second += ", " + assumption(remark);
        return true;
    }

    // Those of the plan come last.
    void appendTo(std::vector<std::string> &lines) const
    {
        for (const auto &[program, list] : m_lists) {
            if (!program.empty())
                lines.push_back(text(QT_TRANSLATE_NOOP("core", "Not in the file; defaults of %1: %2"), program, list));
        }
        const auto ofPlan = std::ranges::find(m_lists, std::string(), &std::pair<std::string, std::string>::first);
        if (ofPlan != m_lists.end())
            lines.push_back(text(QT_TRANSLATE_NOOP("core", "Not in the file; defaults of a plan: %1"), ofPlan->second));
    }

private:
    std::vector<std::pair<std::string, std::string>> m_lists; // by program
};

} // namespace

std::vector<ImportRemark> byImportance(std::vector<ImportRemark> remarks)
{
    std::ranges::stable_sort(remarks, {}, costOf);
    return remarks;
}

std::vector<std::string> reportLines(const std::vector<ImportRemark> &remarks, bool isVerbose)
{
    std::vector<std::string> lines;
    std::vector<std::string> others;
    Assumptions assumptions;
    long long ignored = 0;
    for (const ImportRemark &remark : byImportance(remarks)) {
        if (!isVerbose && remark.kind == Kind::PassedOver)
            ++ignored;
        else if (isVerbose || remark.kind != Kind::Assumed)
            lines.push_back(lineOf(remark));
        else if (!assumptions.add(remark))
            others.push_back(lineOf(remark));
    }
    if (ignored > 0)
        lines.push_back(text(QT_TRANSLATE_NOOP("core", "Settings that are not part of a plan: %1. --verbose lists them."), ignored));
    std::ranges::move(others, std::back_inserter(lines));
    assumptions.appendTo(lines);
    return lines;
}

std::vector<std::string> refusalReport(const std::vector<ImportRemark> &remarks)
{
    constexpr std::size_t most = 20;
    std::vector<std::string> lines;
    std::size_t more = 0;
    for (const ImportRemark &remark : byImportance(remarks)) {
        if (remark.kind == Kind::PassedOver || remark.kind == Kind::Assumed)
            break;
        if (lines.size() < most)
            lines.push_back(lineOf(remark));
        else
            ++more;
    }
    if (more > 0)
        lines.push_back(text(QT_TRANSLATE_NOOP("core", "Further remarks: %1"), static_cast<long long>(more)));
    return lines;
}

} // namespace poolwart
