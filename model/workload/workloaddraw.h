// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/random.h"
#include "model/workload/workload.h"

#include <cstdint>
#include <vector>

namespace poolwart {

// What a request is.
struct RequestKind
{
    std::uint16_t classIndex = 0; // into Workload::classes; their number: of no class
    ScriptIndex script = 0;

    bool operator==(const RequestKind &) const = default;
};

// Draws what each request is: its class by the shares, then a script of that class by the weights. The scripts of no class,
// or of one that the workload does not have, are together a class without a name, of share 1. A class without a script is
// passed over, and so is what has a share or a weight of 0.
class WorkloadDraw
{
public:
    explicit WorkloadDraw(std::uint64_t seed)
        : m_random(seed)
    {}

    void setWorkload(const Workload &workload);
    RequestKind draw();

private:
    // Ends of the ranges that a number below the last of them is drawn from.
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
