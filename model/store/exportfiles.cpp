// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/exportfiles.h"

#include "model/core/text.h"
#include "model/store/filetransaction.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t maxBytes = 16 * 1024 * 1024;

Error refused(const char *source, const fs::path &path)
{
    return {.kind = ErrorKind::Io, .message = text(source, path.string())};
}

// Where a file of the export goes. An exporter that leaves its folder is our mistake, but not the user's loss.
Outcome<fs::path> placeOf(const ExportFile &file, const fs::path &directory)
{
    const fs::path relative(file.path);
    if (relative.empty() || relative.is_absolute() || relative.lexically_normal() != relative || *relative.begin() == "..")
        return Error{.kind = ErrorKind::Internal, .message = "Export: a file would be written to “" + file.path + "”."};
    const fs::path place = directory / relative;
    std::error_code fault;
    const fs::path target = fs::is_symlink(place, fault) ? fs::weakly_canonical(place, fault) : place;
    return fault ? place : target;
}

Outcome<std::string> contentOf(const fs::path &path)
{
    std::error_code fault;
    if (fs::file_size(path, fault) > maxBytes || fault)
        return refused(QT_TRANSLATE_NOOP("core", "“%1” already exists and is larger than 16 MiB; it is not replaced."), path);
    std::ifstream file(path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad())
        return refused(QT_TRANSLATE_NOOP("core", "“%1” already exists but cannot be read."), path);
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
        return refused(QT_TRANSLATE_NOOP("core", "“%1” already exists and is not a regular file."), *place);
    auto content = contentOf(*place);
    if (!content)
        return content.error();
    const bool isSame = *content == file.content && (!file.secret || isForItsOwnerOnly(*place));
    return PresentFile{.path = file.path, .content = std::move(content).value(), .isSame = isSame};
}

std::string namesOf(const std::vector<PresentFile> &files)
{
    std::string names;
    for (const PresentFile &file : files)
        names += (names.empty() ? "" : ", ") + file.path;
    return names;
}

Done refuseDifferent(const ExportResult &result, const std::vector<PresentFile> &present, const std::string &directory)
{
    const std::vector<PresentFile> others = differing(result, present);
    if (others.empty())
        return done();
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "“%1” already contains different files with these names: %2."), directory,
                                 namesOf(others)),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Nothing was written. Choose another folder or allow overwriting."))};
}

Done refuseUnseen(const std::vector<PresentFile> &present, const std::vector<PresentFile> &seen)
{
    std::vector<PresentFile> unseen;
    std::ranges::copy_if(present, std::back_inserter(unseen), [&seen](const PresentFile &file) {
        const auto known = std::ranges::find(seen, file.path, &PresentFile::path);
        return file.content && (known == seen.end() || known->content != file.content);
    });
    if (unseen.empty())
        return done();
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "Changed on disk in the meantime: %1."), namesOf(unseen)),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Nothing was written. Check the changes again."))};
}

Error stopped()
{
    return {.kind = ErrorKind::Cancelled, .message = text(QT_TRANSLATE_NOOP("core", "The export was cancelled. Nothing was written."))};
}

Done write(const ExportResult &result, const std::string &directory, const std::vector<PresentFile> &present, const std::stop_token &stop)
{
    FileTransaction transaction;
    for (std::size_t i = 0; i < present.size(); ++i) {
        const ExportFile &file = result.files[i];
        if (present[i].isSame)
            continue;
        const Done staged = transaction.stage(placeOf(file, directory).value(), file.content, file.secret);
        if (!staged)
            return staged;
        if (stop.stop_requested())
            return stopped();
    }
    return transaction.commit();
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

std::vector<PresentFile> differing(const ExportResult &result, const std::vector<PresentFile> &present)
{
    std::vector<PresentFile> others;
    for (std::size_t i = 0; i < present.size(); ++i) {
        if (present[i].content && *present[i].content != result.files[i].content)
            others.push_back(present[i]);
    }
    return others;
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
    return write(result, directory, *present, {});
}

Done writeExport(const ExportResult &result, const std::string &directory, const std::vector<PresentFile> &seen,
                 const std::stop_token &stop)
{
    const auto present = presentFiles(result, directory);
    if (!present)
        return present.error();
    if (stop.stop_requested())
        return stopped();
    if (const Done known = refuseUnseen(*present, seen); !known)
        return known;
    return write(result, directory, *present, stop);
}

} // namespace poolwart
