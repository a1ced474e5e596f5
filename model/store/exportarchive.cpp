// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/exportarchive.h"

#include "model/core/text.h"

#include <archive.h>
#include <archive_entry.h>

#include <QDate>
#include <QDateTime>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>

namespace poolwart {

namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

la_ssize_t append(archive *, void *bytes, const void *more, std::size_t size)
{
    static_cast<std::string *>(bytes)->append(static_cast<const char *>(more), size);
    return static_cast<la_ssize_t>(size);
}

Error cannotPack(archive *writer, const std::string &name)
{
    const char *reason = archive_error_string(writer);
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be packed: %2."), name, std::string(reason ? reason : "?"))};
}

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

constexpr std::size_t maxBytes = 16 * 1024 * 1024;

Error cannotUnpack(const std::string &name, const std::string &reason)
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” already exists and cannot be read as a zip: %2."), name, reason),
            .hint = text(QT_TRANSLATE_NOOP("core", "It is not replaced because its changes cannot be shown. Choose another name."))};
}

std::string reasonOf(archive *reader)
{
    const char *reason = archive_error_string(reader);
    return reason ? reason : "?";
}

// Appends the bytes of the entry that the reader stands at; whether all could be read and are within the limit.
bool readEntry(archive *reader, std::string &content, std::size_t &total)
{
    char block[16 * 1024];
    for (;;) {
        const la_ssize_t size = archive_read_data(reader, block, sizeof block);
        if (size <= 0)
            return size == 0;
        total += static_cast<std::size_t>(size);
        if (total > maxBytes) {
            archive_set_error(reader, ARCHIVE_FAILED, "more than 16 MiB of files");
            return false;
        }
        content.append(block, static_cast<std::size_t>(size));
    }
}

bool open(archive *writer, std::string &bytes)
{
    return archive_write_set_format_zip(writer) == ARCHIVE_OK && archive_write_zip_set_compression_deflate(writer) == ARCHIVE_OK
        && archive_write_set_bytes_in_last_block(writer, 1) == ARCHIVE_OK // no padding
        && archive_write_open(writer, &bytes, nullptr, append, nullptr) == ARCHIVE_OK;
}

bool add(archive *writer, const ExportFile &file, std::int64_t time)
{
    const Entry entry(archive_entry_new(), archive_entry_free);
    const auto size = static_cast<la_int64_t>(file.content.size());
    archive_entry_set_pathname_utf8(entry.get(), file.path.c_str());
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.secret ? 0600 : 0644);
    archive_entry_set_mtime(entry.get(), time, 0);
    return archive_write_header(writer, entry.get()) == ARCHIVE_OK
        && archive_write_data(writer, file.content.data(), file.content.size()) == size;
}

} // namespace

bool isArchiveName(const std::string &place)
{
    return QString::fromStdString(place).endsWith(QLatin1StringView(".zip"), Qt::CaseInsensitive);
}

Outcome<ExportResult> archived(const ExportResult &result, const std::string &name, const std::string &date)
{
    std::string bytes;
    const auto time = QDate::fromString(QString::fromStdString(date), Qt::ISODate).startOfDay().toSecsSinceEpoch();
    const Archive writer(archive_write_new(), archive_write_free);
    const bool isWritten = open(writer.get(), bytes)
                        && std::ranges::all_of(result.files, [&](const ExportFile &file) { return add(writer.get(), file, time); })
                        && archive_write_close(writer.get()) == ARCHIVE_OK;
    if (!isWritten)
        return cannotPack(writer.get(), name);
    const bool isSecret = std::ranges::any_of(result.files, &ExportFile::secret);
    return ExportResult{.files = {{.path = name, .content = std::move(bytes), .secret = isSecret}}, .notes = result.notes};
}

Outcome<std::map<std::string, std::string>> unpacked(const std::string &bytes, const std::string &name)
{
    std::map<std::string, std::string> files;
    std::size_t total = 0;
    const Reader reader(archive_read_new(), archive_read_free);
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        return cannotUnpack(name, reasonOf(reader.get()));
    archive_entry *entry = nullptr;
    int state = archive_read_next_header(reader.get(), &entry);
    for (; state == ARCHIVE_OK || state == ARCHIVE_WARN; state = archive_read_next_header(reader.get(), &entry)) {
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue;
        const char *path = archive_entry_pathname_utf8(entry);
        if (!path || !readEntry(reader.get(), files[path], total))
            return cannotUnpack(name, reasonOf(reader.get()));
    }
    if (state != ARCHIVE_EOF)
        return cannotUnpack(name, reasonOf(reader.get()));
    return files;
}

Outcome<PlacedExport> placed(const ExportResult &result, const std::string &place, const std::string &date)
{
    if (!isArchiveName(place))
        return PlacedExport{.result = result, .folder = place};
    const std::filesystem::path path(place);
    auto archive = archived(result, path.filename().string(), date);
    if (!archive)
        return archive.error();
    const std::string folder = path.parent_path().string();
    return PlacedExport{.result = std::move(archive).value(), .folder = folder.empty() ? "." : folder};
}

} // namespace poolwart
