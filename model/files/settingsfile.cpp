// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/settingsfile.h"

#include <QFileDevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

constexpr auto bytesField = "bytes"_L1;

QJsonValue toJson(const QVariant &value)
{
    if (value.typeId() == QMetaType::QByteArray)
        return QJsonObject{{bytesField, QString::fromLatin1(value.toByteArray().toBase64())}};
    return QJsonValue::fromVariant(value);
}

QVariant fromJson(const QJsonValue &value)
{
    if (value.isObject())
        return QByteArray::fromBase64(value[bytesField].toString().toLatin1());
    return value.isArray() ? QVariant(value.toVariant().toStringList()) : value.toVariant();
}

bool read(QIODevice &device, QSettings::SettingsMap &settings)
{
    const QByteArray content = device.readAll();
    const QJsonDocument document = QJsonDocument::fromJson(content);
    const QJsonObject object = document.object();
    for (auto field = object.begin(); field != object.end(); ++field)
        settings.insert(field.key(), fromJson(field.value()));
    return content.isEmpty() || document.isObject();
}

bool write(QIODevice &device, const QSettings::SettingsMap &settings)
{
    QJsonObject object;
    for (auto setting = settings.begin(); setting != settings.end(); ++setting)
        object.insert(setting.key(), toJson(setting.value()));
    const QByteArray content = QJsonDocument(object).toJson();
    auto *file = qobject_cast<QFileDevice *>(&device);
    return file && file->write(content) == content.size() && file->flush() && ::fsync(file->handle()) == 0;
}

} // namespace

QSettings::Format settingsFormat()
{
    static const QSettings::Format format = QSettings::registerFormat(u"json"_s, read, write);
    return format;
}

} // namespace poolwart
