// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// The condition name of a SQLSTATE that a pool's requests meet ("serialization_failure"); empty for others. PostgreSQL's
// documentation, appendix A.
std::string_view conditionName(std::string_view sqlState);

} // namespace poolwart
