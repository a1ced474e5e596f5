// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolwart {

// Versions for bug reports.
struct Versions
{
    QString program;
    QString qt;    // at run time
    QString libpq; // at run time

    bool operator==(const Versions &) const = default;
};

Versions versions();

} // namespace poolwart
