// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace poolwart {

// Translated text for layers without QObject. The macro keeps the literal where lupdate can see it:
//   text(QT_TRANSLATE_NOOP("core", "Pool “%1” has no slots."), name)
inline std::string text(const char *source)
{
    return QCoreApplication::translate("core", source).toStdString();
}

namespace detail {
inline QString argument(const std::string &value)
{
    return QString::fromStdString(value);
}
inline QString argument(const char *value)
{
    return QString::fromUtf8(value);
}
inline QString argument(long long value)
{
    return QString::number(value);
}
} // namespace detail

// Arguments are texts (UTF-8) or whole numbers. %1 … %9 are replaced in one pass, so a value may contain "%1".
template <class... Arguments>
std::string text(const char *source, const Arguments &...arguments)
{
    return QCoreApplication::translate("core", source).arg(detail::argument(arguments)...).toStdString();
}

} // namespace poolwart
