// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A CSV file that scripts read with \csv, under the name that they call it by. The workload holds its text, so that a run file
// has all that was sent.
struct WorkloadData
{
    std::string file;
    std::string text;

    bool operator==(const WorkloadData &) const = default;
};

// CSV with a header line, as RFC 4180 has it: commas, double quotes around what holds them, two for one; lines end with LF or
// CR LF. As with COPY … CSV a field that is empty and not quoted is NULL.
class CsvTable
{
public:
    // Errors name the file and the line: a quote that is not closed, a row of another number of fields, no row at all, or a
    // column twice.
    static Outcome<CsvTable> parse(std::string_view text, const std::string &file);

    const std::vector<std::string> &columns() const { return m_columns; }
    std::optional<std::size_t> columnOf(std::string_view name) const;
    std::size_t rowCount() const { return m_fields.size() / m_columns.size(); }
    const std::optional<std::string> &field(std::size_t row, std::size_t column) const { return m_fields[row * m_columns.size() + column]; }

private:
    std::vector<std::string> m_columns;
    std::vector<std::optional<std::string>> m_fields; // row by row
};

namespace limits {
inline constexpr std::size_t maxDataBytes = 1024 * 1024; // of all files of a workload together
inline constexpr int maxDataFiles = 20;
} // namespace limits

} // namespace poolwart
