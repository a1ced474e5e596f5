// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// The condition's name of the SQLSTATEs that a pool's requests meet ("serialization_failure"); empty: of another.
// PostgreSQL's documentation, appendix A.
std::string_view conditionName(std::string_view sqlState);

} // namespace poolwart
