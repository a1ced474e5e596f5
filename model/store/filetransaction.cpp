// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/filetransaction.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

// A name beside `place` that no one else has: hidden, and told apart by the process and a count.
fs::path backupOf(const fs::path &place)
{
    static std::atomic<unsigned> count = 0;
    return place.parent_path() / (".poolwart-" + std::to_string(::getpid()) + '-' + std::to_string(++count) + ".old");
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
    auto file = StagedFile::write(path, content, ownerOnly ? FileAccess::OwnerOnly : FileAccess::AsBefore);
    if (!file)
        return file.error();
    m_staged.push_back({.file = std::move(*file)});
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
    const fs::path backup = backupOf(staged.file.place());
    ::unlink(backup.c_str());
    if (::link(staged.file.place().c_str(), backup.c_str()) == 0)
        staged.backup = backup;
    else
        staged.wasFree = errno == ENOENT;
    return staged.file.moveToPlace();
}

void FileTransaction::undo()
{
    for (const Staged &staged : m_staged) {
        if (staged.file.isMoved() && staged.wasFree)
            ::unlink(staged.file.place().c_str());
        if (staged.backup.empty())
            continue;
        static_cast<void>(::rename(staged.backup.c_str(), staged.file.place().c_str()));
        ::unlink(staged.backup.c_str());                      // still there if both were the same file: rename() does nothing then
        static_cast<void>(syncFolderOf(staged.file.place())); // what is undone has failed already
    }
    m_staged.clear();
    for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder)
        ::rmdir(folder->c_str());
    m_folders.clear();
}

} // namespace poolwart
