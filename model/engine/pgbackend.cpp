// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/pgbackend.h"

#include "model/core/text.h"

#include <atomic>
#include <cassert>
#include <random>
#include <sstream>

namespace poolwart {

namespace {

// Worth a warning:
constexpr std::uint64_t manyRows = 10'000;
constexpr std::uint64_t megabyte = 1'000'000;
constexpr std::uint64_t manyBytes = 10 * megabyte;

// Of the process. It makes each connection's name unique, also beside one on a thread that an earlier engine has given up.
std::atomic<std::uint64_t> openings = 0;

// No two runs have the same, not even with the same seed.
std::string freeWord()
{
    std::random_device device;
    std::ostringstream word;
    word << std::hex << device() << device();
    return word.str();
}

} // namespace

PgBackend::PgBackend(asio::io_context &context, Dispatcher &dispatcher, const EngineTime &clock, std::uint64_t seed)
    : m_dispatcher(dispatcher)
    , m_clock(clock)
    , m_seed(seed)
    , m_readiness(
          context, [this] { m_isGathering = true; }, [this] { performAll(); })
    , m_sleepQueue(
          context, [this] { return now(); },
          [this](const SleepQueue::Sleeper &sleeper) { entryOf(sleeper.slot).slot->wake(sleeper.sleep); })
    , m_executor(std::make_shared<EngineExecutor>(context))
    , m_connectors(
          m_executor, [this](SlotId slot, const Connectors::Opened &result) { opened(slot, result); },
          [this](SlotId slot, Descriptor socket) { closed(slot, std::move(socket)); })
    , m_farewells(context)
    , m_runWord(freeWord())
{}

PgBackend::~PgBackend()
{
    m_executor->close();
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
                              generation, m_runWord);
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
    while (m_performed < commands.size())
        perform(Command(commands[m_performed++])); // a copy: performing may add to the vector
    commands.clear();
    m_performed = 0;
    m_isGathering = false;
}

void PgBackend::goOn()
{
    performAll();
    m_sleepQueue.goOn();
    m_readiness.goOn();
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
        cancel(command.slot, true);
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
    entry.connectionName = label + '#' + std::to_string(++openings);
    entry.openingSince = now();
    entry.statementTimeout = plan->statementTimeout;
    entry.isReadOnly = m_isReadOnly;
    m_connectors.open(id, m_target,
                      {.connectionName = entry.connectionName,
                       .applicationName = m_runPrefix + '/' + (m_target->pooler ? poolLabel(id.pool) : label),
                       .connectTimeout = plan->connectTimeout,
                       .statementTimeout = plan->statementTimeout,
                       .isReadOnly = m_isReadOnly});
}

void PgBackend::close(SlotId id)
{
    Entry &entry = entryOf(id);
    entry.slot->detach();
    m_connectors.close(id, entry.connectionName);
}

void PgBackend::cancel(SlotId id, bool endsRequest)
{
    PgSlot &slot = *entryOf(id).slot;
    if (!slot.hasConnection())
        return;
    slot.cancelSent(endsRequest);
    m_canceller.cancel(slot.cancelKey(), [id, executor = m_executor, this] {
        executor->post([this, id] {
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
            entry.slot->detach();
        }
    }
}

// --- reports

void PgBackend::opened(SlotId id, const Connectors::Opened &result)
{
    Entry &entry = entryOf(id);
    if (result.handle) {
        const bool isWatched = entry.slot->adopt(
            result.handle, {.pooler = poolerOf(result), .statementTimeout = entry.statementTimeout, .isReadOnly = entry.isReadOnly});
        m_dispatcher.slotOpened(id, entry.slot->backendPid(), now() - entry.openingSince, now());
        if (!isWatched) {
            flush(); // it may have been given a request
            entry.slot->drop();
        }
    } else {
        m_dispatcher.slotOpenFailed(id, result.error, now());
    }
    flush();
}

std::optional<Pooler> PgBackend::poolerOf(const Connectors::Opened &opened) const
{
    if (!opened.isPooled)
        return std::nullopt;
    return m_target->pooler.value_or(Pooler());
}

// The server counts a connection until its backend has ended. Only a shutdown opens no other in its place.
void PgBackend::closed(SlotId id, Descriptor socket)
{
    if (!socket.isOpen() || m_dispatcher.isShuttingDown())
        gone(id);
    else
        m_farewells.await(std::move(socket), [this, id] { gone(id); });
}

void PgBackend::gone(SlotId id)
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
    m_sleepQueue.add({.at = until, .slot = slot, .sleep = sleep});
}

void PgBackend::sawForeignSession(SlotId slot, std::string_view sqlState)
{
    if (m_hintedGeneration == m_workload->generation)
        return;
    m_hintedGeneration = m_workload->generation;
    const char *meaning =
        sqlState == "26000"
            ? QT_TRANSLATE_NOOP("core", "26000: the server session that answered does not have the prepared statement.")
            : QT_TRANSLATE_NOOP("core", "42P05: the server session that answered already has a prepared statement of that name.");
    m_dispatcher.note({.kind = EventKind::Warning,
                       .severity = Severity::Warning,
                       .pool = slot.pool,
                       .slot = slot.index,
                       .detail = text(meaning) + ' '
                               + text(QT_TRANSLATE_NOOP(
                                   "core", "A pooler that gives each transaction another server session causes this. Choose the "
                                           "protocol “extended” or “simple”, remove PREPARE and EXECUTE from the script, or connect to "
                                           "the server directly; PgBouncer 1.21 and later keeps protocol-level prepared statements "
                                           "apart if max_prepared_statements is set."))},
                      now());
}

void PgBackend::sawResult(SlotId slot, std::uint64_t rows, std::uint64_t bytes)
{
    if ((rows < manyRows && bytes < manyBytes) || m_warnedGeneration == m_workload->generation)
        return;
    m_warnedGeneration = m_workload->generation;
    const std::string size = bytes < manyBytes ? text(QT_TRANSLATE_NOOP("core", "%1 rows"), static_cast<long long>(rows))
                                               : text(QT_TRANSLATE_NOOP("core", "%1 MB"), static_cast<long long>(bytes / megabyte));
    m_dispatcher.note(
        {.kind = EventKind::Warning,
         .severity = Severity::Warning,
         .pool = slot.pool,
         .slot = slot.index,
         .detail =
             text(QT_TRANSLATE_NOOP("core", "The statement returns %1, which are read row by row and discarded. Add a LIMIT to measure "
                                            "the server instead of the transfer."),
                  size)},
        now());
}

} // namespace poolwart
