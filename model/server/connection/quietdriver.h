// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Suppresses warnings of Qt's PostgreSQL driver on the calling thread while an object lives. The driver sets sessions up with
// its own statements and prints libpq's words several times if the connection is lost meanwhile; the connection reports the
// loss anyway.
class QuietDriver
{
public:
    QuietDriver();
    ~QuietDriver();
    QuietDriver(const QuietDriver &) = delete;
    QuietDriver &operator=(const QuietDriver &) = delete;

    static void prepare(); // on the main thread, before others start; further calls do nothing
};

} // namespace poolwart
