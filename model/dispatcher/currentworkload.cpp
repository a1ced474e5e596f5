// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/currentworkload.h"

namespace poolwart {

void CurrentWorkload::set(const Workload &workload)
{
    m_workload = workload;
    ++m_number;
    m_draw.setWorkload(workload);
}

void CurrentWorkload::assign(Request &request, RequestKind kind) const
{
    request.kind = kind;
    request.workload = m_number;
    const WorkloadClass *ofClass = classOf(request);
    request.deadline = ofClass && ofClass->deadline ? request.times.intended + *ofClass->deadline : TimePoint::max();
}

const std::string &CurrentWorkload::classNameOf(const Request &request) const
{
    static const std::string none;
    const WorkloadClass *ofClass = classOf(request);
    return ofClass ? ofClass->name : none;
}

} // namespace poolwart
