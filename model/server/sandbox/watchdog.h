// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/process/childprocess.h"

#include <optional>
#include <string>

namespace poolwart {

// A shell that waits for the end of this process, however it ends, and then stops the server of a data directory: it reads from
// a pipe whose other end the kernel closes.
class Watchdog
{
public:
    Watchdog() = default;
    ~Watchdog() { dismiss(); }
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    // The setup's kept descriptor, a lock, is held until the server has stopped.
    bool watch(const std::string &programDirectory, const std::string &dataDirectory, ChildSetup setup);
    void dismiss(); // ends the shell; the server keeps running

private:
    std::optional<ChildProcess> m_shell;
};

} // namespace poolwart
