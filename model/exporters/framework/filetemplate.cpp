// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/filetemplate.h"

#include "model/exporters/escape/escape.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

using namespace Qt::StringLiterals;

constexpr auto npos = std::string_view::npos;

Error fault(const std::string &what)
{
    return {.kind = ErrorKind::Internal, .message = "Template: " + what};
}

enum class Kind { Text, Value, Rows, NoRows, End, Partial };

struct Token
{
    Kind kind = Kind::Text;
    std::string_view text; // the text, or what stands in the tag
};

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

Outcome<Token> tagOf(std::string_view inner)
{
    constexpr std::array signs{std::pair{'#', Kind::Rows}, std::pair{'^', Kind::NoRows}, std::pair{'/', Kind::End},
                               std::pair{'>', Kind::Partial}};
    inner = trimmed(inner);
    if (inner.empty())
        return fault("an empty tag");
    const auto *sign = std::ranges::find(signs, inner.front(), &decltype(signs)::value_type::first);
    if (sign == signs.end())
        return Token{Kind::Value, inner};
    return Token{sign->second, trimmed(inner.substr(1))};
}

// Text and tags in turn. A tag that is no value takes its line with it if it stands alone there.
Outcome<std::vector<Token>> tokens(std::string_view source)
{
    std::vector<Token> result;
    std::size_t position = 0;
    for (std::size_t open = source.find("{{"); open != npos; open = source.find("{{", position)) {
        const std::size_t close = source.find("}}", open);
        if (close == npos)
            return fault("a tag is not closed: " + std::string(source.substr(open, 40)));
        const auto tag = tagOf(source.substr(open + 2, close - open - 2));
        if (!tag)
            return tag.error();
        std::size_t textEnd = open;
        std::size_t next = close + 2;
        const std::size_t lineStart = source.rfind('\n', open) + 1; // npos + 1 is 0
        const std::size_t lineEnd = std::min(source.find('\n', next), source.size());
        if (tag->kind != Kind::Value && trimmed(source.substr(lineStart, open - lineStart)).empty()
            && trimmed(source.substr(next, lineEnd - next)).empty()) {
            textEnd = std::max(lineStart, position);
            next = std::min(lineEnd + 1, source.size());
        }
        result.push_back({Kind::Text, source.substr(position, textEnd - position)});
        result.push_back(*tag);
        position = next;
    }
    result.push_back({Kind::Text, source.substr(position)});
    return result;
}

using Position = std::vector<Token>::const_iterator;

// The tag that closes the section which `begin` opens.
Outcome<Position> endOfSection(Position begin, Position end)
{
    int depth = 0;
    for (Position tag = begin; tag != end; ++tag) {
        depth += tag->kind == Kind::Rows || tag->kind == Kind::NoRows ? 1 : 0;
        depth -= tag->kind == Kind::End ? 1 : 0;
        if (depth > 0)
            continue;
        if (tag->text == begin->text)
            return tag;
        return fault("“" + std::string(begin->text) + "” is closed by “" + std::string(tag->text) + "”");
    }
    return fault("“" + std::string(begin->text) + "” is not closed");
}

class Filler
{
public:
    explicit Filler(const TemplateData &data)
        : m_scopes{&data}
    {}

    Done fill(std::string_view source)
    {
        const auto list = tokens(source);
        return list ? fill(list->begin(), list->end()) : list.error();
    }

    std::string takeResult() { return std::move(m_result); }

private:
    Done fill(Position begin, Position end)
    {
        for (Position tag = begin; tag != end; ++tag) {
            const auto last = fillOne(tag, end);
            if (!last)
                return last.error();
            tag = *last;
        }
        return done();
    }

    // Writes what stands at `tag`; the last tag that belonged to it.
    Outcome<Position> fillOne(Position tag, Position end)
    {
        switch (tag->kind) {
        case Kind::Text:
            m_result += tag->text;
            return tag;
        case Kind::Value:
            return after(value(tag->text), tag);
        case Kind::Partial:
            return after(partial(std::string(tag->text)), tag);
        case Kind::Rows:
        case Kind::NoRows: {
            const auto close = endOfSection(tag, end);
            return close ? after(section(tag, *close), *close) : close;
        }
        case Kind::End:
            break;
        }
        return fault("“" + std::string(tag->text) + "” ends where nothing began");
    }

    static Outcome<Position> after(const Done &filled, Position last) { return filled ? Outcome<Position>(last) : filled.error(); }

    Done value(std::string_view tag)
    {
        const std::size_t bar = tag.find('|');
        const std::string name(trimmed(tag.substr(0, bar)));
        const Escape escape = bar == npos ? nullptr : findEscape(trimmed(tag.substr(bar + 1)));
        if (!escape)
            return fault("“" + std::string(tag) + "” names no escape");
        const std::string *found = find(&TemplateData::text, name);
        if (!found)
            return fault("“" + name + "” is not set");
        const auto escaped = escape(*found);
        if (!escaped)
            return escaped.error();
        m_result += *escaped;
        return done();
    }

    Done partial(const std::string &path)
    {
        QFile file(u":/exporters/"_s + QString::fromStdString(path));
        if (!file.open(QIODevice::ReadOnly))
            return fault("there is no “" + path + "”");
        if (++m_depth > 8)
            return fault("“" + path + "” holds itself");
        const std::string source = file.readAll().toStdString();
        const Done filled = fill(source);
        --m_depth;
        return filled;
    }

    Done section(Position begin, Position end)
    {
        const auto *rows = find(&TemplateData::rows, std::string(begin->text));
        if (!rows)
            return fault("“" + std::string(begin->text) + "” is not set");
        if (begin->kind == Kind::NoRows)
            return rows->empty() ? fill(begin + 1, end) : done();
        for (const TemplateData &row : *rows) {
            m_scopes.push_back(&row);
            const Done filled = fill(begin + 1, end);
            m_scopes.pop_back();
            if (!filled)
                return filled;
        }
        return done();
    }

    // From the innermost scope outwards.
    template <class Value>
    const Value *find(const Value *(TemplateData::*member)(const std::string &) const, const std::string &name) const
    {
        for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
            if (const Value *found = ((*scope)->*member)(name))
                return found;
        }
        return nullptr;
    }

    std::vector<const TemplateData *> m_scopes; // the innermost last
    std::string m_result;
    int m_depth = 0;
};

} // namespace

TemplateData &TemplateData::set(const std::string &name, std::string value)
{
    m_texts[name] = std::move(value);
    return *this;
}

TemplateData &TemplateData::set(const std::string &name, long long value)
{
    return set(name, std::to_string(value));
}

TemplateData &TemplateData::setFlag(const std::string &name, bool value)
{
    return setRows(name, std::vector<TemplateData>(value ? 1 : 0));
}

TemplateData &TemplateData::setRows(const std::string &name, std::vector<TemplateData> rows)
{
    m_rows[name] = std::move(rows);
    return *this;
}

TemplateData &TemplateData::addRow(const std::string &name, TemplateData row)
{
    m_rows[name].push_back(std::move(row));
    return *this;
}

const std::string *TemplateData::text(const std::string &name) const
{
    const auto found = m_texts.find(name);
    return found == m_texts.end() ? nullptr : &found->second;
}

const std::vector<TemplateData> *TemplateData::rows(const std::string &name) const
{
    const auto found = m_rows.find(name);
    return found == m_rows.end() ? nullptr : &found->second;
}

Outcome<std::string> fillTemplate(std::string_view source, const TemplateData &data)
{
    Filler filler(data);
    if (const Done filled = filler.fill(source); !filled)
        return filled.error();
    return filler.takeResult();
}

Outcome<std::string> fillTemplateFile(const std::string &path, const TemplateData &data)
{
    return fillTemplate("{{>" + path + "}}", data);
}

} // namespace poolwart
