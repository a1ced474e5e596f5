// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/files/descriptor.h"

#include <string>
#include <string_view>

namespace poolwart {

// A text file that grows by whole lines, each written with one call.
class LogFile
{
public:
    // Creates the file, if it does not exist, with access for its owner only. BadInput with the system's words.
    static Outcome<LogFile> open(const std::string &path);

    // Appends the line without its newline. On an error (a full disk) no part of it remains, and later lines may succeed.
    Done append(std::string_view line);

    const std::string &path() const { return m_path; }

private:
    LogFile(std::string path, Descriptor file);

    std::string m_path;
    Descriptor m_file;
};

} // namespace poolwart
