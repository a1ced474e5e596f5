// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/smallfile.h"

#include "model/core/text.h"

#include <QFile>
#include <QSaveFile>

#include <sys/stat.h>

namespace poolwart {

std::string readSmallFile(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().toStdString();
}

Done writeSmallFile(const std::string &path, const std::string &content, unsigned mode)
{
    QSaveFile file(QString::fromStdString(path));
    const bool written = file.open(QIODevice::WriteOnly) && ::fchmod(file.handle(), mode) == 0
        && file.write(content.data(), static_cast<qint64>(content.size())) == static_cast<qint64>(content.size()) && file.commit();
    if (written)
        return done();
    return Error{.kind = ErrorKind::Io,
                 .message = text(QT_TRANSLATE_NOOP("core", "The file %1 could not be written."), path),
                 .details = file.errorString().toStdString()};
}

} // namespace poolwart
