// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Raises the soft limit of open files to the hard limit. Call before threads start.
void raiseOpenFiles();

// The maximum number of descriptors of this process (RLIMIT_NOFILE).
long long openFilesLimit();

} // namespace poolwart
