// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace poolwart {

// An exclusive lock on a file, held by this process and by children that were given the descriptor, until all are gone.
// The file names the process that took it last.
class FileLock
{
public:
    // None if another living process has it. One whose owner is dead is still held by the owner's watchdog: that is
    // waited for, the patience at most.
    static std::optional<FileLock> take(const std::string &path, std::chrono::milliseconds patience);

    FileLock(FileLock &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    FileLock &operator=(FileLock &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~FileLock();

    int descriptor() const { return m_descriptor; } // closed on exec, unless ChildSetup keeps it

private:
    explicit FileLock(int descriptor)
        : m_descriptor(descriptor)
    {}

    int m_descriptor = -1;
};

} // namespace poolwart
