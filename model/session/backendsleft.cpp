// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/backendsleft.h"

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration settledFor = 2s;
constexpr Duration confirmBound = 10s;

} // namespace

BackendsLeft::Verdict BackendsLeft::take(int count, TimePoint now)
{
    if (!m_firstAt)
        m_firstAt = now;
    if (count != m_count)
        m_since = now;
    m_count = count;
    if (count == 0 || now - m_since >= settledFor)
        return Verdict::Confirmed;
    return now - *m_firstAt >= confirmBound ? Verdict::NotConfirmed : Verdict::AskAgain;
}

} // namespace poolwart
