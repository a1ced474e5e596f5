// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/dispatcher.h"
#include "model/engine/canceller.h"
#include "model/engine/connectors.h"
#include "model/engine/enginetime.h"
#include "model/engine/farewells.h"
#include "model/engine/pgslot.h"
#include "model/engine/sleepqueue.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Performs a dispatcher's commands on PostgreSQL and reports back to it. Engine thread.
class PgBackend
{
public:
    PgBackend(asio::io_context &context, Dispatcher &dispatcher, const EngineTime &clock, std::uint64_t seed);
    ~PgBackend();
    PgBackend(const PgBackend &) = delete;
    PgBackend &operator=(const PgBackend &) = delete;

    // "poolwart/<run>" begins the application_name of each slot. Applies to connections opened from now on.
    void setTarget(Target target, std::string runPrefix);
    void setTraffic(const TrafficPlan &traffic);
    void setReadOnly(bool on) { m_isReadOnly = on; } // for connections opened from now on
    bool isReadOnly() const { return m_isReadOnly; }
    const std::string &firstStatement() const { return m_workload->scripts.front().script.statements().front().sql; }

    // Performs the dispatcher's commands; call after every input to it. Nested calls are folded.
    void flush();
    // Cancels the openings under way that wait for a pooler's server connection.
    void cancelOverdueWaiting() { m_connectors.cancelOverdueWaiting(); }
    // After something threw on the engine thread: the rest of the commands, and the waits for sockets and sleepers.
    void goOn();
    // Returns every connection to its connector, whatever it is doing; the connectors close them.
    void abandonAll();

    // --- for the slots: what they ask, and what they report
    TimePoint now() const { return m_clock.now(); }
    const std::shared_ptr<SlotWorkload> &workload() const { return m_workload; }
    void slotCompleted(SlotId slot, TimePoint sent, TimePoint ended, bool isUsable, std::string_view parameters);
    void slotFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable);
    void slotDied(SlotId slot, const std::string &why);                 // while idle
    void slotSleeps(SlotId slot, std::uint64_t sleep, TimePoint until); // → wake()
    void slotOverran(SlotId slot) { cancel(slot, false); } // its statement timeout, which no session keeps for it: it is to be cancelled
    void sawResult(SlotId slot, std::uint64_t rows, std::uint64_t bytes);
    void sawForeignSession(SlotId slot, std::string_view sqlState); // a prepared statement was there, or was not

private:
    struct Entry
    {
        std::unique_ptr<PgSlot> slot;
        std::string connectionName;
        TimePoint openingSince{};
        std::optional<std::chrono::milliseconds> statementTimeout; // at its opening
        bool isReadOnly = false;                                   // at its opening
    };

    Entry &entryOf(SlotId slot);
    void performAll();
    void perform(const Command &command);
    void open(SlotId slot);
    void close(SlotId slot);
    void cancel(SlotId slot, bool endsRequest);
    void opened(SlotId slot, const Connectors::Opened &result);
    std::optional<Pooler> poolerOf(const Connectors::Opened &opened) const;
    void closed(SlotId slot, Descriptor socket);
    void gone(SlotId slot);

    Dispatcher &m_dispatcher;
    const EngineTime &m_clock;
    std::uint64_t m_seed;
    Readiness m_readiness;
    SleepQueue m_sleepQueue;
    std::shared_ptr<EngineExecutor> m_executor;
    Connectors m_connectors;
    Canceller m_canceller;
    Farewells m_farewells;
    std::shared_ptr<const Target> m_target;
    bool m_isReadOnly = true;
    std::string m_runPrefix;
    std::shared_ptr<SlotWorkload> m_workload;
    int m_slots = 0;                           // slots created so far
    std::vector<std::vector<Entry>> m_entries; // [PoolId][SlotIndex]
    std::size_t m_performed = 0;               // of the commands
    bool m_isGathering = false;                // commands wait until the end of the batch or of the current flush
    std::uint64_t m_warnedGeneration = 0;      // of the large result
    std::uint64_t m_hintedGeneration = 0;      // of a prepared statement that a pooler took away
    const std::string m_runWord;               // this run's own
};

} // namespace poolwart
