// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/random.h"
#include "model/workload/workload.h"

#include <cstdint>
#include <vector>

namespace poolwart {

// The kind of a request.
struct RequestKind
{
    std::uint16_t classIndex = 0; // into Workload::classes; its size: no class
    ScriptIndex script = 0;

    bool operator==(const RequestKind &) const = default;
};

// Draws the kind of each request: its class by the shares, then a script of that class by the weights. Scripts without a class,
// or of an unknown class, form an unnamed class of share 1. A class without scripts, a share of 0 and a weight of 0 are
// skipped.
class WorkloadDraw
{
public:
    explicit WorkloadDraw(std::uint64_t seed)
        : m_random(seed)
    {}

    void setWorkload(const Workload &workload);
    RequestKind draw();

private:
    // Upper ends of the ranges from which a number below the last of them is drawn.
    struct Choice
    {
        std::uint64_t end = 0;
        std::uint16_t index = 0;
    };
    using Choices = std::vector<Choice>;

    static void add(Choices &choices, int weight, std::size_t index);
    std::uint16_t drawOf(const Choices &choices);

    Random m_random;
    Choices m_classes;
    std::vector<Choices> m_scripts; // of each class
};

} // namespace poolwart
