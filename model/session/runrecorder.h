// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runbuilder.h"
#include "model/store/runjournal.h"
#include "model/threads/jobthreads.h"

#include <deque>
#include <mutex>
#include <optional>

namespace poolwart {

// One second with the data recorded besides the engine's figures. Marks are in engine time.
struct RecordedSecond
{
    SecondFigures figures;
    std::optional<RunServerSecond> server;
    double cpuShare = 0; // of the engine
    std::vector<RunMark> marks;
    std::map<std::string, std::string> settings; // of the server, once known and if the head had none
};

// Records a run on its own thread: encodes its seconds, writes each to the journal and adds them up. A full or missing disk is
// reported once, until a line can be written again; the run continues and its final record is complete.
class RunRecorder
{
public:
    // Where the recording starts: with the first second that ends after `after`, or that belongs to a later measurement.
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
    bool add(RecordedSecond second); // false: it lies before the start
    std::optional<Error> takeFault();

    const std::string &journal() const { return m_path; }

    // Waits until all is written. With all that was recorded; once.
    RunBuilder finish();
    // Removes the journal, which is no longer needed.
    void forgetJournal();

private:
    bool enqueue(RecordedSecond second);
    void createJournal();
    void writeNext();
    void write(RecordedSecond second);
    void report(const Done &written);

    const std::string m_path;
    const Start m_start;
    std::optional<TimePoint> m_begin;      // of the first second; used by the thread until it ends
    RunBuilder m_builder;                  // as above
    std::unique_ptr<RunJournal> m_journal; // as above; null: it could not be created
    bool m_isFailing = false;              // as above

    std::mutex m_mutex; // guards the two members below; never held while waiting
    std::deque<RecordedSecond> m_queue;
    std::optional<Error> m_fault;

    JobThreads m_thread; // last
};

} // namespace poolwart
