// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Raises this process's soft limit of open files to the hard one. Before threads start.
void raiseOpenFiles();

// How many descriptors this process may have (RLIMIT_NOFILE).
long long openFilesLimit();

} // namespace poolwart
