// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/jsonwriter.h"

#include "model/core/durationtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QList>

namespace poolwart {

namespace {

constexpr qsizetype widest = 100; // of a line that holds a whole object or list

// A list of one value is the only way to have QJsonDocument write a bare one, escaped as it should be.
QByteArray scalarText(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
}

QByteArray enclosed(char open, const QList<QByteArray> &parts, char close, qsizetype indent)
{
    const QByteArray line = parts.join(", ");
    if (!line.contains('\n') && line.size() + indent <= widest)
        return open + line + close;
    const QByteArray inner = '\n' + QByteArray(indent + 2, ' ');
    return open + inner + parts.join(',' + inner) + '\n' + QByteArray(indent, ' ') + close;
}

} // namespace

void JsonWriter::field(const char *name, const std::string &value)
{
    add(name, Kind::Scalar).scalar = QString::fromStdString(value);
}

void JsonWriter::field(const char *name, const std::vector<std::string> &values)
{
    QJsonArray array;
    for (const std::string &value : values)
        array.append(QString::fromStdString(value));
    add(name, Kind::Scalar).scalar = array;
}

void JsonWriter::field(const char *name, bool value)
{
    add(name, Kind::Scalar).scalar = value;
}

void JsonWriter::field(const char *name, int value)
{
    add(name, Kind::Scalar).scalar = value;
}

void JsonWriter::field(const char *name, std::uint64_t value)
{
    // Readers of JSON keep 53 bits; a count of ours would need centuries to get there.
    add(name, Kind::Scalar).scalar = static_cast<qint64>(value);
}

void JsonWriter::field(const char *name, double value)
{
    add(name, Kind::Scalar).scalar = value;
}

void JsonWriter::field(const char *name, std::chrono::milliseconds value)
{
    field(name, formatDuration(value));
}

void JsonWriter::field(const char *name, std::chrono::nanoseconds value)
{
    field(name, static_cast<double>(value.count()) / 1000.0);
}

JsonWriter::Entry &JsonWriter::add(const char *name, Kind kind)
{
    return m_entries.emplace_back(Entry{.name = QString::fromUtf8(name), .kind = kind});
}

QByteArray JsonWriter::valueText(const Entry &entry, qsizetype indent)
{
    if (entry.kind == Kind::Scalar)
        return scalarText(entry.scalar);
    if (entry.kind == Kind::Object)
        return entry.inner.front().textAt(indent);
    QList<QByteArray> elements;
    for (const JsonWriter &element : entry.inner)
        elements.append(entry.kind == Kind::Rows ? element.line() : element.textAt(indent + 2));
    return enclosed('[', elements, ']', indent);
}

QByteArray JsonWriter::textAt(qsizetype indent) const
{
    QList<QByteArray> fields;
    for (const Entry &entry : m_entries)
        fields.append(scalarText(entry.name) + ": " + valueText(entry, indent + 2));
    return enclosed('{', fields, '}', indent);
}

QByteArray JsonWriter::valueLine(const Entry &entry)
{
    if (entry.kind == Kind::Scalar)
        return scalarText(entry.scalar);
    if (entry.kind == Kind::Object)
        return entry.inner.front().line();
    QList<QByteArray> elements;
    for (const JsonWriter &element : entry.inner)
        elements.append(element.line());
    return '[' + elements.join(',') + ']';
}

QByteArray JsonWriter::line() const
{
    QList<QByteArray> fields;
    for (const Entry &entry : m_entries)
        fields.append(scalarText(entry.name) + ':' + valueLine(entry));
    return '{' + fields.join(',') + '}';
}

QByteArray JsonWriter::text() const
{
    return textAt(0) + '\n';
}

QJsonObject JsonWriter::object() const
{
    return QJsonDocument::fromJson(text()).object();
}

} // namespace poolwart
