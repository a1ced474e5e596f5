// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QString>

namespace poolwart {

// Results go to standard output, everything else to standard error. Neither ends with a line that is cut in its middle,
// where that can be helped.
void printOut(const QString &text);
void printOut(const QByteArray &utf8);
// Whether all of it has arrived; asked at the end.
Done finishOut();

void printNote(const QString &line);    // "poolwart: …"
Done printLogLine(const QString &line); // the same, for a line that was asked for
void printError(const Error &error);    // the message, then its hint and details, indented

// One line on standard error that is written over again and again; nothing where that is no terminal.
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
