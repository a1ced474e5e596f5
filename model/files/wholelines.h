// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Writes all bytes to a descriptor, which may be a pipe with a slow reader. Returns 0 or the errno.
int writeAll(int file, std::string_view content);

// The same for lines of text. After an error no line of a file remains incomplete: it is removed, unless another process has
// written after it.
int writeLines(int file, std::string_view lines);

} // namespace poolwart
