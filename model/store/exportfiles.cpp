// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/exportfiles.h"

#include "model/core/text.h"
#include "model/store/filetransaction.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t mostBytes = 16 * 1024 * 1024;

Error refused(const char *source, const fs::path &path)
{
    return {.kind = ErrorKind::Io, .message = text(source, path.string())};
}

// Where a file of the export goes. An exporter that leaves its folder is our mistake, but not the user's loss.
Outcome<fs::path> placeOf(const ExportFile &file, const fs::path &directory)
{
    const fs::path relative(file.path);
    if (relative.empty() || relative.is_absolute() || relative.lexically_normal() != relative
        || *relative.begin() == "..")
        return Error{.kind = ErrorKind::Internal, .message = "Export: a file would be written to “" + file.path + "”."};
    const fs::path place = directory / relative;
    std::error_code fault;
    const fs::path target = fs::is_symlink(place, fault) ? fs::weakly_canonical(place, fault) : place;
    return fault ? place : target;
}

Outcome<std::string> contentOf(const fs::path &path)
{
    std::error_code fault;
    if (fs::file_size(path, fault) > mostBytes || fault)
        return refused(QT_TRANSLATE_NOOP("core", "“%1” is there and has more than 16 MiB: it is left alone."), path);
    std::ifstream file(path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad())
        return refused(QT_TRANSLATE_NOOP("core", "“%1” is there, but cannot be read."), path);
    return content;
}

bool isForItsOwnerOnly(const fs::path &path)
{
    std::error_code fault;
    const auto others = fs::perms::group_all | fs::perms::others_all;
    return (fs::status(path, fault).permissions() & others) == fs::perms::none;
}

Outcome<PresentFile> presentFile(const ExportFile &file, const fs::path &directory)
{
    const auto place = placeOf(file, directory);
    if (!place)
        return place.error();
    std::error_code fault;
    const fs::file_status status = fs::status(*place, fault);
    if (!fs::exists(status))
        return PresentFile{.path = file.path};
    if (!fs::is_regular_file(status))
        return refused(QT_TRANSLATE_NOOP("core", "“%1” is there and is no ordinary file."), *place);
    auto content = contentOf(*place);
    if (!content)
        return content.error();
    const bool isSame = *content == file.content && (!file.secret || isForItsOwnerOnly(*place));
    return PresentFile{.path = file.path, .content = std::move(content).value(), .isSame = isSame};
}

Done refuseDifferent(const ExportResult &result, const std::vector<PresentFile> &present, const std::string &directory)
{
    std::string names;
    for (std::size_t i = 0; i < present.size(); ++i) {
        if (present[i].content && *present[i].content != result.files[i].content)
            names += (names.empty() ? "" : ", ") + present[i].path;
    }
    if (names.empty())
        return done();
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "In “%1” there are other files of the same names: %2."),
                                 directory,
                                 names),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Nothing was written. Choose another folder, or say that they are "
                                                        "to be overwritten."))};
}

} // namespace

Outcome<std::vector<PresentFile>> presentFiles(const ExportResult &result, const std::string &directory)
{
    std::vector<PresentFile> present;
    for (const ExportFile &file : result.files) {
        auto one = presentFile(file, directory);
        if (!one)
            return one.error();
        present.push_back(std::move(one).value());
    }
    return present;
}

Done writeExport(const ExportResult &result, const std::string &directory, OverwritePolicy policy)
{
    const auto present = presentFiles(result, directory);
    if (!present)
        return present.error();
    if (policy == OverwritePolicy::Refuse) {
        if (const Done free = refuseDifferent(result, *present, directory); !free)
            return free;
    }
    FileTransaction transaction;
    for (std::size_t i = 0; i < present->size(); ++i) {
        const ExportFile &file = result.files[i];
        if ((*present)[i].isSame)
            continue;
        const Done staged = transaction.stage(placeOf(file, directory).value(), file.content, file.secret);
        if (!staged)
            return staged;
    }
    return transaction.commit();
}

} // namespace poolwart
