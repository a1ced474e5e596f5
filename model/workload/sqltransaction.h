// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Returns whether a statement, by its first word, only begins, ends or sets up a transaction or a part of one: BEGIN, COMMIT,
// SAVEPOINT, ROLLBACK, SET and the like.
bool controlsTransaction(std::string_view sql);

} // namespace poolwart
