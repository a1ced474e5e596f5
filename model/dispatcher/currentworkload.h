// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/request.h"

#include <cstdint>
#include <string>

namespace poolwart {

// The workload in use: draws the kind of each request and knows the deadline and the name of its class. Requests that arrived
// under an earlier workload keep that one's number.
class CurrentWorkload
{
public:
    explicit CurrentWorkload(std::uint64_t seed)
        : m_draw(seed)
    {}

    void set(const Workload &workload);
    const Workload &workload() const { return m_workload; }
    std::uint32_t number() const { return m_number; } // grows with each set()

    RequestKind draw() { return m_draw.draw(); }
    // Makes it a request of this workload, with the deadline of its class.
    void assign(Request &request, RequestKind kind) const;
    bool owns(const Request &request) const { return request.workload == m_number; }
    // Null for a request of no class or of an earlier workload.
    const WorkloadClass *classOf(const Request &request) const
    {
        const bool isKnown = owns(request) && request.kind.classIndex < m_workload.classes.size();
        return isKnown ? &m_workload.classes[request.kind.classIndex] : nullptr;
    }
    const std::string &classNameOf(const Request &request) const; // empty: none

private:
    Workload m_workload;
    std::uint32_t m_number = 0;
    WorkloadDraw m_draw;
};

} // namespace poolwart
