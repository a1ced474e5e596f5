// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/smalldisk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace poolwart {

std::unique_ptr<SmallDisk> SmallDisk::make(int kibibytes)
{
    char folder[] = "/tmp/poolwart-disk-XXXXXX";
    if (!::mkdtemp(folder))
        qFatal("No folder for a disk");
    const std::string options = "mode=755,size=" + std::to_string(kibibytes) + "k";
    if (::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", folder, "tmpfs", 0, options.c_str()) == 0)
        return std::unique_ptr<SmallDisk>(new SmallDisk(folder));
    ::rmdir(folder);
    return nullptr;
}

SmallDisk::SmallDisk(std::string folder)
    : m_folder(std::move(folder))
{}

SmallDisk::~SmallDisk()
{
    ::umount2(m_folder.c_str(), MNT_DETACH);
    ::rmdir(m_folder.c_str());
}

void SmallDisk::fill() const
{
    fillExcept(0);
}

void SmallDisk::fillExcept(int kibibytes) const
{
    struct statvfs state = {};
    if (::statvfs(m_folder.c_str(), &state) != 0)
        qFatal("The disk is gone");
    const long long available = static_cast<long long>(state.f_bavail * state.f_bsize) - kibibytes * 1024LL;
    const int file = ::open(path("fill").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string content(static_cast<std::size_t>(std::max(0LL, available)), 'x');
    if (file < 0 || ::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
        qFatal("The disk cannot be filled");
    ::close(file);
}

void SmallDisk::empty() const
{
    ::unlink(path("fill").c_str());
}

} // namespace poolwart
