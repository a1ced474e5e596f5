// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that failed and are tried again.
#include "model/dispatcher/dispatcher_p.h"

#include <algorithm>

namespace poolwart {

std::optional<TimePoint> Dispatcher::nextArrival() const
{
    const auto arrival = m_source.nextDue();
    const auto retry = m_retries.nextDue();
    return arrival && retry ? std::min(arrival, retry) : arrival ? arrival : retry;
}

// What we gave up ourselves, and what would be tried again only after its deadline, is not; nor is anything in a shutdown.
bool Dispatcher::retry(const SlotEntry &slot, const Error &error, TimePoint now)
{
    const Request &request = requestOf(slot.request);
    const bool isOfScript = error.kind == ErrorKind::BadInput; // it would fail again
    if (isOfScript || !Retries::isRetryable(error.sqlState) || !m_retries.allowsAnother(request.attempts))
        return false;
    if (slot.givenUp || m_isEnded || m_shutdown.phase != ShutdownPhase::None)
        return false;
    const TimePoint due = now + m_retries.backoff(request.attempts);
    if (due >= request.deadline)
        return false;
    if (!m_retries.takeFromBudget()) {
        m_retried.refused += isMeasured(request);
        return false;
    }
    m_retries.add(slot.request, due);
    return true;
}

void Dispatcher::sendRetries(TimePoint now)
{
    while (const auto request = m_retries.take(now)) {
        m_retried.attempts += isMeasured(requestOf(*request));
        route(*request, now);
    }
}

// Their last attempt was the last.
void Dispatcher::endRetries(TimePoint now)
{
    while (const auto request = m_retries.take(TimePoint::max()))
        end(find(requestOf(*request).pool), *request, Ending::Failed, now);
}

} // namespace poolwart
