// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/libpqversion.h"

#include <libpq-fe.h>

namespace poolwart {

std::string libpqVersion()
{
    const int number = PQlibVersion(); // 150018, from version 10 on
    return std::to_string(number / 10'000) + '.' + std::to_string(number % 10'000);
}

} // namespace poolwart
