// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <unistd.h>

namespace poolwart {

// Takes the content of the temporary files that a process has open, as a disk that breaks does. Returns how many they were.
// Such a file never had a name, so Linux shows it as “#” and its inode; one that whoever started the process deleted had one.
inline int emptySpools(const std::string &process = "self")
{
    int emptied = 0;
    for (const std::filesystem::directory_entry &file : std::filesystem::directory_iterator("/proc/" + process + "/fd")) {
        std::error_code fault;
        const std::string target = std::filesystem::read_symlink(file.path(), fault).string();
        const bool isSpool = target.find("/#") != std::string::npos && target.ends_with(" (deleted)");
        if (isSpool && ::truncate(file.path().c_str(), 0) == 0)
            ++emptied;
    }
    return emptied;
}

} // namespace poolwart
