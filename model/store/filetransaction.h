// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/stagedfile.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// Several files that are replaced together. What is staged and not committed leaves no trace, nor do the folders that
// were made for it.
class FileTransaction
{
public:
    FileTransaction() = default;
    ~FileTransaction();
    FileTransaction(const FileTransaction &) = delete;
    FileTransaction &operator=(const FileTransaction &) = delete;

    // Writes the content, down to the disk, into a new file beside `path`.
    Done stage(const std::filesystem::path &path, std::string_view content, bool ownerOnly);

    // Moves all staged files to their places. On an error what was moved is moved back.
    Done commit();

private:
    struct Staged
    {
        StagedFile file;
        std::filesystem::path backup; // the file that was there, under another name; empty: none
        bool wasFree = false;         // nothing was there
    };

    Done makeFolders(const std::filesystem::path &folder);
    Done move(Staged &staged);
    void undo();

    std::vector<Staged> m_staged;
    std::vector<std::filesystem::path> m_folders; // made by us, outer ones first
};

} // namespace poolwart
