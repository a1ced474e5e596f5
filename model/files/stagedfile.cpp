// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/stagedfile.h"

#include "model/core/text.h"
#include "model/files/descriptor.h"
#include "model/files/wholelines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

// A name beside `place` that no one else has: hidden, and told apart by the process and a count.
fs::path siblingOf(const fs::path &place)
{
    static std::atomic<unsigned> count = 0;
    return place.parent_path() / (".poolwart-" + std::to_string(::getpid()) + '-' + std::to_string(++count) + ".new");
}

// Some file systems know no such call for what they hold; then there is nothing more that could be done.
int synced(int file)
{
    const bool isDone = ::fsync(file) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
    return isDone ? 0 : errno;
}

// 0, or the error's number.
int writeNewFile(const fs::path &path, const fs::path &place, std::string_view content, FileAccess access)
{
    ::unlink(path.c_str()); // of a process of the same number that was killed
    const bool isPrivate = access == FileAccess::OwnerOnly;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, isPrivate ? 0600 : 0666);
    if (file < 0)
        return errno;
    struct stat present = {};
    if (!isPrivate && ::lstat(place.c_str(), &present) == 0 && S_ISREG(present.st_mode))
        static_cast<void>(::fchmod(file, present.st_mode & 07777));
    int fault = writeAll(file, content);
    if (fault == 0)
        fault = synced(file);
    const int closing = ::close(file) == 0 ? 0 : errno; // some file systems notice only now that there is no room
    return fault != 0 ? fault : closing;
}

} // namespace

int syncFolderOf(const fs::path &place)
{
    const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path(".");
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.isOpen() ? synced(opened.get()) : 0;
}

Error cannotWrite(const fs::path &path, int number)
{
    const bool isFull = number == ENOSPC || number == EDQUOT;
    const bool isForbidden = number == EACCES || number == EPERM || number == EROFS;
    return {.kind = ErrorKind::Io,
            .message =
                text(QT_TRANSLATE_NOOP("core", "“%1” cannot be written: %2."), path.string(), std::generic_category().message(number)),
            .hint = isFull      ? text(QT_TRANSLATE_NOOP("core", "There is no space left on the device. Nothing was changed."))
                  : isForbidden ? text(QT_TRANSLATE_NOOP("core", "Choose a folder with write permission. Nothing was changed."))
                                : text(QT_TRANSLATE_NOOP("core", "Nothing was changed."))};
}

Outcome<StagedFile> StagedFile::write(const fs::path &place, std::string_view content, FileAccess access)
{
    StagedFile staged(place, siblingOf(place));
    if (const int fault = writeNewFile(staged.m_temporary, place, content, access); fault != 0)
        return cannotWrite(place, fault);
    return staged;
}

StagedFile::StagedFile(fs::path place, fs::path temporary)
    : m_place(std::move(place))
    , m_temporary(std::move(temporary))
{}

StagedFile::StagedFile(StagedFile &&other) noexcept
    : m_place(std::move(other.m_place))
    , m_temporary(std::exchange(other.m_temporary, {}))
{}

StagedFile::~StagedFile()
{
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Done StagedFile::moveToPlace()
{
    if (::rename(m_temporary.c_str(), m_place.c_str()) != 0)
        return cannotWrite(m_place, errno);
    m_temporary.clear();
    if (const int number = syncFolderOf(m_place); number != 0) {
        Error fault = cannotWrite(m_place, number);
        fault.hint.clear(); // it is changed, but may be lost with the power
        return fault;
    }
    return done();
}

} // namespace poolwart
