// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <utility>

namespace poolwart {

// A file descriptor that is closed with its owner and, like all of ours, on exec.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int value)
        : m_value(value)
    {}
    Descriptor(Descriptor &&other) noexcept
        : m_value(std::exchange(other.m_value, -1))
    {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }

    int get() const { return m_value; }
    int release() { return std::exchange(m_value, -1); } // the caller owns it now
    bool isOpen() const { return m_value >= 0; }

private:
    int m_value = -1;
};

} // namespace poolwart
