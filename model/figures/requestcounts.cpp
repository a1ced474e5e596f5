// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/requestcounts.h"

namespace poolwart {

RequestCounts operator+(RequestCounts left, const RequestCounts &right)
{
    left.offered += right.offered;
    left.completed += right.completed;
    left.failed += right.failed;
    left.timedOut += right.timedOut;
    left.rejected += right.rejected;
    left.cancelled += right.cancelled;
    left.dropped += right.dropped;
    return left;
}

RequestCounts operator-(RequestCounts left, const RequestCounts &right)
{
    left.offered -= right.offered;
    left.completed -= right.completed;
    left.failed -= right.failed;
    left.timedOut -= right.timedOut;
    left.rejected -= right.rejected;
    left.cancelled -= right.cancelled;
    left.dropped -= right.dropped;
    return left;
}

RetryCounts operator+(RetryCounts left, const RetryCounts &right)
{
    left.attempts += right.attempts;
    left.completed += right.completed;
    left.refused += right.refused;
    return left;
}

RetryCounts operator-(RetryCounts left, const RetryCounts &right)
{
    left.attempts -= right.attempts;
    left.completed -= right.completed;
    left.refused -= right.refused;
    return left;
}

} // namespace poolwart
