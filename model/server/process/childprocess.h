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
    std::optional<UnixUser> user; // becomes this user
    bool newSession = false;      // out of the reach of the terminal's Ctrl+C
    int keptDescriptor = -1;      // stays open in the child; −1: none
};

struct ChildProcess
{
    pid_t pid = 0;
    Descriptor input; // the other ends of its three standard streams
    Descriptor output;
    Descriptor errors;
};

// Starts a program (its path and arguments) in "/", in English (its errors are shown as they are), with nothing of our
// environment but PATH, TMPDIR, TZ and LD_LIBRARY_PATH. A program that cannot be run ends with 126 or 127. The caller must
// wait for the process.
//
// Not QProcess: that shares our memory with the child until exec, in which neither a change of the user (glibc would look
// for our threads in the child) nor ThreadSanitizer works.
std::optional<ChildProcess> startChild(const std::vector<std::string> &command, const ChildSetup &setup);

} // namespace poolwart
