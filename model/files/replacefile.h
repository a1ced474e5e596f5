// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/stagedfile.h"

namespace poolwart {

// The file that a path names: links are followed, also to a file that is not there yet.
std::filesystem::path withoutLinks(const std::filesystem::path &path);

// The file is replaced whole, down to the disk, or left as it was, with the system's words for the reason ("No space left
// on device"). A link is followed. What is no ordinary file (a folder, a device, a pipe) is refused.
Done replaceFile(const std::filesystem::path &path, std::string_view content, FileAccess access = FileAccess::AsBefore);

} // namespace poolwart
