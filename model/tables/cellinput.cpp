// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/cellinput.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

#include <QLocale>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QString compact(QString typed)
{
    typed.removeIf([](QChar c) { return c.isSpace(); });
    return typed;
}

bool meansNone(const QString &typed)
{
    const QString word = compact(typed);
    return word.isEmpty() || word == u"–" || word.compare(u"none", Qt::CaseInsensitive) == 0
        || word.compare(QString::fromStdString(text("none")), Qt::CaseInsensitive) == 0;
}

} // namespace

Outcome<int> typedNumber(const QString &typed)
{
    bool isNumber = false;
    const int value = QLocale().toInt(compact(typed), &isNumber);
    if (isNumber)
        return value;
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "“%1” is not a whole number."), typed.toStdString())};
}

Outcome<std::optional<int>> typedOptionalNumber(const QString &typed)
{
    if (meansNone(typed))
        return std::optional<int>();
    const Outcome<int> value = typedNumber(typed);
    if (!value)
        return value.error();
    return std::optional(*value);
}

Outcome<std::chrono::milliseconds> typedTime(const QString &typed)
{
    QString exact = compact(typed);
    if (exact.endsWith(u"min"_s))
        exact.chop(2);
    return parseDuration(exact.toStdString());
}

Outcome<std::optional<std::chrono::milliseconds>> typedOptionalTime(const QString &typed)
{
    if (meansNone(typed))
        return std::optional<std::chrono::milliseconds>();
    const Outcome<std::chrono::milliseconds> time = typedTime(typed);
    if (!time)
        return time.error();
    return std::optional(*time);
}

} // namespace poolwart
