// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Writes a JSON object with its fields in call order, which QJsonObject would sort. It has the interface of JsonFields, so that
// one template describes both reading and writing of a value.
class JsonWriter
{
public:
    void field(const char *name, const std::string &value);
    void field(const char *name, const std::vector<std::string> &values);
    void field(const char *name, bool value);
    void field(const char *name, int value);
    void field(const char *name, std::uint64_t value);
    void field(const char *name, double value);
    void field(const char *name, std::chrono::milliseconds value); // "20s"
    void field(const char *name, std::chrono::nanoseconds value);  // a number of microseconds

    template <class T>
    void field(const char *name, const std::optional<T> &value)
    {
        if (value)
            field(name, *value);
        else
            add(name, Kind::Scalar);
    }

    template <class Describe>
    void nested(const char *name, Describe describe)
    {
        describe(add(name, Kind::Object).inner.emplace_back());
    }

    template <class T, class Describe>
    void list(const char *name, std::vector<T> &values, int /*most*/, Describe describe)
    {
        Entry &entry = add(name, Kind::List);
        for (T &value : values)
            describe(entry.inner.emplace_back(), value);
    }

    // A list with one line per element.
    template <class T, class Describe>
    void rows(const char *name, std::vector<T> &values, int most, Describe describe)
    {
        list(name, values, most, describe);
        m_entries.back().kind = Kind::Rows;
    }

    // For people: two spaces of indentation, short values on one line. Ends with a newline.
    QByteArray text() const;
    // For programs: all on one line, without a newline.
    QByteArray line() const;
    QJsonObject object() const;

private:
    enum class Kind { Scalar, Object, List, Rows };
    struct Entry
    {
        QString name;
        Kind kind = Kind::Scalar;
        QJsonValue scalar;
        std::vector<JsonWriter> inner; // the object, or the elements of the list
    };

    Entry &add(const char *name, Kind kind);
    QByteArray textAt(qsizetype indent) const;
    static QByteArray valueText(const Entry &entry, qsizetype indent);
    static QByteArray valueLine(const Entry &entry);

    std::vector<Entry> m_entries;
};

} // namespace poolwart
