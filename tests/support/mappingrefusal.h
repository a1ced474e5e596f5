// SPDX-License-Identifier: GPL-3.0-or-later
// For one source of a test program: the pages of its histograms are mapped through here.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstddef>

#include <dlfcn.h>
#include <sys/mman.h>

namespace poolwart {

// While one lives the system has no memory left for mappings of that size.
class MappingRefusal
{
public:
    explicit MappingRefusal(std::size_t bytes) { s_bytes = bytes; }
    ~MappingRefusal() { s_bytes = 0; }
    MappingRefusal(const MappingRefusal &) = delete;
    MappingRefusal &operator=(const MappingRefusal &) = delete;

    static bool isFor(std::size_t bytes) { return bytes > 0 && s_bytes == bytes; }

private:
    static inline std::atomic<std::size_t> s_bytes = 0;
};

} // namespace poolwart

extern "C" void *mmap(void *address, std::size_t bytes, int protection, int flags, int file, off_t offset) noexcept
{
    if (poolwart::MappingRefusal::isFor(bytes)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    using Map = void *(*)(void *, std::size_t, int, int, int, off_t);
    static const auto map = reinterpret_cast<Map>(::dlsym(RTLD_NEXT, "mmap"));
    return map(address, bytes, protection, flags, file, offset);
}
