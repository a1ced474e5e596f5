// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"

#include <chrono>
#include <optional>
#include <string>

namespace poolwart {

// An exclusive lock on a file, held by this process and by children that were given the descriptor, until all are gone.
// The file names the process that took it last.
class FileLock
{
public:
    // None if another living process has it. One whose owner is dead is still held by the owner's watchdog: that is
    // waited for, the timeout at most.
    static std::optional<FileLock> take(const std::string &path, std::chrono::milliseconds timeout);

    int descriptor() const { return m_file.get(); } // closed on exec, unless ChildSetup keeps it

private:
    explicit FileLock(Descriptor file)
        : m_file(std::move(file))
    {}

    Descriptor m_file;
};

} // namespace poolwart
