// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolwart {

// What a report of a fault has to name.
struct Versions
{
    QString program;
    QString qt;    // that runs
    QString libpq; // that runs

    bool operator==(const Versions &) const = default;
};

Versions versions();

} // namespace poolwart
