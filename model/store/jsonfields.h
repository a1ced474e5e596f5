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

// Reads the fields of one JSON object. The first fault anywhere in the tree of objects is kept, with the path of
// its field ("pools[2].slots"). A field that is absent leaves its target, and so its default, as it is.
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

    // The object at `name`, read by `describe(JsonFields &)`; an absent one is an empty one.
    template <class Describe>
    void nested(const char *name, Describe describe)
    {
        JsonFields fields = child(name);
        describe(fields);
    }

    // The list of objects at `name`, at most so many, each read by `describe(JsonFields &, T &)`.
    template <class T, class Describe>
    void list(const char *name, std::vector<T> &target, int most, Describe describe)
    {
        for (JsonFields &fields : children(name, most))
            describe(fields, target.emplace_back());
    }

    // A list that is written with a line for each element.
    template <class T, class Describe>
    void rows(const char *name, std::vector<T> &target, int most, Describe describe)
    {
        list(name, target, most, describe);
    }

    // From now on a figure that cannot be one keeps its default and is told of in this list, for a file that is to be read as far as it
    // can be; what is inside of the object too. Shapes, settings and texts stay as strict as they are.
    void tolerate(std::vector<std::string> &lapses) { m_lapses = &lapses; }
    // A figure that is wrong: a lapse where it is tolerated, else a fault.
    void failFigure(const std::string &field, std::string message);

    // The field must be there; for what has no default.
    void require(const char *name);

    void fail(const std::string &field, std::string message, std::string hint = {});

    // Any field that was not asked for is a fault: a misspelt one would otherwise be a default, silently.
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
