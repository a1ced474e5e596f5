// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/headlessrun.h"

#include "model/core/errortext.h"
#include "model/run/measuredrun.h"
#include "model/server/connection/connecttimeout.h"
#include "model/store/runjournal.h"
#include "model/tables/format.h"

#include <QLocale>

#include <algorithm>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

bool isOpened(const PoolSnapshot &pool, const Plan &plan)
{
    const PoolPlan *wanted = findPool(plan, pool.id);
    return !wanted || pool.open >= wanted->minimumIdle.value_or(wanted->slots);
}

// None is opening, or each slot was tried once: the tries that follow a failure may each take the connect timeout.
bool isRefused(const PoolSnapshot &pool)
{
    const bool wereAllTried =
        pool.counters.openFailures > 0 && pool.counters.opened + pool.counters.openFailures >= static_cast<std::uint64_t>(pool.minimumIdle);
    return (pool.opening == 0 && !pool.lastConnectError.empty()) || wereAllTried;
}

// The options that make `offer` of the plan; for pools of several sizes there are none.
QString optionsFor(const Plan &offer, const Plan &plan)
{
    const int slots = offer.pools.front().slots;
    if (!std::ranges::all_of(offer.pools, [slots](const PoolPlan &pool) { return pool.slots == slots; }))
        return {};
    const QString pools = offer.pools.size() == plan.pools.size() ? QString() : u"--pools %1 "_s.arg(offer.pools.size());
    return pools + u"--slots %1"_s.arg(slots);
}

// If each slot takes as long as it may, and a little for the threads in between.
std::chrono::milliseconds openingDeadline(const Plan &plan, const Target &target)
{
    std::chrono::milliseconds sum{0};
    for (const PoolPlan &pool : plan.pools)
        sum += longestConnect(target, pool.connectTimeout) * minimumIdleOf(pool);
    return std::chrono::ceil<std::chrono::seconds>(sum / openedAtOnce) + std::chrono::seconds(10);
}

constexpr auto silentOpening = std::chrono::seconds(5); // then it is said what is waited for

} // namespace

HeadlessRun::HeadlessRun(RunOptions options, Target target, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_target(std::move(target))
    , m_session(m_options.seed)
    , m_metrics(&m_session)
{
    connect(&m_session, &Session::stateChanged, this, &HeadlessRun::onStateChanged);
    connect(&m_session, &Session::failed, this, &HeadlessRun::onFailed);
    connect(&m_session, &Session::refreshed, this, &HeadlessRun::onRefreshed);
    connect(&m_session, &Session::eventsArrived, this, &HeadlessRun::onEvents);
    connect(&m_session, &Session::shutDown, this, &HeadlessRun::onShutDown);
    connect(&m_session, &Session::progress, this, [this](const QString &text) { m_progress.show(text); });
}

void HeadlessRun::start()
{
    for (const Done &accepted :
         {serveMetrics(), m_session.replacePlan(m_options.plan), m_session.setTraffic(m_options.traffic), logQueries()}) {
        if (!accepted)
            return giveUp(withOptions(accepted.error(), m_session.largestFittingPlan()));
    }
    if (const auto *sandbox = std::get_if<SandboxChoice>(&m_options.server)) {
        m_session.startSandbox(sandbox->maxConnections, sandbox->superuserReserved);
    } else {
        if (m_options.allowsWrites)
            m_session.allowWrites(m_target);
        m_session.connectTo(m_target);
    }
}

Done HeadlessRun::serveMetrics()
{
    if (!m_options.metrics)
        return done();
    const Done listening = m_metrics.listen(*m_options.metrics);
    if (listening)
        printNote(tr("metrics at %1").arg(QString::fromStdString(metricsUrl(m_metrics.address()))));
    return listening;
}

Done HeadlessRun::logQueries()
{
    const LogOptions &log = m_options.log;
    if (log.oneIn == 0)
        return done();
    QueryLogging logging{.isOn = true, .oneIn = log.oneIn, .pools = {}, .showsParameters = log.showsParameters};
    for (const std::string &name : log.pools) {
        const auto &pools = m_session.plan().pools;
        const auto found = std::ranges::find(pools, name, &PoolPlan::name);
        if (found == pools.end())
            return Error{.kind = ErrorKind::BadInput,
                         .message = tr("--log-pool: the plan has no pool “%1”.").arg(QString::fromStdString(name)).toStdString()};
        logging.pools.push_back(found->id);
    }
    if (log.file) {
        auto file = LogFile::open(*log.file);
        if (!file)
            return Error{.kind = file.error().kind, .message = "--log-file: " + file.error().message};
        m_log = std::move(*file);
    }
    m_session.setQueryLog(logging);
    return done();
}

void HeadlessRun::tellQuery(const Event &event)
{
    if (m_logFault)
        return;
    const QString line = eventLine(event);
    if (!m_log)
        m_progress.clear();
    const Done written = m_log ? m_log->append(line.toStdString()) : printLogLine(line);
    if (written)
        return;
    m_logFault = written.error();
    m_logFault->hint = tr("The run continues without that log.").toStdString();
    m_progress.clear();
    printError(*m_logFault);
}

void HeadlessRun::terminate(int signal)
{
    m_progress.clear();
    const QString name = u"SIG"_s + QString::fromLatin1(::sigabbrev_np(signal));
    if (m_phase == Phase::ShuttingDown) {
        printNote(tr("%1: running requests are cut now.").arg(name));
        m_session.shutdownNow();
    } else if (m_phase == Phase::WarmingUp || m_phase == Phase::Measuring) {
        printNote(
            tr("%1: the run ends here and is recorded; running requests may take up to %2.").arg(name, formatSetting(m_options.drain)));
        endMeasuring();
    } else {
        giveUp({.kind = ErrorKind::Cancelled, .message = tr("Stopped by %1 before the traffic began.").arg(name).toStdString()});
    }
}

void HeadlessRun::onStateChanged(Session::State state)
{
    if (m_phase != Phase::Connecting || state != Session::State::Connected)
        return;
    if (const Done fits = checkBudget(m_session.budget()); !fits)
        return giveUp(fits.error());
    m_phase = Phase::Opening;
    m_openingSince = std::chrono::steady_clock::now();
}

void HeadlessRun::onFailed(const Error &error)
{
    m_saidFailures.insert(eventText(error));
    if (m_phase == Phase::Connecting)
        return giveUp(withOptions(error, m_session.largestFittingPlan()));
    m_progress.clear();
    printError(error);
}

Error HeadlessRun::withOptions(Error refusal, const std::optional<Plan> &offer) const
{
    const QString options = refusal.kind == ErrorKind::BudgetExceeded && offer ? optionsFor(*offer, m_options.plan) : QString();
    if (!options.isEmpty())
        refusal.hint += ' ' + tr("Use %1.").arg(options).toStdString();
    return refusal;
}

void HeadlessRun::onRefreshed()
{
    const Snapshot &snapshot = m_session.snapshot();
    const bool isUnderWay = m_phase == Phase::WarmingUp || m_phase == Phase::Measuring;
    if (isUnderWay && snapshot.failureStop)
        endMeasuring(); // most requests fail
    switch (m_phase) {
    case Phase::Opening:
        awaitOpening();
        break;
    case Phase::WarmingUp:
        if (snapshot.at - m_phaseSince >= m_options.warmup)
            beginMeasuring();
        break;
    case Phase::Measuring:
        // The figures start anew with the engine's next turn; until then the snapshot is of before.
        if (snapshot.measuredSince >= m_phaseSince && snapshot.at - snapshot.measuredSince >= m_options.duration)
            endMeasuring();
        break;
    case Phase::Connecting:
    case Phase::ShuttingDown:
        break;
    }
    showProgress();
}

// A pool that cannot open its slots does not stop the others; if none can, there is nothing to measure.
void HeadlessRun::awaitOpening()
{
    const std::vector<PoolSnapshot> &pools = m_session.snapshot().pools;
    const bool isSettled = !pools.empty() && std::ranges::all_of(pools, [this](const PoolSnapshot &pool) {
        return isOpened(pool, m_session.plan()) || isRefused(pool);
    });
    const auto waited = std::chrono::steady_clock::now() - m_openingSince;
    if (!isSettled && waited <= openingDeadline(m_options.plan, m_target)) {
        if (waited > silentOpening)
            tellOpening();
        return;
    }
    if (std::ranges::any_of(pools, [this](const PoolSnapshot &pool) { return pool.open > 0 || isOpened(pool, m_session.plan()); }))
        return startTraffic();
    giveUp({.kind = ErrorKind::CannotConnect,
            .message = tr("No slot of any pool could be opened.").toStdString(),
            .details = pools.empty() ? std::string() : pools.front().lastConnectError});
}

void HeadlessRun::tellOpening()
{
    if (std::exchange(m_hasToldOpening, true))
        return;
    const OpeningFigures opening = openingOf(m_session.snapshot().pools);
    m_progress.clear();
    printNote(tr("%1 of %2 slots are open; the traffic starts when all are open, or after %3")
                  .arg(formatCount(static_cast<std::uint64_t>(opening.open)), formatCount(static_cast<std::uint64_t>(opening.wanted)),
                       formatSetting(openingDeadline(m_options.plan, m_target))));
}

// Whoever reads the figures should know of what they are.
void HeadlessRun::tellMissingSlots()
{
    for (const PoolSnapshot &pool : m_session.snapshot().pools) {
        if (isOpened(pool, m_session.plan()))
            continue;
        m_progress.clear();
        printNote(tr("the measurement begins with %1 of %2 slots of %3 open. %4")
                      .arg(formatCount(static_cast<std::uint64_t>(pool.open)), formatCount(static_cast<std::uint64_t>(pool.minimumIdle)),
                           QString::fromStdString(pool.name), QString::fromStdString(pool.lastConnectError))
                      .trimmed());
    }
}

void HeadlessRun::startTraffic()
{
    // Without a warm-up the figures begin before the first request, so that each one counts.
    const bool warmsUp = m_options.warmup.count() > 0;
    if (!warmsUp)
        beginMeasuring();
    if (const Done allowed = m_session.checkStart(); !allowed)
        return giveUp(allowed.error());
    m_session.startTraffic(m_options.continuesAnyway ? FailureLimit::None : FailureLimit::Half);
    if (!warmsUp)
        return;
    m_phase = Phase::WarmingUp;
    m_phaseSince = m_session.snapshot().at;
    m_startedAt = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

void HeadlessRun::beginMeasuring()
{
    m_phase = Phase::Measuring;
    m_phaseSince = m_session.snapshot().at;
    m_startedAt = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    m_opening = openingOf(m_session.snapshot().pools);
    tellMissingSlots();
    m_openedBefore = openedOf(m_session.snapshot().pools);
    m_session.setArrivalRecording(m_options.recordsArrivals);
    m_session.resetFigures();
    if (m_options.out)
        m_session.startRecording(journalPath(*m_options.out), true);
}

void HeadlessRun::endMeasuring()
{
    m_measured = m_session.snapshot();
    m_measuredFrom = std::max(m_phaseSince, m_measured->measuredSince); // a run stopped in its warm-up: since its start
    m_head = m_session.runHead();                                       // later the server is not seen any more
    m_head.startedAt = m_startedAt;
    m_head.opening = m_opening;
    m_failure = faultOfMeasured();
    end();
}

void HeadlessRun::giveUp(const Error &error)
{
    m_failure = error;
    end();
}

void HeadlessRun::end()
{
    m_phase = Phase::ShuttingDown;
    m_session.shutdown(m_options.drain);
}

void HeadlessRun::onShutDown(const ShutdownReport &report)
{
    m_progress.clear();
    for (const EventNotes::Rest &rest : m_notes.rest())
        printNote(tr("%n more of this kind, the last: %1", nullptr, static_cast<int>(rest.count)).arg(eventLine(rest.last)));
    if (m_measured && !m_failure)
        m_failure = faultOfRequests();
    if (m_failure)
        printError(*m_failure);
    if (m_measured)
        m_record = makeRecord(report);
    if (m_recordLoss)
        printError(*m_recordLoss);
    Q_EMIT finished(endingAfter(report));
}

// An incomplete log or record leaves the figures valid, but the exit code must report it.
ExitCode HeadlessRun::endingAfter(const ShutdownReport &report) const
{
    const ExitCode ending = m_failure ? exitCodeOf(*m_failure) : exitCodeOf(report);
    if (ending != ExitCode::Ok)
        return ending;
    const std::optional<Error> &fault = m_logFault ? m_logFault : m_recordLoss;
    return fault ? exitCodeOf(*fault) : ending;
}

RunRecord HeadlessRun::makeRecord(const ShutdownReport &report)
{
    RunBuilder builder = m_session.stopRecording();
    builder.head() = std::move(m_head);
    builder.setMeasured(
        {.from = m_measuredFrom, .measured = *m_measured, .last = m_session.snapshot(), .openedBefore = std::move(m_openedBefore)});
    builder.setShutdown(report);
    m_recordLoss = builder.loss();
    return builder.record();
}

} // namespace poolwart
