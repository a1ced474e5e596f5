// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/files.h"

#include "model/core/text.h"
#include "model/files/replacefile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace poolwart {

namespace {

constexpr qint64 maxBytes = 64 * 1024 * 1024;

Outcome<QByteArray> readAll(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (QFileInfo(file).isDir())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "“%1” is a folder, not a file."), path)};
    if (!file.exists())
        return Error{.kind = ErrorKind::NotFound, .message = text(QT_TRANSLATE_NOOP("core", "There is no file “%1”."), path)};
    if (!file.open(QIODevice::ReadOnly))
        return Error{.kind = ErrorKind::Io,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read: %2."), path, file.errorString().toStdString())};
    // read() takes the memory for all that is asked of it. A pipe has no size.
    const qint64 most = file.size() > 0 ? std::min(file.size(), maxBytes) : maxBytes;
    QByteArray content = file.read(most + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{.kind = ErrorKind::Io,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read: %2."), path, file.errorString().toStdString())};
    if (content.size() > maxBytes)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is larger than %2 MiB, the limit for plans and runs."), path,
                                     maxBytes / 1024 / 1024)};
    return content;
}

// Where the parser stood. It has taken the character that it complains of with these faults, but not with others.
qsizetype placeOf(const QJsonParseError &fault, const QByteArray &content)
{
    const bool isBehind = fault.error == QJsonParseError::UnterminatedObject || fault.error == QJsonParseError::MissingNameSeparator
                       || fault.error == QJsonParseError::MissingObject || fault.error == QJsonParseError::MissingValueSeparator;
    return std::clamp<qsizetype>(isBehind ? fault.offset - 1 : fault.offset, 0, content.size());
}

Error malformed(const std::string &path, const QByteArray &content, const QJsonParseError &fault)
{
    const QByteArray before = content.first(placeOf(fault, content));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const bool endsEarly = !content.trimmed().endsWith('}');
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not valid JSON: line %2, column %3: %4."), path, before.count('\n') + 1,
                            QString::fromUtf8(before.sliced(lineStart)).size() + 1, fault.errorString().toStdString()),
            .hint = endsEarly ? text(QT_TRANSLATE_NOOP("core", "The file ends too early; it may have been cut off.")) : std::string()};
}

} // namespace

Outcome<QJsonObject> readJsonFile(const std::string &path)
{
    const auto content = readAll(path);
    if (!content)
        return content.error();
    if (!content->isValidUtf8())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not UTF-8 text."), path)};
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(*content, &fault);
    if (fault.error != QJsonParseError::NoError)
        return malformed(path, *content, fault);
    if (!document.isObject())
        return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "“%1” contains no JSON object."), path)};
    return document.object();
}

Done writeFile(const QByteArray &content, const std::string &path, FileAccess access)
{
    return replaceFile(path, {content.constData(), static_cast<std::size_t>(content.size())}, access);
}

} // namespace poolwart
