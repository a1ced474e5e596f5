// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Whether a statement, by its first word, begins, ends or sets up a transaction or a part of one, and does nothing else: BEGIN,
// COMMIT, SAVEPOINT, ROLLBACK, SET and their like.
bool controlsTransaction(std::string_view sql);

} // namespace poolwart
