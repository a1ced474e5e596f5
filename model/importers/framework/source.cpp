// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/source.h"

#include "model/core/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QUtf8StringView>

#include <algorithm>
#include <cstdio>

namespace poolwart {

namespace {

constexpr qint64 largest = largestSource;
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

int lineOf(std::string_view text, std::size_t position)
{
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, position), '\n'));
}

bool isNoText(char c)
{
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
}

// Where the text stops being UTF-8, or its size.
std::size_t endOfUtf8(std::string_view text)
{
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1; // a line ends between characters
        if (!QUtf8StringView(text.data() + begin, static_cast<qsizetype>(end - begin)).isValidUtf8())
            return begin;
        begin = end;
    }
    return text.size();
}

Error tooLarge(const std::string &name)
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "%1: the file is larger than 16 MiB, the limit for a pool configuration."), name)};
}

Error cannotRead(const std::string &path, const QFile &file)
{
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read."), path),
            .details = file.errorString().toStdString()};
}

// What follows the limit of a pipe or a device is not waited for.
Outcome<Source> readAll(QFile &file, const std::string &path, const std::string &name)
{
    if (file.size() > largest)
        return tooLarge(name);
    QByteArray content;
    while (content.size() <= largest) {
        const QByteArray more = file.read(largest + 1 - content.size());
        if (more.isEmpty())
            break;
        content += more;
    }
    if (file.error() != QFileDevice::NoError)
        return cannotRead(path, file);
    return checkedSource(name, content.toStdString());
}

Outcome<Source> readStandardInput()
{
    const std::string name = text(QT_TRANSLATE_NOOP("core", "standard input"));
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return cannotRead(name, file);
    return readAll(file, name, name);
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\f\r";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

Error faultAt(const Source &source, int line, const std::string &message, const std::string &hint)
{
    const std::string place = source.name + (line > 0 ? ':' + std::to_string(line) : "");
    return {.kind = ErrorKind::BadInput, .message = place + ": " + message, .hint = hint};
}

Outcome<Source> checkedSource(std::string name, std::string content)
{
    if (static_cast<qint64>(content.size()) > largest)
        return tooLarge(name);
    if (content.starts_with("\xff\xfe") || content.starts_with("\xfe\xff"))
        return faultAt({.name = name}, 0, text(QT_TRANSLATE_NOOP("core", "the file is UTF-16. Save it as UTF-8.")));
    if (content.starts_with(byteOrderMark))
        content.erase(0, byteOrderMark.size());
    Source source{.name = std::move(name), .text = std::move(content)};
    if (const auto odd = std::ranges::find_if(source.text, isNoText); odd != source.text.end())
        return faultAt(source, lineOf(source.text, static_cast<std::size_t>(odd - source.text.begin())),
                       text(QT_TRANSLATE_NOOP("core", "the file is not text: it contains a control character.")));
    if (const std::size_t end = endOfUtf8(source.text); end < source.text.size())
        return faultAt(source, lineOf(source.text, end), text(QT_TRANSLATE_NOOP("core", "the file is not UTF-8. Save it as UTF-8.")));
    return source;
}

Outcome<Source> readSource(const std::string &path)
{
    if (path == "-")
        return readStandardInput();
    const QFileInfo info(QString::fromStdString(path));
    if (info.isDir())
        return Error{.kind = ErrorKind::Io,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is a folder."), path),
                     .hint = text(QT_TRANSLATE_NOOP("core", "Name a file in it."))};
    QFile file(info.filePath());
    if (!info.exists() && !file.exists())
        return Error{.kind = ErrorKind::NotFound, .message = text(QT_TRANSLATE_NOOP("core", "“%1” does not exist."), path)};
    if (!file.open(QIODevice::ReadOnly))
        return cannotRead(path, file);
    if (!info.isFile())
        return readAll(file, path, path);
    auto source = readAll(file, path, info.fileName().toStdString());
    if (source)
        source->folder = QFileInfo(info.canonicalFilePath()).path().toStdString();
    return source;
}

Outcome<IncludedSource> readIncluded(const Source &source, const std::string &path)
{
    if (source.folder.empty())
        return IncludedSource{.source = {},
                              .reason = QT_TRANSLATE_NOOP(
                                  "core", "It is not read, because this text comes from no file. It may contain pools: import it too.")};
    const QString folder = QString::fromStdString(source.folder);
    const QFileInfo info(QDir(folder), QString::fromStdString(path));
    const QString inFolder = folder.endsWith(u'/') ? folder : folder + u'/';
    const QString place = info.exists() ? info.canonicalFilePath() : QDir::cleanPath(info.absoluteFilePath());
    if (!place.startsWith(inFolder))
        return IncludedSource{.source = {},
                              .reason = QT_TRANSLATE_NOOP("core", "It is not read, because it is outside the folder of the imported file. "
                                                                  "It may contain pools: import it too, or copy it into that folder.")};
    if (!info.exists())
        return IncludedSource{.source = {}, .reason = QT_TRANSLATE_NOOP("core", "It does not exist. It may contain pools.")};
    auto included = readSource(place.toStdString());
    if (!included)
        return included.error();
    included->name = place.mid(inFolder.size()).toStdString();
    included->folder = source.folder;
    return IncludedSource{.source = std::move(included).value(), .reason = ""};
}

std::vector<SourceLine> linesOf(const Source &source)
{
    std::vector<SourceLine> lines;
    const std::string_view all = source.text;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        std::string_view line = all.substr(begin, end - begin);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back({static_cast<int>(lines.size()) + 1, line});
        begin = end + 1;
    }
    return lines;
}

} // namespace poolwart
