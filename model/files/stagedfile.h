// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <filesystem>
#include <string_view>

namespace poolwart {

enum class FileAccess {
    AsBefore,  // the mode of the file that is replaced, else what the umask leaves of 0666
    OwnerOnly, // 0600
};

// A file's new content in a file of its own beside it, until that takes its place. What never does leaves no trace.
class StagedFile
{
public:
    // Writes the content down to the disk. `place` is replaced itself if it is a link. Io with the system's words.
    static Outcome<StagedFile> write(const std::filesystem::path &place, std::string_view content, FileAccess access);

    StagedFile(StagedFile &&other) noexcept;
    StagedFile &operator=(StagedFile &&) = delete;
    ~StagedFile();

    const std::filesystem::path &place() const { return m_place; }

    // Puts it in its place, in the folder down to the disk too. On an error what was there is still there.
    Done moveToPlace();
    bool isMoved() const { return m_temporary.empty(); }

private:
    StagedFile(std::filesystem::path place, std::filesystem::path temporary);

    std::filesystem::path m_place;
    std::filesystem::path m_temporary; // empty: moved
};

// The refusal to write `path` for the reason of an errno: its words, and what to do about it.
Error cannotWrite(const std::filesystem::path &path, int number);

} // namespace poolwart
