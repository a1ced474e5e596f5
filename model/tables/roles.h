// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace poolwart {

// Roles that the models of this folder share with their delegates.
enum TableRole {
    RawRole = Qt::UserRole + 1, // the value itself, for sorting and export
    PoolIdRole,                 // quint32
    SparklineRole,              // QList<double>, oldest first
    ToneRole,                   // Tone, as int
    ProblemRole,                // why the cell's value is refused; empty: it is not
    SuggestionRole,             // the value that would be taken instead, if there is one
    MarkRole,                   // bool: the default pool, a slot held closed
    SeverityRole,               // Severity, as int
    StateRole,                  // SlotState or PoolState, as int
    ChoicesRole,                // QStringList: what can be chosen in the cell; empty: it is typed
};

// How loudly a figure speaks.
enum class Tone { Quiet, Normal, Warning, Alarm };

} // namespace poolwart
