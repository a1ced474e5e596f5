// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Prepares the process; call first. A closed reader and a file size limit become write errors instead of ending the program. A
// closed standard stream gets a descriptor on which writing fails, so that no file or socket takes its number. Raises the soft
// limit of open files to the hard limit.
void prepareProcess();

} // namespace poolwart
