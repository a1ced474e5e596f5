// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Reads the fields of a JSON object. The first error in the whole tree is kept with the path of its field ("pools[2].slots"). A
// missing field leaves its target, and thereby the default, unchanged.
class JsonFields
{
public:
    JsonFields(const QJsonObject &object, std::string path, std::optional<Error> &fault);

    void field(const char *name, std::string &target);
    void field(const char *name, std::vector<std::string> &target);
    void field(const char *name, bool &target);
    void field(const char *name, int &target);
    void field(const char *name, std::uint64_t &target);
    void field(const char *name, double &target);
    void field(const char *name, std::chrono::milliseconds &target); // "20s"
    void field(const char *name, std::chrono::nanoseconds &target);  // a number of microseconds

    // null means "none".
    template <class T>
    void field(const char *name, std::optional<T> &target)
    {
        if (isNull(name))
            target.reset();
        else if (has(name))
            field(name, target.emplace());
    }

    // Reads the object at `name` with `describe(JsonFields &)`; a missing one counts as empty.
    template <class Describe>
    void nested(const char *name, Describe describe)
    {
        JsonFields fields = child(name);
        describe(fields);
    }

    // Reads the list of objects at `name`, with a maximum length, each with `describe(JsonFields &, T &)`.
    template <class T, class Describe>
    void list(const char *name, std::vector<T> &target, int most, Describe describe)
    {
        for (JsonFields &fields : children(name, most))
            describe(fields, target.emplace_back());
    }

    // A list written with one line per element.
    template <class T, class Describe>
    void rows(const char *name, std::vector<T> &target, int most, Describe describe)
    {
        list(name, target, most, describe);
    }

    // From now on an invalid figure keeps its default and is added to this list, also within this object, for files that should
    // be read as far as possible. Shapes, settings and texts are still checked strictly.
    void tolerate(std::vector<std::string> &lapses) { m_lapses = &lapses; }
    // Reports an invalid figure: a lapse if tolerated, otherwise an error.
    void failFigure(const std::string &field, std::string message);

    // Requires the field, which has no default.
    void require(const char *name);

    void fail(const std::string &field, std::string message, std::string hint = {});

    // Makes unread fields errors: otherwise a misspelt field would silently become a default.
    void refuseOthers();

    bool has(const char *name);
    const QJsonObject &object() const { return m_object; }
    std::string pathOf(const std::string &field) const;

private:
    JsonFields child(const char *name);
    std::vector<JsonFields> children(const char *name, int most);
    bool isNull(const char *name);
    std::optional<QJsonValue> take(const char *name);
    template <class Whole>
    void readWhole(const char *name, Whole &target);
    void wrongType(const std::string &field, const char *expected, const QJsonValue &found);
    void wrongFigure(const std::string &field, const char *expected, const QJsonValue &found);
    bool isBelowZero(const QJsonValue &value) const;
    JsonFields inner(const QJsonObject &object, std::string path) const;

    QJsonObject m_object;
    std::string m_path;
    QStringList m_known;
    std::optional<Error> *m_fault;
    std::vector<std::string> *m_lapses = nullptr;
};

} // namespace poolwart
