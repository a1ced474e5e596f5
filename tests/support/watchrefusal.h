// SPDX-License-Identifier: GPL-3.0-or-later
// For one source of a test program: its sockets are watched through here.
#pragma once

#include <atomic>
#include <cerrno>

#include <dlfcn.h>
#include <sys/epoll.h>
#include <sys/stat.h>

namespace poolwart {

// While one lives the system watches no further socket: it fails with ENOSPC, as past fs.epoll.max_user_watches.
class WatchRefusal
{
public:
    WatchRefusal() { s_isOn = true; }
    ~WatchRefusal() { s_isOn = false; }
    WatchRefusal(const WatchRefusal &) = delete;
    WatchRefusal &operator=(const WatchRefusal &) = delete;

    static bool isFor(int operation, int file)
    {
        struct stat found = {};
        return s_isOn && operation == EPOLL_CTL_ADD && ::fstat(file, &found) == 0 && S_ISSOCK(found.st_mode);
    }

private:
    static inline std::atomic<bool> s_isOn = false;
};

} // namespace poolwart

extern "C" int epoll_ctl(int epoll, int operation, int file, epoll_event *event) noexcept
{
    if (poolwart::WatchRefusal::isFor(operation, file)) {
        errno = ENOSPC;
        return -1;
    }
    using Control = int (*)(int, int, int, epoll_event *);
    static const auto control = reinterpret_cast<Control>(::dlsym(RTLD_NEXT, "epoll_ctl"));
    return control(epoll, operation, file, event);
}
