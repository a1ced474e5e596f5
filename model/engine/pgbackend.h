// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/dispatcher.h"
#include "model/engine/canceller.h"
#include "model/engine/connectors.h"
#include "model/engine/farewells.h"
#include "model/engine/pgslot.h"
#include "model/engine/sleepqueue.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Carries out a dispatcher's commands on PostgreSQL and reports back to it. Engine thread.
class PgBackend final : public PgSlotOwner
{
public:
    class Clock
    {
    public:
        virtual ~Clock() = default;
        virtual TimePoint now() const = 0;
    };

    PgBackend(asio::io_context &context, Dispatcher &dispatcher, const Clock &clock, std::uint64_t seed);
    ~PgBackend() override;

    // "poolwart/<run>": what the application_name of each slot begins with. Connections opened from now on go there.
    void setTarget(Target target, std::string runPrefix);
    void setTraffic(const TrafficPlan &traffic);
    void setReadOnly(bool on) { m_isReadOnly = on; } // connections opened from now on
    bool isReadOnly() const override { return m_isReadOnly; }
    const std::string &firstStatement() const { return m_workload->scripts.front().script.statements().front().sql; }

    // Carries out what the dispatcher wants; after every input to it. Calls within a call are folded into it.
    void flush();
    // Of openings that wait for a pooler's server connection; the pools need none any more.
    void cancelOverdueWaiting() { m_connectors.cancelOverdueWaiting(); }
    // Every connection goes back to its connector, whatever it is doing; the connectors close what they have left.
    void abandonAll();

private:
    struct Entry
    {
        std::unique_ptr<PgSlot> slot;
        std::string connectionName;
        TimePoint openingSince{};
        std::optional<std::chrono::milliseconds> statementTimeout; // that it was opened with
        bool isReadOnly = false;                                   // as it was opened
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

    TimePoint now() const override { return m_clock.now(); }
    const std::shared_ptr<SlotWorkload> &workload() const override { return m_workload; }
    void slotCompleted(SlotId slot, TimePoint sent, TimePoint ended, bool isUsable, std::string_view parameters) override;
    void slotFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable) override;
    void slotDied(SlotId slot, const std::string &why) override;
    void slotSleeps(SlotId slot, std::uint64_t sleep, TimePoint until) override;
    void slotOverran(SlotId slot) override { cancel(slot, false); }
    void sawForeignSession(SlotId slot, std::string_view sqlState) override;
    void sawResult(SlotId slot, std::uint64_t rows, std::uint64_t bytes) override;

    Dispatcher &m_dispatcher;
    const Clock &m_clock;
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
    int m_slots = 0;                           // ever made
    std::uint64_t m_openings = 0;              // so that each connection's name is its own
    std::vector<std::vector<Entry>> m_entries; // [PoolId][SlotIndex]
    bool m_isGathering = false;                // commands wait until the end of the batch, or of the flush that is on
    std::uint64_t m_warnedGeneration = 0;      // of the large result
    std::uint64_t m_hintedGeneration = 0;      // of a prepared statement that a pooler took away
    const std::string m_runWord;               // this run's own
};

} // namespace poolwart
