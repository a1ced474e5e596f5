// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/sleepqueue.h"

#include <algorithm>

namespace poolwart {

namespace {

bool isLater(const SleepQueue::Sleeper &one, const SleepQueue::Sleeper &other)
{
    return one.at > other.at;
}

} // namespace

SleepQueue::SleepQueue(asio::io_context &context, std::function<TimePoint()> now, std::function<void(const Sleeper &)> wake)
    : m_now(std::move(now))
    , m_wake(std::move(wake))
    , m_timer(context)
{}

void SleepQueue::add(const Sleeper &sleeper)
{
    m_sleepers.push_back(sleeper);
    std::ranges::push_heap(m_sleepers, isLater);
    if (m_sleepers.front().at == sleeper.at)
        arm();
}

void SleepQueue::arm()
{
    m_timer.expires_after(m_sleepers.front().at - m_now());
    m_timer.async_wait([this](std::error_code fault) {
        if (!fault)
            fire();
    });
}

void SleepQueue::fire()
{
    const TimePoint now = m_now(); // what is due only while this runs comes with the next fire
    while (!m_sleepers.empty() && m_sleepers.front().at <= now) {
        const Sleeper due = m_sleepers.front();
        std::ranges::pop_heap(m_sleepers, isLater);
        m_sleepers.pop_back();
        m_wake(due);
    }
    goOn();
}

void SleepQueue::goOn()
{
    if (!m_sleepers.empty())
        arm();
}

} // namespace poolwart
