// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/erb.h"

#include "model/core/text.h"
#include "model/importers/syntax/rubydefault.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n-"; // and the line "---"

std::string firstLine(std::string_view code)
{
    code.remove_prefix(std::min(code.find_first_not_of(blanks), code.size()));
    return std::string(trimmed(code.substr(0, code.find('\n'))));
}

class Reader
{
public:
    explicit Reader(const Source &source)
        : m_source(source)
        , m_result{.source = {.name = source.name, .text = {}}, .code = {}, .assumptions = {}}
    {}

    Outcome<RubyTemplate> read()
    {
        const std::string_view text = m_source.text;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t tag = std::min(text.find("<%", begin), text.size());
            addText(text.substr(begin, tag - begin));
            if (tag == text.size())
                break;
            const bool isLiteral = text.substr(tag).starts_with("<%%"); // "<%" itself
            const std::size_t end = isLiteral ? tag + 1 : text.find("%>", tag + 2);
            if (end == npos)
                return faultAt(m_source, m_line, poolwart::text(QT_TRANSLATE_NOOP("core", "a Ruby tag is not closed.")));
            if (isLiteral)
                addText("<%");
            else
                addCode(text.substr(tag + 2, end - tag - 2));
            begin = end + 2;
        }
        return std::move(m_result);
    }

private:
    // The lines that a value took follow the line that it stands on, so that all others keep their numbers.
    void addText(std::string_view text)
    {
        for (const char c : text) {
            m_result.source.text += c;
            m_isInComment = c != '\n' && (m_isInComment || c == '#');
            m_isAhead = m_isAhead && (m_isInComment || blanks.find(c) != npos);
            if (c != '\n')
                continue;
            m_result.source.text.append(m_owedLines, '\n');
            m_owedLines = 0;
            ++m_line;
        }
    }

    void addCode(std::string_view code)
    {
        const auto lines = static_cast<std::size_t>(std::ranges::count(code, '\n'));
        const bool isValue = code.starts_with('=');
        m_isAhead = m_isAhead && (m_isInComment || !isValue);
        if (isValue)
            addValue(code.substr(1));
        else if (!code.starts_with('#'))
            m_result.code.push_back({.line = m_line, .text = firstLine(code), .isAhead = m_isAhead});
        m_result.source.text.append(isValue ? 0 : lines, '\n');
        m_owedLines += isValue ? lines : 0;
        m_line += static_cast<int>(lines);
    }

    void addValue(std::string_view code)
    {
        const auto known = m_isInComment ? std::nullopt : rubyDefault(code.substr(0, code.size() - (code.ends_with('-') ? 1 : 0)));
        if (known)
            m_result.assumptions.push_back({.line = m_line, .variable = known->variable});
        m_result.source.text += known ? known->value : std::string(rubyValue);
    }

    const Source &m_source;
    RubyTemplate m_result;
    int m_line = 1;
    bool m_isInComment = false;
    bool m_isAhead = true;
    std::size_t m_owedLines = 0;
};

} // namespace

Outcome<RubyTemplate> withoutRuby(const Source &source)
{
    return Reader(source).read();
}

} // namespace poolwart
