// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/filetransaction.h"

#include "model/core/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

Error cannotWrite(const fs::path &path, int number)
{
    const bool isFull = number == ENOSPC || number == EDQUOT;
    const bool isForbidden = number == EACCES || number == EPERM || number == EROFS;
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be written: %2."),
                            path.string(),
                            std::generic_category().message(number)),
            .hint = isFull ? text(QT_TRANSLATE_NOOP("core", "There is no room left. Nothing was changed."))
                    : isForbidden
                        ? text(QT_TRANSLATE_NOOP("core", "Choose a folder that you may write to. Nothing was changed."))
                        : text(QT_TRANSLATE_NOOP("core", "Nothing was changed."))};
}

// A name beside `place` that no one else has; hidden, and told apart by the process.
fs::path siblingOf(const fs::path &place, const char *purpose)
{
    return place.parent_path() / ('.' + place.filename().string() + ".poolwart-" + std::to_string(::getpid()) + purpose);
}

int writeAll(int file, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return errno;
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return ::fsync(file) == 0 ? 0 : errno;
}

// 0, or the error's number.
int writeNewFile(const fs::path &path, const fs::path &place, std::string_view content, bool ownerOnly)
{
    ::unlink(path.c_str()); // of a process of the same number that was killed
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, ownerOnly ? 0600 : 0666);
    if (file < 0)
        return errno;
    struct stat present = {};
    if (!ownerOnly && ::stat(place.c_str(), &present) == 0)
        static_cast<void>(::fchmod(file, present.st_mode & 07777));
    const int fault = writeAll(file, content);
    const int closing = ::close(file) == 0 ? 0 : errno;
    return fault != 0 ? fault : closing;
}

} // namespace

FileTransaction::~FileTransaction()
{
    undo();
}

Done FileTransaction::stage(const fs::path &path, std::string_view content, bool ownerOnly)
{
    if (const Done made = makeFolders(path.parent_path()); !made)
        return made;
    m_staged.push_back({.place = path, .temporary = siblingOf(path, ".new")});
    if (const int fault = writeNewFile(m_staged.back().temporary, path, content, ownerOnly); fault != 0)
        return cannotWrite(path, fault);
    return done();
}

Done FileTransaction::makeFolders(const fs::path &folder)
{
    std::vector<fs::path> missing;
    std::error_code fault;
    for (fs::path outer = folder; !outer.empty() && !fs::exists(outer, fault); outer = outer.parent_path())
        missing.push_back(outer);
    for (auto one = missing.rbegin(); one != missing.rend(); ++one) {
        if (::mkdir(one->c_str(), 0777) == 0)
            m_folders.push_back(*one);
        else if (errno != EEXIST)
            return cannotWrite(*one, errno);
    }
    return done();
}

Done FileTransaction::commit()
{
    for (Staged &staged : m_staged) {
        if (Done moved = move(staged); !moved) {
            undo();
            return moved;
        }
    }
    for (const Staged &staged : m_staged) {
        if (!staged.backup.empty())
            ::unlink(staged.backup.c_str());
    }
    m_staged.clear();
    m_folders.clear();
    return done();
}

Done FileTransaction::move(Staged &staged)
{
    // A second name keeps the old content until all is done. A file system without them leaves this one file beyond undo.
    const fs::path backup = siblingOf(staged.place, ".old");
    ::unlink(backup.c_str());
    if (::link(staged.place.c_str(), backup.c_str()) == 0)
        staged.backup = backup;
    else
        staged.wasFree = errno == ENOENT;
    if (::rename(staged.temporary.c_str(), staged.place.c_str()) != 0)
        return cannotWrite(staged.place, errno);
    staged.isMoved = true;
    return done();
}

void FileTransaction::undo()
{
    for (const Staged &staged : m_staged) {
        if (!staged.isMoved)
            ::unlink(staged.temporary.c_str());
        if (staged.isMoved && staged.wasFree)
            ::unlink(staged.place.c_str());
        if (staged.backup.empty())
            continue;
        static_cast<void>(::rename(staged.backup.c_str(), staged.place.c_str()));
        ::unlink(staged.backup.c_str()); // still there if both were the same file: rename() does nothing then
    }
    m_staged.clear();
    for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder)
        ::rmdir(folder->c_str());
    m_folders.clear();
}

} // namespace poolwart
