// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/connectors.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto joinTimeout = 1s; // for all threads together

// The connections that this connector thread has open; what is left at its end is closed there.
thread_local std::set<std::string> openHere;

void closeAllHere()
{
    for (const std::string &name : std::exchange(openHere, {}))
        closeConnection(name);
}

Connectors::Opened openHereNow(const Target &target, const ConnectionRequest &request)
{
    Connectors::Opened opened;
    if (auto error = openConnection(target, request))
        opened.error = std::move(*error);
    else
        opened.handle = nativeHandle(request.connectionName);
    opened.isPooled = isPooledConnection(request.connectionName);
    if (opened.handle)
        openHere.insert(request.connectionName);
    return opened;
}

Descriptor closeHere(const std::string &name)
{
    Descriptor socket = socketOf(name);
    closeConnection(name);
    openHere.erase(name);
    return socket;
}

} // namespace

Connectors::Connectors(std::shared_ptr<EngineExecutor> executor, OpenedHandler opened, ClosedHandler closed)
    : m_executor(std::move(executor))
    , m_opened(std::make_shared<OpenedHandler>(std::move(opened)))
    , m_closed(std::make_shared<ClosedHandler>(std::move(closed)))
{}

Connectors::~Connectors()
{
    m_stop.request_stop();
    const auto threads = {&m_threads, &m_pooledThreads};
    for (const Threads *some : threads)
        std::ranges::for_each(*some, [](const auto &thread) { thread->stop(); });
    const auto deadline = std::chrono::steady_clock::now() + joinTimeout;
    for (const Threads *some : threads)
        std::ranges::for_each(*some, [deadline](const auto &thread) { thread->join(deadline); });
}

// One that has nothing to do, else another one, else the one that has the least to do.
JobThreads &Connectors::threadOf(Threads &threads, std::size_t most)
{
    const auto unfinished = [](const auto &thread) { return thread->unfinished(); };
    const auto least = std::ranges::min_element(threads, {}, unfinished);
    if (least != threads.end() && (threads.size() == most || unfinished(*least) == 0))
        return **least;
    threads.push_back(std::make_unique<JobThreads>(JobThreads::Settings{.maxThreads = 1, .atEnd = closeAllHere}));
    return *threads.back();
}

void Connectors::open(SlotId slot, std::shared_ptr<const Target> target, ConnectionRequest request)
{
    request.stop = m_stop.get_token();
    JobThreads &thread = target->pooler ? threadOf(m_pooledThreads, pooledThreadCount) : threadOf(m_threads, threadCount);
    m_threadOf[slot] = &thread;
    const auto report = [slot, executor = m_executor, handler = m_opened](Opened opened) {
        executor->post([slot, handler, opened = std::move(opened)] { (*handler)(slot, opened); });
    };
    thread.add([target = std::move(target), request = std::move(request),
                report](const std::stop_token &) { report(openHereNow(*target, request)); },
               [report](const Error &error) { report({.handle = nullptr, .isPooled = false, .error = error}); });
}

void Connectors::close(SlotId slot, std::string connectionName)
{
    const auto report = [slot, executor = m_executor, handler = m_closed](Descriptor socket) {
        executor->post([slot, handler, socket = std::move(socket)]() mutable { (*handler)(slot, std::move(socket)); });
    };
    m_threadOf.at(slot)->add([name = std::move(connectionName), report](const std::stop_token &) { report(closeHere(name)); },
                             [report](const Error &) { report(Descriptor()); });
}

} // namespace poolwart
