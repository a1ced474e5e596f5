// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runbuilder.h"
#include "model/store/runjournal.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace poolwart {

// One second with what is recorded of it beside the engine's figures. Marks are in engine time.
struct RecordedSecond
{
    SecondFigures figures;
    std::optional<RunServerSecond> server;
    double cpuShare = 0; // of the engine
    std::vector<RunMark> marks;
    std::map<std::string, std::string> settings; // of the server, once they are known and the head had none
};

// Records a run on a thread of its own: encodes its seconds, writes each into the journal and adds them up. A disk that is
// full or gone is told once, until it takes a line again; the run goes on, and what comes of it at the end is whole.
class RunRecorder
{
public:
    // From when on: the first second that ends after it, or that belongs to a measuring begun after it.
    struct Start
    {
        TimePoint after{};
        bool isNewMeasuring = false;
    };

    RunRecorder(std::string journal, RunRecord head, Start start);
    ~RunRecorder(); // finish(); the journal stays
    RunRecorder(const RunRecorder &) = delete;
    RunRecorder &operator=(const RunRecorder &) = delete;

    // Any thread; neither waits for the disk.
    bool add(RecordedSecond second); // false: it is of before the start
    std::optional<Error> takeFault();

    const std::string &journal() const { return m_path; }

    // Waits until all is written. With the series and all figures that come of them; once.
    RunRecord finish();
    // The journal is not needed any more.
    void forgetJournal();

private:
    void run(const std::stop_token &stop);
    void write(RecordedSecond second);
    void report(const Done &written);

    const std::string m_path;
    const Start m_start;
    std::optional<TimePoint> m_begin; // of the first second; of the thread, until it has ended
    RunRecord m_run;
    RunBuilder m_builder;                  // as above
    std::unique_ptr<RunJournal> m_journal; // as above; null: it could not be made
    bool m_isFailing = false;              // as above

    std::mutex m_mutex; // guards the two below; nothing waits under it
    std::condition_variable_any m_changed;
    std::deque<RecordedSecond> m_queue;
    std::optional<Error> m_fault;

    std::jthread m_thread; // last
};

} // namespace poolwart
