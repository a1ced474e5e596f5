// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/request.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolwart {

// Holds the outstanding requests by their id. An id is reused after its request has ended, so memory is taken only when more
// requests are outstanding than ever before.
class RequestTable
{
public:
    RequestId add(Request request)
    {
        request.isLive = true;
        if (m_free.empty()) {
            m_requests.push_back(request);
            return RequestId(m_requests.size() - 1);
        }
        const std::uint32_t index = m_free.back();
        m_free.pop_back();
        m_requests[index] = request;
        return RequestId(index);
    }

    // A reference is valid until the next add().
    Request &operator[](RequestId id) { return m_requests[static_cast<std::size_t>(id)]; }
    const Request &operator[](RequestId id) const { return m_requests[static_cast<std::size_t>(id)]; }

    void remove(RequestId id)
    {
        Request &request = (*this)[id];
        assert(request.isLive);
        request.isLive = false;
        m_free.push_back(static_cast<std::uint32_t>(id));
    }

    std::uint64_t outstanding() const { return m_requests.size() - m_free.size(); }

    template <class Visit>
    void forEach(Visit visit) const
    {
        for (const Request &request : m_requests) {
            if (request.isLive)
                visit(request);
        }
    }

private:
    std::vector<Request> m_requests;
    std::vector<std::uint32_t> m_free;
};

} // namespace poolwart
