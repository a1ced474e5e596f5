// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A CSV file that scripts read with \csv, and its name there. The workload contains its text, so that a run file has all data
// that was sent.
struct WorkloadData
{
    std::string file;
    std::string text;

    bool operator==(const WorkloadData &) const = default;
};

// CSV with a header line, by RFC 4180: commas, double quotes around fields that contain them, doubled quotes; lines end with LF
// or CR LF. As in COPY … CSV an empty field without quotes is NULL.
class CsvTable
{
public:
    // Errors name the file and the line: a quote that is not closed, a wrong number of fields, no row, or a duplicate column.
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
