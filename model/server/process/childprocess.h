// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"
#include "model/server/process/unixuser.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

struct ChildSetup
{
    std::optional<UnixUser> user; // runs as this user
    bool newSession = false;      // not affected by the terminal's Ctrl+C
    int keptDescriptor = -1;      // inherited by the child; −1: none
};

struct ChildProcess
{
    pid_t pid = 0;
    Descriptor input; // our ends of its three standard streams
    Descriptor output;
    Descriptor errors;
};

// Starts a program (its path and arguments) in "/", in English because its errors are shown unchanged, with only PATH, TMPDIR,
// TZ and LD_LIBRARY_PATH of our environment. If the program cannot be run, the child exits with 126 or 127. The caller must
// wait for the process.
//
// Not QProcess: it shares our memory with the child until exec, so neither changing the user (glibc would look for our threads
// in the child) nor ThreadSanitizer works.
std::optional<ChildProcess> startChild(const std::vector<std::string> &command, const ChildSetup &setup);

} // namespace poolwart
