// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/logoptions.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct LogText
{
    Q_DECLARE_TR_FUNCTIONS(LogText)
};

constexpr double minPercent = 0.0001; // one in a million

std::uint32_t readShare(OptionParser &parser)
{
    const QString written = parser.text("log-queries");
    bool isNumber = false;
    const double percent = (written.endsWith(u'%') ? written.chopped(1) : written).toDouble(&isNumber);
    if (isNumber && percent >= minPercent && percent <= 100)
        return static_cast<std::uint32_t>(std::lround(100 / percent));
    parser.fail(LogText::tr("--log-queries: “%1” is not a percentage from 0.0001 to 100.").arg(written));
    return 0;
}

} // namespace

void addLogOptions(OptionParser &parser)
{
    parser.add("log-queries",
               LogText::tr("Log this percentage of the requests (every Nth) with pool, slot, time and statement, at "
                           "most 50 lines per second; further ones are only counted. Literals and parameters are "
                           "omitted."),
               LogText::tr("PCT"));
    parser.add(
        "log-parameters",
        LogText::tr("Include literals and parameters in the query log, except in statements that contain a password or another secret."));
    parser.add("log-pool", LogText::tr("Log only requests of this pool; may be repeated."), LogText::tr("NAME"));
    parser.add("log-file", LogText::tr("Append the log to this file [standard error]."), LogText::tr("FILE"));
}

LogOptions readLogOptions(OptionParser &parser)
{
    LogOptions options{.oneIn = parser.isSet("log-queries") ? readShare(parser) : 0,
                       .pools = {},
                       .showsParameters = parser.isSet("log-parameters"),
                       .file = {}};
    for (const QString &pool : parser.texts("log-pool"))
        options.pools.push_back(pool.toStdString());
    if (parser.isSet("log-file"))
        options.file = parser.text("log-file").toStdString();
    for (const char *part : {"log-parameters", "log-pool", "log-file"}) {
        if (parser.isSet(part) && !parser.isSet("log-queries"))
            parser.fail(LogText::tr("--%1 has no effect without --log-queries. Add --log-queries.").arg(QLatin1StringView(part)));
    }
    return options;
}

} // namespace poolwart
