// SPDX-License-Identifier: GPL-3.0-or-later
// For one source of a test program: the pages of its histograms are mapped through here.
#pragma once

#include <cerrno>
#include <cstddef>

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolwart {

// While one lives the system has no memory left for mappings of that size.
class MappingRefusal
{
public:
    explicit MappingRefusal(std::size_t bytes) { __atomic_store_n(&s_bytes, bytes, __ATOMIC_SEQ_CST); }
    ~MappingRefusal() { __atomic_store_n(&s_bytes, std::size_t(0), __ATOMIC_SEQ_CST); }
    MappingRefusal(const MappingRefusal &) = delete;
    MappingRefusal &operator=(const MappingRefusal &) = delete;

    // Atomic, but no std::atomic, whose functions ThreadSanitizer would watch before it is ready.
    static inline std::size_t s_bytes = 0;
};

} // namespace poolwart

// The sanitizers' own libraries map memory through here before they are ready to watch anyone, so that this is not watched.
extern "C" __attribute__((no_sanitize("thread", "address", "undefined"))) void *mmap(void *address, std::size_t bytes, int protection,
                                                                                     int flags, int file, off_t offset) noexcept
{
    const std::size_t refused = __atomic_load_n(&poolwart::MappingRefusal::s_bytes, __ATOMIC_SEQ_CST);
    if (refused > 0 && refused == bytes) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    return reinterpret_cast<void *>(::syscall(SYS_mmap, address, bytes, protection, flags, file, offset));
}
