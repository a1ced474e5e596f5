// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Writes all of it to a descriptor, which may be a pipe whose reader is slow. 0, or the number of the error.
int writeAll(int file, std::string_view content);

// The same for lines of text. On an error no line stays cut in its middle: of a file, what was written of it is taken
// back, unless another has written behind it.
int writeLines(int file, std::string_view lines);

} // namespace poolwart
