// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Qt's PostgreSQL driver sets a session up by statements of its own, and where the connection is lost meanwhile it prints libpq's
// words as warnings, several for one loss. On the calling thread they are dropped while an object of this lives; what they
// tell is found out from the connection.
class QuietDriver
{
public:
    QuietDriver();
    ~QuietDriver();
    QuietDriver(const QuietDriver &) = delete;
    QuietDriver &operator=(const QuietDriver &) = delete;

    static void prepare(); // on the main thread, before there are others; again: nothing
};

} // namespace poolwart
