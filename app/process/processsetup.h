// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// What the program needs of its process, before anything else. A reader that goes away and a file that may not grow are
// errors of the writing, not the end of the program. A standard stream that is closed gets a descriptor on which it fails,
// so that no file or socket of ours takes its number. The soft limit of open files is raised to the hard one.
void prepareProcess();

} // namespace poolwart
