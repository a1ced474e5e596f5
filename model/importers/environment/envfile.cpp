// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/environment/envfile.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <unordered_map>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;

bool isNamePart(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool isName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, isNamePart);
}

class EnvReader
{
public:
    EnvReader(PlanDraft &draft, const Source &source)
        : m_draft(draft)
        , m_text(source.text)
    {}

    std::vector<Variable> read()
    {
        while (m_position < m_text.size() && !m_draft.failed())
            readLine();
        return withoutRepeated();
    }

private:
    std::string_view restOfLine() const { return m_text.substr(m_position, m_text.find('\n', m_position) - m_position); }

    void moveTo(std::size_t end)
    {
        end = std::min(end, m_text.size());
        m_line += static_cast<int>(std::ranges::count(m_text.substr(m_position, end - m_position), '\n'));
        m_position = end;
    }

    void readLine()
    {
        const std::string_view line = restOfLine();
        std::string_view content = trimmed(line);
        const std::size_t next = m_position + line.size() + 1;
        if (content.empty() || content.starts_with('#'))
            return moveTo(next);
        if (content.starts_with("export "))
            content = trimmed(content.substr(7));
        const std::size_t equals = content.find('=');
        const std::string_view name = trimmed(content.substr(0, equals));
        if (equals == npos || !isName(name))
            return fail();
        const std::string_view value = trimmed(content.substr(equals + 1));
        Variable variable{.line = m_line, .name = std::string(name), .value = {}};
        if (value.empty() || std::string_view("\"'`").find(value.front()) == npos) {
            variable.value = expanded(trimmed(value.substr(0, value.find(" #"))));
            moveTo(next);
        } else if (!readQuoted(static_cast<std::size_t>(value.data() - m_text.data()), variable)) {
            return fail();
        }
        m_values[variable.name] = m_variables.size();
        m_variables.push_back(std::move(variable));
    }

    // From the opening quote at `begin` to behind the closing quote, and the rest of that line; false: the quote is not closed.
    bool readQuoted(std::size_t begin, Variable &variable)
    {
        const char quote = m_text[begin];
        std::size_t close = m_text.find(quote, begin + 1);
        while (quote == '"' && close != npos && m_text[close - 1] == '\\')
            close = m_text.find(quote, close + 1);
        if (close == npos)
            return false;
        const std::string_view written = m_text.substr(begin + 1, close - begin - 1);
        variable.value = quote == '\'' ? std::string(written) : expanded(written);
        moveTo(close);
        moveTo(m_position + restOfLine().size() + 1);
        return true;
    }

    void fail() { m_draft.fail(m_line, text(QT_TRANSLATE_NOOP("core", "expected NAME=value with its quotes closed."))); }

    // ${NAME}, ${NAME:-default} and, of variables of this file, $NAME. "\$" is the character.
    std::string expanded(std::string_view written) const
    {
        std::string result;
        for (std::size_t at = 0; at < written.size();) {
            const std::size_t close = written.substr(at, 2) == "${" ? written.find('}', at) : npos;
            const std::string_view word = wordAt(written, at);
            if (written.substr(at, 2) == "\\$") {
                result += '$';
                at += 2;
            } else if (close != npos) {
                result += valueOf(written.substr(at + 2, close - at - 2));
                at = close + 1;
            } else if (m_values.contains(std::string(word))) {
                result += valueOf(word);
                at += word.size() + 1;
            } else {
                result += written[at++];
            }
        }
        return result;
    }

    static std::string_view wordAt(std::string_view written, std::size_t at)
    {
        if (written[at] != '$')
            return {};
        const std::string_view rest = written.substr(at + 1);
        const auto *end = std::ranges::find_if_not(rest, isNamePart);
        return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    }

    std::string valueOf(std::string_view reference) const
    {
        const std::size_t dash = reference.find('-');
        std::string_view name = reference.substr(0, dash);
        if (name.ends_with(':'))
            name.remove_suffix(1);
        const auto found = m_values.find(std::string(name));
        const std::string value = found == m_values.end() ? std::string() : m_variables[found->second].value;
        if (!value.empty())
            return value;
        return dash != npos ? std::string(reference.substr(dash + 1)) : found == m_values.end() ? std::string(1, openPart) : value;
    }

    std::vector<Variable> withoutRepeated()
    {
        std::vector<Variable> result;
        for (std::size_t i = 0; i < m_variables.size(); ++i) {
            const std::size_t last = m_values[m_variables[i].name];
            if (last == i)
                result.push_back(std::move(m_variables[i]));
            else
                m_draft.remark(ImportRemark::Kind::LeftOut, m_variables[i].line, m_variables[i].name,
                               QT_TRANSLATE_NOOP("core", "Line %1 sets it again; the last value counts."),
                               {std::to_string(m_variables[last].line)});
        }
        return result;
    }

    PlanDraft &m_draft;
    std::string_view m_text;
    std::size_t m_position = 0;
    int m_line = 1;
    std::vector<Variable> m_variables;
    std::unordered_map<std::string, std::size_t> m_values; // the last of each name
};

} // namespace

std::vector<Variable> envVariables(PlanDraft &draft, const Source &source)
{
    return EnvReader(draft, source).read();
}

} // namespace poolwart
