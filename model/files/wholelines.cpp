// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/wholelines.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace poolwart {

namespace {

struct Written
{
    std::size_t bytes = 0;
    int fault = 0;
};

// A pipe that its other user has made non-blocking and that is full now.
void awaitRoom(int file)
{
    pollfd watched{.fd = file, .events = POLLOUT, .revents = 0};
    ::poll(&watched, 1, -1);
}

Written write(int file, std::string_view content)
{
    Written written;
    while (written.bytes < content.size()) {
        const ssize_t count = ::write(file, content.data() + written.bytes, content.size() - written.bytes);
        if (count > 0)
            written.bytes += static_cast<std::size_t>(count);
        else if (count == 0)
            return {.bytes = written.bytes, .fault = ENOSPC};
        else if (errno == EAGAIN)
            awaitRoom(file);
        else if (errno != EINTR)
            return {.bytes = written.bytes, .fault = errno};
    }
    return written;
}

void takeBack(int file, off_t bytes)
{
    struct stat found = {};
    const off_t end = ::lseek(file, 0, SEEK_CUR);
    const bool isOurs = end >= bytes && ::fstat(file, &found) == 0 && S_ISREG(found.st_mode) && found.st_size == end;
    if (isOurs && ::ftruncate(file, end - bytes) == 0)
        ::lseek(file, end - bytes, SEEK_SET);
}

} // namespace

int writeAll(int file, std::string_view content)
{
    return write(file, content).fault;
}

int writeLines(int file, std::string_view lines)
{
    const auto [bytes, fault] = write(file, lines);
    const std::size_t lineEnd = lines.substr(0, bytes).rfind('\n');
    const std::size_t whole = lineEnd == std::string_view::npos ? 0 : lineEnd + 1;
    if (fault != 0 && bytes > whole)
        takeBack(file, static_cast<off_t>(bytes - whole));
    return fault;
}

} // namespace poolwart
