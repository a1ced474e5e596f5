// SPDX-License-Identifier: GPL-3.0-or-later
// For one source of a test program: what its files bring down to the disk goes through here.
#pragma once

#include <filesystem>
#include <mutex>
#include <set>
#include <utility>

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace poolwart {

// The folders that were brought down to the disk since clear().
class SyncedFolders
{
public:
    static void clear()
    {
        const std::scoped_lock lock(s_mutex);
        s_folders.clear();
    }
    static void add(int file)
    {
        struct stat found = {};
        const std::scoped_lock lock(s_mutex);
        if (::fstat(file, &found) == 0 && S_ISDIR(found.st_mode))
            s_folders.insert({found.st_dev, found.st_ino});
    }
    static bool contain(const std::filesystem::path &folder)
    {
        struct stat found = {};
        const std::scoped_lock lock(s_mutex);
        return ::stat(folder.c_str(), &found) == 0 && s_folders.contains({found.st_dev, found.st_ino});
    }

private:
    static inline std::mutex s_mutex;
    static inline std::set<std::pair<dev_t, ino_t>> s_folders;
};

} // namespace poolwart

extern "C" int fsync(int file)
{
    poolwart::SyncedFolders::add(file);
    using Sync = int (*)(int);
    static const auto sync = reinterpret_cast<Sync>(::dlsym(RTLD_NEXT, "fsync"));
    return sync(file);
}
