// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/stagedfile.h"

namespace poolwart {

// The target of a path: links are followed, also to a file that does not exist yet.
std::filesystem::path withoutLinks(const std::filesystem::path &path);

// Replaces the whole file, synced to disk, or leaves it unchanged and returns the system's words ("No space left on device").
// Follows a link. Refuses anything but a regular file (a folder, a device, a pipe).
Done replaceFile(const std::filesystem::path &path, std::string_view content, FileAccess access = FileAccess::AsBefore);

} // namespace poolwart
