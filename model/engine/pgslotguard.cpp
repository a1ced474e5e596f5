// SPDX-License-Identifier: GPL-3.0-or-later
// What a slot does for each transaction or statement where its session is not set up for it: behind a pooler, or because a
// statement has undone it.
#include "model/engine/pgslot.h"

#include "model/engine/pgbackend.h"

#include <libpq-fe.h>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration cancelAgainAfter = 1s; // a pooler passes over the cancel of what waits for a server connection

} // namespace

// A session that was set up for a workload of the other kind need not be opened anew.
bool PgSlot::mustSwitch() const
{
    return !m_session.pooler && m_session.isReadOnly != m_backend.isReadOnly();
}

void PgSlot::switchSession()
{
    m_preparingSince = m_sent;
    m_session.isReadOnly = m_backend.isReadOnly();
    query(Step::Switching, m_session.isReadOnly ? "SET default_transaction_read_only = on" : "RESET default_transaction_read_only");
}

void PgSlot::switched()
{
    if (!m_error)
        return begin();
    m_session.isReadOnly = !m_session.isReadOnly; // it is as it was
    finish();
}

// A statement that only begins or ends a transaction needs none; the next one does, within the script's own transaction.
bool PgSlot::mustGuard() const
{
    return m_isGuarded && !m_isGuardUp && !statement().controlsTransaction && !statement().standsAlone;
}

// It holds until the transaction's end. It has taken a snapshot then, after which no statement can lift READ ONLY.
std::string PgSlot::guardText() const
{
    std::string text = "SELECT set_config('transaction_read_only', 'on', true)";
    if (m_session.statementTimeout)
        text += ", set_config('statement_timeout', '" + std::to_string(m_session.statementTimeout->count()) + "', true)";
    return text + "; ";
}

void PgSlot::guard()
{
    const bool begins = PQtransactionStatus(m_connection) == PQTRANS_IDLE;
    m_hasBegun = begins;
    query(Step::Guarding, begins ? ("BEGIN; " + guardText()).c_str() : guardText().c_str());
}

void PgSlot::guarded()
{
    m_isGuardUp = !m_error;
    m_error ? finish() : serveStatement();
}

// Applies the plan's statement timeout to a statement whose transaction did not set it. One wake at a time is out, for it is
// mostly not needed.
void PgSlot::watchTimeout()
{
    m_hasOverrun = false;
    if (!m_session.pooler || !m_session.statementTimeout || m_isGuarded)
        return;
    m_overrunAt = m_backend.now() + *m_session.statementTimeout;
    if (m_timeWatch != 0)
        return;
    m_timeWatch = ++m_wakes;
    m_backend.slotSleeps(m_id, m_timeWatch, m_overrunAt);
}

void PgSlot::checkTimeout()
{
    m_timeWatch = 0;
    if (m_step != Step::Executing)
        return; // the next statement sees to it
    const TimePoint now = m_backend.now();
    if (now >= m_overrunAt) {
        m_overrunAt = now + cancelAgainAfter;
        m_hasOverrun = true;
        if (m_cancelsOut == 0)
            m_backend.slotOverran(m_id);
    }
    m_timeWatch = ++m_wakes;
    m_backend.slotSleeps(m_id, m_timeWatch, m_overrunAt);
}

} // namespace poolwart
