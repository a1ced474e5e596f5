// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/format.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

// "20s" to "20 s"; minutes are written "min", for "m" alone is a metre.
QString spaced(const QString &exact)
{
    qsizetype digits = 0;
    while (digits < exact.size() && exact[digits].isDigit())
        ++digits;
    const QString unit = exact.mid(digits);
    return exact.left(digits) + QChar(QChar::Nbsp) + (unit == u"m"_s ? u"min"_s : unit);
}

QString withUnit(double value, const QString &unit)
{
    return formatNumber(value) + QChar(QChar::Nbsp) + unit;
}

} // namespace

QString formatCount(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString formatNumber(double value)
{
    if (!std::isfinite(value))
        return u"–"_s;
    const double size = std::fabs(value);
    if (size == 0)
        return u"0"_s;
    // Limits lie half a unit below the power of ten, so that 9.996 is "10.0" and not "10.00".
    const int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return QLocale().toString(value, 'f', decimals);
}

QString formatPercent(double share)
{
    return QLocale().toString(share * 100, 'f', 0) + QChar(QChar::Nbsp) + u'%';
}

QString formatTime(Duration time)
{
    const double micros = std::chrono::duration<double, std::micro>(time).count();
    if (time <= Duration::zero())
        return u"0"_s;
    if (micros < 999.5)
        return withUnit(micros, u"µs"_s);
    if (micros < 999'500)
        return withUnit(micros / 1e3, u"ms"_s);
    if (micros < 120e6)
        return withUnit(micros / 1e6, u"s"_s);
    return formatAge(std::chrono::duration_cast<std::chrono::seconds>(time));
}

QString formatAge(std::chrono::seconds age)
{
    const auto two = [](long long value) { return u"%1"_s.arg(value, 2, 10, QChar(u'0')); };
    const auto whole = static_cast<long long>(age.count());
    if (whole < 60)
        return u"%1 s"_s.arg(whole);
    if (whole < 3600)
        return u"%1 min %2 s"_s.arg(whole / 60).arg(two(whole % 60));
    return u"%1 h %2 min"_s.arg(whole / 3600).arg(two(whole % 3600 / 60));
}

QString formatTimeOfDay(std::chrono::system_clock::time_point at)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis).toString(u"HH:mm:ss.zzz"_s);
}

QString formatSetting(std::optional<std::chrono::milliseconds> time)
{
    if (!time)
        return QString::fromStdString(text(QT_TRANSLATE_NOOP("core", "none")));
    return spaced(QString::fromStdString(formatDuration(*time)));
}

QString slotText(SlotIndex slot)
{
    return u"s%1"_s.arg(slot + 1, 2, 10, QChar(u'0'));
}

} // namespace poolwart
