// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"
#include "model/store/runfile.h"

#include <memory>
#include <string>
#include <vector>

namespace poolwart {

// The recording of a run: JSON Lines, the head first, then one line per second. Each line is written by one call and never
// changed, so that all complete seconds survive the end of the program.
class RunJournal
{
public:
    // An existing journal belongs to an interrupted run; it is kept as "….old".
    static Outcome<std::unique_ptr<RunJournal>> create(const std::string &path, const RunRecord &head);

    // A line that could not be written completely is removed; the next one may succeed. `settings`: the server's, if they were
    // not known for the head; otherwise empty.
    Done append(const RunSecond &second, const RunBreakdown &breakdown, const std::vector<RunMark> &marks,
                const std::map<std::string, std::string> &settings = {});
    // Removes the journal: the run has ended and is stored elsewhere.
    void remove();

private:
    RunJournal(std::string path, Descriptor file);
    Done write(const QByteArray &line);

    std::string m_path;
    Descriptor m_file;
};

// The path of the journal for a run file.
std::string journalPath(const std::string &runFile);

// Writes the run file of a run that has ended and removes its journal. On an error the journal stays, and the error names it.
Done storeRun(const RunRecord &run, const std::string &path);

bool isRunJournal(const std::string &path);
// Reads up to the last complete second; ignores an incomplete last line and refuses an earlier one.
Outcome<RunRecord> readRunJournal(const std::string &path);

} // namespace poolwart
