// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

class PlanDraft;

// Returns the product that a URL's scheme, an adapter's name or a driver's class is of ("MySQL" for mysql2 or com.mysql.cj.jdbc.Driver),
// if it is a database other than PostgreSQL. Empty: it is not known as one.
std::string foreignDatabase(std::string_view word);

// Names what is left out of the plan because it is of that product.
void leaveOutForeign(PlanDraft &draft, int line, const std::string &setting, const std::string &product);

} // namespace poolwart
