// SPDX-License-Identifier: GPL-3.0-or-later
// For one source of a test program: its threads, and those of the libraries, are made through here.
#pragma once

#include <atomic>
#include <cerrno>

#include <dlfcn.h>
#include <pthread.h>

namespace poolwart {

// While one lives the system has no thread left: making one fails with EAGAIN.
class ThreadRefusal
{
public:
    ThreadRefusal() { s_isOn = true; }
    ~ThreadRefusal() { s_isOn = false; }
    ThreadRefusal(const ThreadRefusal &) = delete;
    ThreadRefusal &operator=(const ThreadRefusal &) = delete;

    static bool isOn() { return s_isOn; }

private:
    static inline std::atomic<bool> s_isOn = false;
};

} // namespace poolwart

extern "C" int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) noexcept
{
    if (poolwart::ThreadRefusal::isOn())
        return EAGAIN;
    using Create = int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    static const auto create = reinterpret_cast<Create>(::dlsym(RTLD_NEXT, "pthread_create"));
    return create(thread, attributes, start, argument);
}
