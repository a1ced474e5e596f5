// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/jsonfields.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace poolwart {

namespace {

constexpr qsizetype maxTexts = 10'000; // in one list
constexpr std::size_t maxLapses = 100;

// What the file holds there, for the message; long texts are cut.
std::string described(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return "null";
    case QJsonValue::Bool:
        return value.toBool() ? "true" : "false";
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15).toStdString();
    case QJsonValue::String:
        return '"' + value.toString().left(40).toStdString() + '"';
    case QJsonValue::Array:
        return text(QT_TRANSLATE_NOOP("core", "a list"));
    default:
        return text(QT_TRANSLATE_NOOP("core", "an object"));
    }
}

// The number of `value` if `Whole` can hold it. To Qt, 1000000000000 is a qint64 and 1e12 a double; toInteger()
// brings both to the same, and returns its argument for what is beyond 64 bits.
template <class Whole>
std::optional<Whole> wholeNumber(const QJsonValue &value)
{
    constexpr qint64 beyond = std::numeric_limits<qint64>::min();
    const qint64 whole = value.toInteger(beyond);
    return whole != beyond && std::in_range<Whole>(whole) ? std::optional(static_cast<Whole>(whole)) : std::nullopt;
}

} // namespace

JsonFields::JsonFields(const QJsonObject &object, std::string path, std::optional<Error> &fault)
    : m_object(object)
    , m_path(std::move(path))
    , m_fault(&fault)
{}

std::string JsonFields::pathOf(const std::string &field) const
{
    return m_path.empty() ? field : m_path + '.' + field;
}

void JsonFields::fail(const std::string &field, std::string message, std::string hint)
{
    if (!*m_fault)
        *m_fault = Error{.kind = ErrorKind::BadInput, .message = pathOf(field) + ": " + std::move(message), .hint = std::move(hint)};
}

void JsonFields::wrongType(const std::string &field, const char *expected, const QJsonValue &found)
{
    fail(field, text(QT_TRANSLATE_NOOP("core", "expected %1, got %2."), text(expected), described(found)));
}

void JsonFields::failFigure(const std::string &field, std::string message)
{
    if (!m_lapses)
        fail(field, std::move(message));
    else if (m_lapses->size() < maxLapses)
        m_lapses->push_back(pathOf(field) + ": " + message);
}

void JsonFields::wrongFigure(const std::string &field, const char *expected, const QJsonValue &found)
{
    failFigure(field, text(QT_TRANSLATE_NOOP("core", "expected %1, got %2."), text(expected), described(found)));
}

// None of the figures that are tolerated can be; settings have limits of their own.
bool JsonFields::isBelowZero(const QJsonValue &value) const
{
    return m_lapses && value.toDouble() < 0;
}

JsonFields JsonFields::inner(const QJsonObject &object, std::string path) const
{
    JsonFields fields(object, std::move(path), *m_fault);
    fields.m_lapses = m_lapses;
    return fields;
}

bool JsonFields::has(const char *name)
{
    m_known.append(QString::fromLatin1(name));
    return m_object.contains(m_known.back());
}

bool JsonFields::isNull(const char *name)
{
    return has(name) && m_object.value(m_known.back()).isNull();
}

std::optional<QJsonValue> JsonFields::take(const char *name)
{
    return has(name) ? std::optional(m_object.value(m_known.back())) : std::nullopt;
}

void JsonFields::require(const char *name)
{
    if (!m_object.contains(QLatin1StringView(name)))
        fail(name, text(QT_TRANSLATE_NOOP("core", "this field is missing.")));
}

void JsonFields::field(const char *name, std::string &target)
{
    const auto value = take(name);
    if (value && value->isString())
        target = value->toString().toStdString();
    else if (value)
        wrongType(name, QT_TRANSLATE_NOOP("core", "a text"), *value);
}

void JsonFields::field(const char *name, std::vector<std::string> &target)
{
    const auto value = take(name);
    if (value && !value->isArray())
        return wrongType(name, QT_TRANSLATE_NOOP("core", "a list"), *value);
    const QJsonArray array = value.value_or(QJsonValue()).toArray();
    if (array.size() > maxTexts)
        return fail(name, text(QT_TRANSLATE_NOOP("core", "%1 exceeds the limit of %2."), array.size(), maxTexts));
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (array[i].isString())
            target.push_back(array[i].toString().toStdString());
        else
            wrongType(name + ('[' + std::to_string(i)) + ']', QT_TRANSLATE_NOOP("core", "a text"), array[i]);
    }
}

template <class Whole>
void JsonFields::readWhole(const char *name, Whole &target)
{
    const auto value = take(name);
    if (!value)
        return;
    const double number = value->toDouble(0.5);
    if (number != std::floor(number))
        return wrongFigure(name, QT_TRANSLATE_NOOP("core", "a whole number"), *value);
    const auto whole = wholeNumber<Whole>(*value);
    if (whole && !isBelowZero(*value))
        target = *whole;
    else
        failFigure(name, text(QT_TRANSLATE_NOOP("core", "%1 is out of range."), described(*value)));
}

void JsonFields::field(const char *name, bool &target)
{
    const auto value = take(name);
    if (value && value->isBool())
        target = value->toBool();
    else if (value)
        wrongType(name, QT_TRANSLATE_NOOP("core", "true or false"), *value);
}

void JsonFields::field(const char *name, int &target)
{
    readWhole(name, target);
}

void JsonFields::field(const char *name, std::uint64_t &target)
{
    readWhole(name, target);
}

void JsonFields::field(const char *name, double &target)
{
    const auto value = take(name);
    if (value && isBelowZero(*value))
        failFigure(name, text(QT_TRANSLATE_NOOP("core", "%1 is out of range."), described(*value)));
    else if (value && value->isDouble())
        target = value->toDouble();
    else if (value)
        wrongFigure(name, QT_TRANSLATE_NOOP("core", "a number"), *value);
}

void JsonFields::field(const char *name, std::chrono::milliseconds &target)
{
    const auto value = take(name);
    if (!value)
        return;
    if (!value->isString())
        return wrongType(name, QT_TRANSLATE_NOOP("core", "a duration such as \"20s\""), *value);
    if (const auto duration = parseDuration(value->toString().toStdString()))
        target = *duration;
    else
        fail(name, duration.error().message, duration.error().hint);
}

void JsonFields::field(const char *name, std::chrono::nanoseconds &target)
{
    constexpr double longest = 1e15; // thirty years, as microseconds
    const auto value = take(name);
    if (!value)
        return;
    if (!value->isDouble())
        return wrongFigure(name, QT_TRANSLATE_NOOP("core", "a number"), *value);
    const double microseconds = value->toDouble();
    if (microseconds >= 0 && microseconds <= longest)
        target = std::chrono::nanoseconds(std::llround(microseconds * 1000.0));
    else
        failFigure(name, text(QT_TRANSLATE_NOOP("core", "this is not a time in microseconds.")));
}

JsonFields JsonFields::child(const char *name)
{
    const auto value = take(name);
    if (value && !value->isObject())
        wrongType(name, QT_TRANSLATE_NOOP("core", "an object"), *value);
    return inner(value.value_or(QJsonValue()).toObject(), pathOf(name));
}

std::vector<JsonFields> JsonFields::children(const char *name, int most)
{
    const auto value = take(name);
    if (value && !value->isArray())
        wrongType(name, QT_TRANSLATE_NOOP("core", "a list"), *value);
    const QJsonArray array = value.value_or(QJsonValue()).toArray();
    if (array.size() > most)
        fail(name, text(QT_TRANSLATE_NOOP("core", "%1 exceeds the limit of %2."), array.size(), most));

    std::vector<JsonFields> elements;
    for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), most); ++i) {
        const std::string field = name + ('[' + std::to_string(i)) + ']';
        if (!array[i].isObject())
            wrongType(field, QT_TRANSLATE_NOOP("core", "an object"), array[i]);
        elements.push_back(inner(array[i].toObject(), pathOf(field)));
    }
    return elements;
}

void JsonFields::refuseOthers()
{
    m_known.removeDuplicates();
    for (const QString &name : m_object.keys()) {
        if (!m_known.contains(name))
            fail(name.toStdString(), text(QT_TRANSLATE_NOOP("core", "this field is unknown.")),
                 text(QT_TRANSLATE_NOOP("core", "The fields here are %1."), m_known.join(QLatin1StringView(", ")).toStdString()));
    }
}

} // namespace poolwart
