// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/logfile.h"

#include "model/core/text.h"
#include "model/files/wholelines.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace poolwart {

namespace {

Error unwritable(ErrorKind kind, const std::string &path, int number)
{
    return {.kind = kind,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be written: %2."), path, std::generic_category().message(number))};
}

} // namespace

Outcome<LogFile> LogFile::open(const std::string &path)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600));
    if (!file.isOpen())
        return unwritable(ErrorKind::BadInput, path, errno);
    return LogFile(path, std::move(file));
}

LogFile::LogFile(std::string path, Descriptor file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{}

Done LogFile::append(std::string_view line)
{
    const int fault = writeLines(m_file.get(), std::string(line) + '\n');
    return fault == 0 ? done() : Done(unwritable(ErrorKind::Io, m_path, fault));
}

} // namespace poolwart
