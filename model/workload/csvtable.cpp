// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/csvtable.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

using Field = std::optional<std::string>;

// Record by record, counting lines.
class Reader
{
public:
    Reader(std::string_view text, const std::string &file)
        : m_text(text)
        , m_file(file)
    {
        if (m_text.starts_with("\xef\xbb\xbf")) // as spreadsheets write it
            m_text.remove_prefix(3);
    }

    bool isAtEnd() const { return m_at >= m_text.size(); }
    int recordLine() const { return m_recordLine; }

    Outcome<std::vector<Field>> record()
    {
        m_recordLine = m_line;
        std::vector<Field> fields;
        while (true) {
            if (const Done read = field(fields.emplace_back()); !read)
                return read.error();
            if (isAtEnd())
                return fields;
            const char separator = m_text[m_at++];
            if (separator == '\n') {
                ++m_line;
                return fields;
            }
        }
    }

    Error refused(int line, const std::string &why) const
    {
        return {.kind = ErrorKind::BadInput,
                .message = text(QT_TRANSLATE_NOOP("core", "“%1”, line %2: %3"), m_file, static_cast<long long>(line), why)};
    }

private:
    // Up to the comma or the end of the line.
    Done field(Field &target)
    {
        if (!isAtEnd() && m_text[m_at] == '"')
            return quoted(target.emplace());
        const std::size_t end = std::min(m_text.find_first_of(",\n", m_at), m_text.size());
        std::string_view plain = m_text.substr(m_at, end - m_at);
        m_at = end;
        if (plain.ends_with('\r') && (isAtEnd() || m_text[m_at] == '\n'))
            plain.remove_suffix(1);
        if (plain.find('"') != std::string_view::npos)
            return refused(m_line, text(QT_TRANSLATE_NOOP("core", "there is a quote in a field that does not begin with one.")));
        if (!plain.empty())
            target = std::string(plain);
        return done();
    }

    Done quoted(std::string &target)
    {
        const int begin = m_line;
        ++m_at;
        while (!isAtEnd()) {
            const char c = m_text[m_at++];
            if (c != '"') {
                m_line += c == '\n';
                target += c;
            } else if (!isAtEnd() && m_text[m_at] == '"') {
                target += m_text[m_at++];
            } else {
                return behindQuote();
            }
        }
        return refused(begin, text(QT_TRANSLATE_NOOP("core", "this quote is not closed.")));
    }

    Done behindQuote()
    {
        if (m_text.substr(m_at).starts_with("\r\n"))
            ++m_at;
        if (isAtEnd() || m_text[m_at] == ',' || m_text[m_at] == '\n')
            return done();
        return refused(m_line, text(QT_TRANSLATE_NOOP("core", "expected a comma or the end of the line after a closing quote.")));
    }

    std::string_view m_text;
    const std::string &m_file;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_recordLine = 1;
};

} // namespace

Outcome<CsvTable> CsvTable::parse(std::string_view written, const std::string &file)
{
    Reader reader(written, file);
    CsvTable table;
    const auto header = reader.record();
    if (!header)
        return header.error();
    for (const Field &name : *header) {
        if (!name)
            return reader.refused(1, text(QT_TRANSLATE_NOOP("core", "the header has a column without a name.")));
        if (table.columnOf(*name))
            return reader.refused(1, text(QT_TRANSLATE_NOOP("core", "the header has the column “%1” twice."), *name));
        table.m_columns.push_back(*name);
    }
    while (!reader.isAtEnd()) {
        auto row = reader.record();
        if (!row)
            return row.error();
        if (row->size() != table.m_columns.size())
            return reader.refused(reader.recordLine(),
                                  text(QT_TRANSLATE_NOOP("core", "it has %1 fields, the header %2."), static_cast<long long>(row->size()),
                                       static_cast<long long>(table.m_columns.size())));
        std::ranges::move(*row, std::back_inserter(table.m_fields));
    }
    if (table.m_fields.empty())
        return reader.refused(1, text(QT_TRANSLATE_NOOP("core", "there is no row after the header.")));
    return table;
}

std::optional<std::size_t> CsvTable::columnOf(std::string_view name) const
{
    const auto found = std::ranges::find(m_columns, name);
    return found == m_columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_columns.begin()));
}

} // namespace poolwart
