// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/openfiles.h"

#include <sys/resource.h>

#include <algorithm>
#include <limits>

namespace poolwart {

void raiseOpenFiles()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

long long openFilesLimit()
{
    rlimit limit{};
    constexpr auto most = static_cast<rlim_t>(std::numeric_limits<int>::max());
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<long long>(std::min(limit.rlim_cur, most)) : static_cast<long long>(most);
}

} // namespace poolwart
