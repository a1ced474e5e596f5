// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/pgbackend.h"

#include "model/core/text.h"

#include <cassert>

namespace poolwart {

namespace {

constexpr std::uint64_t largeResult = 10'000; // rows; worth a warning

} // namespace

PgBackend::PgBackend(asio::io_context &context, Dispatcher &dispatcher, const Clock &clock, std::uint64_t seed)
    : m_dispatcher(dispatcher)
    , m_clock(clock)
    , m_seed(seed)
    , m_readiness(
          context, [this] { m_isGathering = true; }, [this] { performAll(); })
    , m_wakeups(
          context, [this] { return now(); }, [this](const Wakeups::Sleeper &sleeper) { entryOf(sleeper.slot).slot->wake(sleeper.sleep); })
    , m_postbox(std::make_shared<Postbox>(context))
    , m_connectors(
          m_postbox,
          [this](SlotId slot, const Connectors::Opened &result) { opened(slot, result); },
          [this](SlotId slot) { closed(slot); })
{}

PgBackend::~PgBackend()
{
    m_postbox->close();
}

void PgBackend::setTarget(Target target, std::string runPrefix)
{
    m_target = std::make_shared<const Target>(std::move(target));
    m_runPrefix = std::move(runPrefix);
}

void PgBackend::setTraffic(const TrafficPlan &traffic)
{
    const std::uint64_t generation = m_workload ? m_workload->generation + 1 : 1;
    Random seeds(m_seed);
    m_workload = slotWorkload(traffic,
                              {.scale = traffic.workload.scale.value_or(1),
                               .randomSeed = static_cast<std::int64_t>(m_seed),
                               .defaultSeed = static_cast<std::int64_t>(seeds.next() >> 1)},
                              generation);
}

PgBackend::Entry &PgBackend::entryOf(SlotId id)
{
    const auto pool = static_cast<std::size_t>(id.pool);
    if (m_entries.size() <= pool)
        m_entries.resize(pool + 1);
    auto &slots = m_entries[pool];
    while (slots.size() <= id.index) {
        const SlotId next{id.pool, static_cast<SlotIndex>(slots.size())};
        const std::uint64_t seed = m_seed ^ (static_cast<std::uint64_t>(pool) << 32 | next.index);
        slots.push_back({.slot = std::make_unique<PgSlot>(m_readiness, next, m_slots++, seed, *this)});
    }
    return slots[id.index];
}

// --- commands

void PgBackend::flush()
{
    if (!m_isGathering)
        performAll();
}

void PgBackend::performAll()
{
    m_isGathering = true;
    std::vector<Command> &commands = m_dispatcher.commands();
    for (std::size_t i = 0; i < commands.size(); ++i)
        perform(Command(commands[i])); // a copy: performing may add to the vector
    commands.clear();
    m_isGathering = false;
}

void PgBackend::perform(const Command &command)
{
    switch (command.kind) {
    case Command::Kind::Open:
        open(command.slot);
        break;
    case Command::Kind::Close:
        close(command.slot);
        break;
    case Command::Kind::Send:
        entryOf(command.slot).slot->send(command.script, command.keepsParameters);
        break;
    case Command::Kind::Cancel:
        cancel(command.slot);
        break;
    case Command::Kind::Cut:
        entryOf(command.slot).slot->cut();
        break;
    }
}

void PgBackend::open(SlotId id)
{
    Entry &entry = entryOf(id);
    const PoolPlan *plan = m_dispatcher.planOf(id.pool);
    assert(plan && m_target);
    const std::string label = slotLabel(id);
    entry.connectionName = label + '#' + std::to_string(++m_openings);
    entry.openingSince = now();
    m_connectors.open(id,
                      m_target,
                      {.connectionName = entry.connectionName,
                       .applicationName = m_runPrefix + '/' + label,
                       .connectTimeout = plan->connectTimeout,
                       .statementTimeout = plan->statementTimeout,
                       .isReadOnly = m_isReadOnly});
}

void PgBackend::close(SlotId id)
{
    Entry &entry = entryOf(id);
    entry.slot->surrender();
    m_connectors.close(id, entry.connectionName);
}

void PgBackend::cancel(SlotId id)
{
    PgSlot &slot = *entryOf(id).slot;
    if (!slot.hasConnection())
        return;
    slot.cancelSent();
    m_canceller.cancel(slot.cancelKey(), [id, postbox = m_postbox, this] {
        postbox->post([this, id] {
            entryOf(id).slot->cancelReturned();
            flush();
        });
    });
}

void PgBackend::abandonAll()
{
    for (auto &slots : m_entries) {
        for (Entry &entry : slots) {
            if (!entry.slot->hasConnection())
                continue;
            entry.slot->cut();
            entry.slot->surrender();
        }
    }
}

// --- reports

void PgBackend::opened(SlotId id, const Connectors::Opened &result)
{
    Entry &entry = entryOf(id);
    if (result.handle) {
        entry.slot->adopt(result.handle);
        m_dispatcher.slotOpened(id, entry.slot->backendPid(), now() - entry.openingSince, now());
    } else {
        m_dispatcher.slotOpenFailed(id, result.error, now());
    }
    flush();
}

void PgBackend::closed(SlotId id)
{
    m_dispatcher.slotClosed(id, now());
    flush();
}

void PgBackend::slotCompleted(SlotId slot, TimePoint sent, TimePoint ended, bool isUsable, std::string_view parameters)
{
    m_dispatcher.requestCompleted(slot, sent, isUsable, ended, parameters);
    flush();
}

void PgBackend::slotFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable)
{
    m_dispatcher.requestFailed(slot, sent, error, isUsable, now());
    flush();
}

void PgBackend::slotDied(SlotId slot, const std::string &why)
{
    m_dispatcher.slotLost(slot, why, now());
    flush();
}

void PgBackend::slotSleeps(SlotId slot, std::uint64_t sleep, TimePoint until)
{
    m_wakeups.add({.at = until, .slot = slot, .sleep = sleep});
}

void PgBackend::sawLargeResult(SlotId slot, std::uint64_t rows)
{
    if (rows < largeResult || m_warnedGeneration == m_workload->generation)
        return;
    m_warnedGeneration = m_workload->generation;
    m_dispatcher.note({.kind = EventKind::Warning,
                       .severity = Severity::Warning,
                       .pool = slot.pool,
                       .slot = slot.index,
                       .detail = text(QT_TRANSLATE_NOOP("core", "The statement returns %1 rows; they are read one by one and thrown away. Add a LIMIT to measure the server and not the transfer."),
                                      static_cast<long long>(rows))},
                      now());
}

} // namespace poolwart
