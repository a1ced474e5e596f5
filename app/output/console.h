// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QString>

namespace poolwart {

// Results go to standard output, everything else to standard error. Neither stream ends in the middle of a line if that can be
// avoided.
void printOut(const QString &text);
void printOut(const QByteArray &utf8);
// Returns whether all output was written; call at the end.
Done finishOut();

void printNote(const QString &line);    // "poolwart: …"
Done printLogLine(const QString &line); // the same for a line of the query log
void printError(const Error &error);    // the message, then its hint and details, indented

qsizetype terminalColumns(); // of standard output; 80 where it is no terminal

// One line on standard error that is overwritten repeatedly; prints nothing if standard error is not a terminal.
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine(); // clear()
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const QString &line);
    void clear();

private:
    bool m_isTerminal;
    bool m_isShown = false;
};

} // namespace poolwart
