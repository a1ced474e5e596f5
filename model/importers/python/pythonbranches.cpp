// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/python/pythonbranches.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr int farthest = 500; // lines of a branch

std::size_t indentationOf(std::string_view line)
{
    return std::min(line.find_first_not_of(" \t"), line.size());
}

bool isEmpty(std::string_view line)
{
    return trimmed(line).empty() || trimmed(line).starts_with('#');
}

bool begins(std::string_view line, std::string_view word)
{
    const std::string_view content = trimmed(line);
    return content.starts_with(word)
        && (content.size() == word.size() || std::string_view(" :(").find(content[word.size()]) != std::string_view::npos);
}

} // namespace

PythonBranches::PythonBranches(const Source &source)
    : m_lines(linesOf(source))
{}

// The line of the "if" to which the "else" or "elif" of a line belongs, or of the "try" of an "except"; 0: there is none.
int PythonBranches::choiceOf(int line) const
{
    const bool isOfTry = begins(m_lines[static_cast<std::size_t>(line - 1)].text, "except");
    const std::string_view first = isOfTry ? "try" : "if";
    const std::size_t indentation = indentationOf(m_lines[static_cast<std::size_t>(line - 1)].text);
    for (int i = line - 1; i > std::max(0, line - farthest); --i) {
        const std::string_view text = m_lines[static_cast<std::size_t>(i - 1)].text;
        if (isEmpty(text) || indentationOf(text) > indentation)
            continue;
        if (begins(text, first) && indentationOf(text) == indentation)
            return i;
        if (indentationOf(text) < indentation || !begins(text, isOfTry ? "except" : "elif"))
            return 0;
    }
    return 0;
}

// Whether the block below a line ends with a return.
bool PythonBranches::returns(int line) const
{
    const std::size_t indentation = indentationOf(m_lines[static_cast<std::size_t>(line - 1)].text);
    std::size_t own = 0;
    for (int i = line + 1; i <= std::min(static_cast<int>(m_lines.size()), line + farthest); ++i) {
        const std::string_view text = m_lines[static_cast<std::size_t>(i - 1)].text;
        if (isEmpty(text))
            continue;
        own = own == 0 ? indentationOf(text) : own;
        if (indentationOf(text) <= indentation)
            return false;
        if (indentationOf(text) == own && begins(text, "return"))
            return true;
    }
    return false;
}

std::vector<PythonBranches::Branch> PythonBranches::at(int line) const
{
    std::vector<Branch> branches;
    if (line < 1 || line > static_cast<int>(m_lines.size()))
        return branches;
    std::size_t indentation = indentationOf(m_lines[static_cast<std::size_t>(line - 1)].text);
    for (int i = line - 1; i > std::max(0, line - farthest) && indentation > 0; --i) {
        const std::string_view text = m_lines[static_cast<std::size_t>(i - 1)].text;
        if (isEmpty(text) || indentationOf(text) > indentation)
            continue;
        if (indentationOf(text) == indentation) {
            if (begins(text, "if") && returns(i))
                branches.push_back({.choice = i, .line = 0});
            continue;
        }
        indentation = indentationOf(text);
        if (begins(text, "if") || begins(text, "try"))
            branches.push_back({.choice = i, .line = i});
        else if (begins(text, "elif") || begins(text, "else") || begins(text, "except"))
            branches.push_back({.choice = choiceOf(i), .line = i});
    }
    return branches;
}

bool areAlternatives(const std::vector<PythonBranches::Branch> &one, const std::vector<PythonBranches::Branch> &other)
{
    using Branch = PythonBranches::Branch;
    return std::ranges::any_of(one, [&other](const Branch &a) {
        return std::ranges::any_of(other, [&a](const Branch &b) { return a.choice > 0 && a.choice == b.choice && a.line != b.line; });
    });
}

} // namespace poolwart
