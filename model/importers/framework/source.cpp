// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/source.h"

#include "model/core/text.h"

#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace poolwart {

namespace {

constexpr qint64 largest = 16LL * 1'024 * 1'024;
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
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder.decode(QByteArrayView(text.data() + begin, static_cast<qsizetype>(end - begin)));
        if (decoder.hasError())
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
    QFile file(QString::fromStdString(path));
    const std::string name = QFileInfo(file).fileName().toStdString();
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return Error{.kind = file.exists() ? ErrorKind::Io : ErrorKind::NotFound,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read."), path),
                     .details = file.errorString().toStdString()};
    if (file.size() > largest)
        return tooLarge(name);
    return checkedSource(name, file.readAll().toStdString());
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
