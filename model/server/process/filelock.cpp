// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/filelock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <thread>

namespace poolwart {

namespace {

bool ownerLives(int descriptor)
{
    std::array<char, 32> written{};
    if (::pread(descriptor, written.data(), written.size() - 1, 0) <= 0)
        return true; // not yet written: it was taken this moment
    const auto pid = static_cast<pid_t>(std::atoi(written.data()));
    return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
}

void writeOwner(int descriptor)
{
    const auto pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(::pwrite(descriptor, pid.data(), pid.size(), 0) == 0);
}

Descriptor openLock(const std::string &path)
{
    return Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
}

} // namespace

std::optional<FileLock> FileLock::take(const std::string &path, std::chrono::milliseconds timeout)
{
    FileLock lock(openLock(path));
    if (!lock.m_file.isOpen() && (errno == ELOOP || errno == EACCES) && ::unlink(path.c_str()) == 0)
        lock.m_file = openLock(path); // there was a link, or another user's file
    if (!lock.m_file.isOpen())
        return std::nullopt;
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (::flock(lock.descriptor(), LOCK_EX | LOCK_NB) != 0) {
        if (ownerLives(lock.descriptor()) || std::chrono::steady_clock::now() >= deadline)
            return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    writeOwner(lock.descriptor());
    return lock;
}

} // namespace poolwart
