// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/files/descriptor.h"

#include <string>
#include <string_view>

namespace poolwart {

// A file of text that grows line by line, each written by one call.
class LogFile
{
public:
    // Made, if it is not there, for its owner only. BadInput with the system's words.
    static Outcome<LogFile> open(const std::string &path);

    // The line without its end. On an error (a full disk) no part of it stays, and later ones may find room again.
    Done append(std::string_view line);

    const std::string &path() const { return m_path; }

private:
    LogFile(std::string path, Descriptor file);

    std::string m_path;
    Descriptor m_file;
};

} // namespace poolwart
