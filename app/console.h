// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

#include <QString>

namespace poolwart {

// Results go to standard output, everything else to standard error.
void printOut(const QString &text);
void printOut(const QByteArray &utf8);
void printNote(const QString &line);   // "poolwart: …"
void printError(const Error &error);   // the message, then its hint and details, indented

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
