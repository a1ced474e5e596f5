// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"
#include "app/output/console.h"
#include "app/output/eventnotes.h"
#include "app/output/exitcode.h"
#include "model/files/logfile.h"
#include "model/metrics/metricsserver.h"
#include "model/session/session.h"
#include "model/store/runfile.h"

#include <QObject>

#include <map>
#include <optional>
#include <set>

namespace poolwart {

// One run without a window: connect, open all pools, warm up, measure, shut down. Emits finished() exactly once; each phase is
// bounded by the options' times and the pools' own timeouts.
class HeadlessRun : public QObject
{
    Q_OBJECT

public:
    // `target` is not used with the sandbox.
    HeadlessRun(RunOptions options, Target target, QObject *parent = nullptr);

    void start();

    // SIGTERM, SIGINT and SIGHUP: the first one serves the accepted requests and records the run, the second one ends at once.
    void terminate(int signal);

    // Valid after finished() if the traffic had started.
    const std::optional<RunRecord> &record() const { return m_record; }

Q_SIGNALS:
    void finished(poolwart::ExitCode code);

private:
    enum class Phase { Connecting, Opening, WarmingUp, Measuring, ShuttingDown };

    void onStateChanged(Session::State state);
    void onFailed(const Error &error);
    void onRefreshed();
    void onEvents(const std::vector<Event> &events);
    void onShutDown(const ShutdownReport &report);

    Done serveMetrics();
    Done logQueries(); // resolves pool names; needs the ids of the plan
    void tellQuery(const Event &event);
    void awaitOpening();
    void tellOpening();
    void tellMissingSlots();
    void startTraffic();
    void beginMeasuring();
    void endMeasuring();
    std::optional<Error> faultOfMeasured() const;
    std::optional<Error> faultOfRequests() const;
    Error faultOf(const FailureStop &stop) const;
    bool meansReadOnly(std::string_view sqlState) const;
    static std::string allowWritesHint();
    bool isSaidElsewhere(const Event &event) const;
    Error withOptions(Error refusal, const std::optional<Plan> &offer) const; // adds the options to use when a plan does not fit
    void giveUp(const Error &error);
    void end();
    void showProgress();
    QString progressText() const;
    RunRecord makeRecord(const ShutdownReport &report);
    ExitCode endingAfter(const ShutdownReport &report) const;

    RunOptions m_options;
    Target m_target;
    Session m_session;
    MetricsServer m_metrics;
    ProgressLine m_progress;
    std::optional<LogFile> m_log;    // query log; empty: standard error
    std::optional<Error> m_logFault; // set when writing the log has failed; nothing is written afterwards
    Phase m_phase = Phase::Connecting;
    std::chrono::steady_clock::time_point m_openingSince;
    TimePoint m_phaseSince{};               // engine time
    std::chrono::sys_seconds m_startedAt{}; // start of the measurement
    bool m_hasToldOpening = false;
    OpeningFigures m_opening;
    std::map<PoolId, std::uint64_t> m_openedBefore; // connections opened before the measurement
    std::optional<Snapshot> m_measured;             // at the end of the measurement
    TimePoint m_measuredFrom{};
    RunRecord m_head;                     // at the end of the measurement
    std::optional<Error> m_failure;       // determines the exit code
    EventNotes m_notes;                   // chooses the events that are printed to standard error
    std::set<std::string> m_saidFailures; // messages of the session that were already printed
    std::optional<RunRecord> m_record;
    std::optional<Error> m_recordLoss; // of histograms that the record lacks
};

} // namespace poolwart
