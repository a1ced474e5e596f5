// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace poolwart {

// Roles shared by the models of this folder and their delegates.
enum TableRole {
    RawRole = Qt::UserRole + 1, // the value itself, for sorting and export
    PoolIdRole,                 // quint32
    SparklineRole,              // QList<double>, oldest first
    ToneRole,                   // Tone, as int
    ProblemRole,                // why the cell's value is refused; empty: accepted
    SuggestionRole,             // a value that would be accepted, if any
    MarkRole,                   // bool: the default pool, a slot held closed
    SeverityRole,               // Severity, as int
    StateRole,                  // SlotState or PoolState, as int
    ChoicesRole,                // QStringList: choices of the cell; empty: free text
};

// Emphasis of a figure.
enum class Tone { Quiet, Normal, Warning, Alarm };

} // namespace poolwart
