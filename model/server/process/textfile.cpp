// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/textfile.h"

#include "model/files/descriptor.h"
#include "model/files/stagedfile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace poolwart {

std::string readTextFile(const std::string &path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe in its place would be waited for
    struct stat found = {};
    if (!file.isOpen() || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode))
        return {};
    std::string content(static_cast<std::size_t>(found.st_size), '\0');
    const ssize_t count = ::read(file.get(), content.data(), content.size());
    content.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    return content;
}

Done writeTextFile(const std::string &path, const std::string &content)
{
    auto staged = StagedFile::write(path, content, FileAccess::OwnerOnly);
    return staged ? staged->moveToPlace() : staged.error();
}

} // namespace poolwart
