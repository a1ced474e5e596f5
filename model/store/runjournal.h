// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"
#include "model/store/runfile.h"

#include <memory>
#include <string>
#include <vector>

namespace poolwart {

// A run as it is recorded: JSON Lines, the head first, then a line a second. Each line is written by one call and never
// touched again, so that a program killed at any moment leaves all whole seconds behind.
class RunJournal
{
public:
    // A journal that is there already is of a run that was interrupted; it is kept beside, as "….old".
    static Outcome<std::unique_ptr<RunJournal>> create(const std::string &path, const RunRecord &head);

    // A line that could not be written whole is taken back: the next one may find room again.
    // `settings`: the server's, where they were not known yet for the head; else empty.
    Done append(const RunSecond &second, const RunBreakdown &breakdown, const std::vector<RunMark> &marks,
                const std::map<std::string, std::string> &settings = {});
    // The run is over and stored elsewhere.
    void remove();

private:
    RunJournal(std::string path, Descriptor file);
    Done write(const QByteArray &line);

    std::string m_path;
    Descriptor m_file;
};

// Where the journal of a run file is.
std::string journalPath(const std::string &runFile);

// Writes the run file of a run that is over; then its journal goes. On an error the journal stays, and the error names it.
Done storeRun(const RunRecord &run, const std::string &path);

bool isRunJournal(const std::string &path);
// What was recorded up to the last full second; a last line that is torn is passed over, one before it is refused.
Outcome<RunRecord> readRunJournal(const std::string &path);

} // namespace poolwart
