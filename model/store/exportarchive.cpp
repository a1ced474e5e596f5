// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/exportarchive.h"

#include "model/core/text.h"

#include <archive.h>
#include <archive_entry.h>

#include <QDate>
#include <QDateTime>

#include <algorithm>
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

} // namespace poolwart
