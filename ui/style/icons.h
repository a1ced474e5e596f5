// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace poolwart {

enum class Glyph {
    Add,
    Duplicate,
    Remove,
    Drain,
    Pause,
    Play,
    Stop,
    Undo,
    Redo,
    New,
    Open,
    Save,
    Export,
    Pools,
    Latency,
    Traffic,
    Server,
    Runs,
    Sandbox,
    Connect,
    Disconnect,
    Restart,
    Cancel,
    Close,
    Grid,
    Table,
    DisplayPause,
    Reset,
    Log,
    Information,
    Warning,
    Error,
    Star,
};

// Painted from the palette each time, so that icons follow theme, state and scale without files or an SVG plugin.
QIcon icon(Glyph glyph);

} // namespace poolwart
