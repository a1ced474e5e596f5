// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/stagedfile.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// Several files that are replaced together. Without commit() the staged files and new folders are removed.
class FileTransaction
{
public:
    FileTransaction() = default;
    ~FileTransaction();
    FileTransaction(const FileTransaction &) = delete;
    FileTransaction &operator=(const FileTransaction &) = delete;

    // Writes the content, synced to disk, to a new file beside `path`.
    Done stage(const std::filesystem::path &path, std::string_view content, bool ownerOnly);

    // Moves all staged files to their places. On an error earlier moves are undone.
    Done commit();

private:
    struct Staged
    {
        StagedFile file;
        std::filesystem::path backup; // the old file under another name; empty: none
        bool wasFree = false;         // there was no file
    };

    Done makeFolders(const std::filesystem::path &folder);
    Done move(Staged &staged);
    void undo();

    std::vector<Staged> m_staged;
    std::vector<std::filesystem::path> m_folders; // created here, outer ones first
};

} // namespace poolwart
