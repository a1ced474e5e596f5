// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/retries.h"

#include <algorithm>
#include <functional>

namespace poolwart {

namespace {
constexpr int wholeRetry = 100;
}

void Retries::setPolicy(const RetryPolicy &policy)
{
    m_policy = policy;
    if (policy.maxAttempts == 1)
        m_saved = 0;
}

void Retries::deposit()
{
    if (m_policy.maxAttempts > 1)
        m_saved = std::min(m_saved + m_policy.budget, maxSaved * wholeRetry);
}

bool Retries::isRetryable(std::string_view sqlState)
{
    return sqlState.empty() || sqlState == "40001" || sqlState == "40P01" || sqlState.starts_with("08");
}

Duration Retries::backoff(int attempts)
{
    Duration backoff = m_policy.initialBackoff;
    for (int doubled = 1; doubled < attempts && backoff < m_policy.maxBackoff; ++doubled)
        backoff *= 2;
    backoff = std::min<Duration>(backoff, m_policy.maxBackoff);
    const double shortened = static_cast<double>(backoff.count()) * m_random.uniform() * m_policy.jitter / 100;
    return backoff - Duration(static_cast<Duration::rep>(shortened));
}

bool Retries::takeFromBudget()
{
    if (m_saved < wholeRetry)
        return false;
    m_saved -= wholeRetry;
    return true;
}

Retries::Decision Retries::plan(RequestId request, int attempts, TimePoint deadline, TimePoint now)
{
    if (!allowsAnother(attempts))
        return Decision::Ended;
    const TimePoint due = now + backoff(attempts);
    if (due >= deadline)
        return Decision::Ended;
    if (!takeFromBudget())
        return Decision::OverBudget;
    add(request, due);
    return Decision::Planned;
}

void Retries::add(RequestId request, TimePoint due)
{
    m_waiting.push_back({.due = due, .number = m_number++, .request = request});
    std::ranges::push_heap(m_waiting, std::greater<>());
}

std::optional<RequestId> Retries::take(TimePoint now)
{
    if (m_waiting.empty() || m_waiting.front().due > now)
        return std::nullopt;
    const RequestId request = m_waiting.front().request;
    std::ranges::pop_heap(m_waiting, std::greater<>());
    m_waiting.pop_back();
    return request;
}

std::optional<TimePoint> Retries::nextDue() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().due);
}

} // namespace poolwart
