// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"

#include <chrono>
#include <optional>
#include <string>

namespace poolwart {

// An exclusive lock on a file, held by this process and by children that inherit the descriptor, until all of them end. The
// file names the process that took it last.
class FileLock
{
public:
    // Returns nothing if another living process holds it. If its owner is dead, the owner's watchdog still holds it: waits for
    // that, at most for the timeout.
    static std::optional<FileLock> take(const std::string &path, std::chrono::milliseconds timeout);

    int descriptor() const { return m_file.get(); } // closed on exec, unless ChildSetup keeps it

private:
    explicit FileLock(Descriptor file)
        : m_file(std::move(file))
    {}

    Descriptor m_file;
};

} // namespace poolwart
