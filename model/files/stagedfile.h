// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <filesystem>
#include <string_view>

namespace poolwart {

enum class FileAccess {
    AsBefore,  // the mode of the replaced file, otherwise 0666 reduced by the umask
    OwnerOnly, // 0600
};

// The new content of a file in a temporary file beside it, until it replaces the file. Without that it leaves no trace.
class StagedFile
{
public:
    // Writes the content, synced to disk. If `place` is a link, the link itself is replaced. Io with the system's words.
    static Outcome<StagedFile> write(const std::filesystem::path &place, std::string_view content, FileAccess access);

    StagedFile(StagedFile &&other) noexcept;
    StagedFile &operator=(StagedFile &&) = delete;
    ~StagedFile();

    const std::filesystem::path &place() const { return m_place; }

    // Moves the file to its place and syncs the folder. On an error the old file remains.
    Done moveToPlace();
    bool isMoved() const { return m_temporary.empty(); }

private:
    StagedFile(std::filesystem::path place, std::filesystem::path temporary);

    std::filesystem::path m_place;
    std::filesystem::path m_temporary; // empty: already moved
};

// The error for failing to write `path` with an errno: its text and a hint.
Error cannotWrite(const std::filesystem::path &path, int number);

// Brings a rename or a new name in the folder of `place` down to the disk. 0, or the number of the error. A folder that may not
// be read cannot be opened: then 0, and the system does it in its time.
int syncFolderOf(const std::filesystem::path &place);

} // namespace poolwart
