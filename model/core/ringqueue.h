// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <vector>

namespace poolwart {

// A FIFO in one growing power-of-two ring: no allocation once it is as large as it needs to be.
template <class T>
class RingQueue
{
public:
    bool isEmpty() const { return m_count == 0; }
    std::size_t size() const { return m_count; }

    void push(const T &value)
    {
        if (m_count == m_ring.size())
            grow();
        m_ring[slot(m_count)] = value;
        ++m_count;
    }

    const T &front() const
    {
        assert(m_count > 0);
        return m_ring[m_head];
    }

    T pop()
    {
        assert(m_count > 0);
        const T value = m_ring[m_head];
        m_head = slot(1);
        --m_count;
        return value;
    }

    const T &at(std::size_t position) const
    {
        assert(position < m_count);
        return m_ring[slot(position)];
    }

    // Removes the elements for which `gone` is true, oldest first; the others keep their order.
    template <class Predicate>
    void removeIf(Predicate gone)
    {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_count; ++i) {
            const T value = m_ring[slot(i)];
            if (!gone(value))
                m_ring[slot(kept++)] = value;
        }
        m_count = kept;
    }

private:
    std::size_t slot(std::size_t offset) const { return (m_head + offset) & (m_ring.size() - 1); }

    void grow()
    {
        std::vector<T> larger(m_ring.empty() ? 16 : m_ring.size() * 2);
        for (std::size_t i = 0; i < m_count; ++i)
            larger[i] = m_ring[slot(i)];
        m_ring.swap(larger);
        m_head = 0;
    }

    std::vector<T> m_ring;
    std::size_t m_head = 0;
    std::size_t m_count = 0;
};

} // namespace poolwart
