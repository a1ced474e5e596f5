// SPDX-License-Identifier: GPL-3.0-or-later
// What an export writes, an import reads back: the same plan, but for the fields that the loss report names; and what it
// names did occur.
#include "model/exporters/framework/planformatting.h"
#include "model/exporters/framework/registry.h"
#include "model/importers/framework/importer.h"

#include "tests/exporters/sampleplans.h"
#include "tests/support/proof.h"
#include "tests/support/seededcases.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

using Fields = std::set<std::string>;

// All but programs of Go and Django's settings, which are computed, and the server's own, which has no pools.
constexpr std::array importable{"plan",     "env",      "service",  "pgbouncer", "pgcat",   "odyssey", "kubernetes", "node-postgres",
                                "prisma-6", "prisma-7", "prisma-8", "hikari",    "quarkus", "spring",  "rails",      "sqlalchemy"};

// Where a setting of the report stands for fields of a plan.
Fields lostFields(const ExportResult &result)
{
    Fields lost;
    for (const ExportNote &note : result.notes) {
        if (note.kind != ExportNote::Kind::Chosen)
            lost.insert(note.setting);
    }
    return lost;
}

Fields differences(const Plan &one, const Plan &other)
{
    Fields fields;
    const auto differs = [&fields](const char *name, bool isDifferent) {
        if (isDifferent)
            fields.insert(name);
    };
    differs("application_name", one.applicationName != other.applicationName);
    differs("policy", one.policy != other.policy);
    differs("migration_share", one.migrationShare != other.migrationShare);
    differs("fleet", one.fleet != other.fleet);
    differs("pools", one.pools.size() != other.pools.size());
    for (std::size_t i = 0; i < std::min(one.pools.size(), other.pools.size()); ++i) {
        const PoolPlan &a = one.pools[i];
        const PoolPlan &b = other.pools[i];
        differs("name", a.name != b.name);
        differs("slots", a.slots != b.slots);
        differs("minimum_idle", minimumIdleOf(a) != minimumIdleOf(b)); // none is as many as slots
        differs("acquire_timeout", a.acquireTimeout != b.acquireTimeout);
        differs("connect_timeout", a.connectTimeout != b.connectTimeout);
        differs("idle_timeout", a.idleTimeout != b.idleTimeout);
        differs("max_lifetime", a.maxLifetime != b.maxLifetime);
        differs("statement_timeout", a.statementTimeout != b.statementTimeout);
        differs("queue_limit", a.queueLimit != b.queueLimit);
        differs("weight", a.weight != b.weight);
    }
    return fields;
}

// What is applied as one: the objects of Kubernetes, as documents of one file.
std::string contentOf(const ExportResult &written, const QString &format)
{
    std::string content = written.files.front().content;
    for (std::size_t i = 1; format == u"kubernetes" && i < written.files.size(); ++i)
        content += "---\n" + written.files[i].content;
    return content;
}

// HikariCP has a file a pool; the others' pools stand in their first.
Outcome<ImportResult> readBack(const ExportResult &written, const QString &format)
{
    const auto imported = [](const ExportFile &file) { return importPlan({.name = file.path, .text = file.content}); };
    auto first = importPlan({.name = written.files.front().path, .text = contentOf(written, format)});
    const auto isPool = [](const ExportFile &file) { return file.path.ends_with(".properties"); };
    for (std::size_t i = 1; first && i < written.files.size() && isPool(written.files[i]); ++i) {
        const auto next = imported(written.files[i]);
        if (!next)
            return next;
        first->plan.pools.push_back(next->plan.pools.front());
    }
    return first;
}

QString importFormat(const QString &format)
{
    if (format == u"node-postgres" || format.startsWith(u"prisma-"))
        return u"javascript"_s;
    return format == u"hikari" || format == u"quarkus" ? u"properties"_s : format;
}

// What DATABASE_URL says is added where the application runs: the importer says so, and it is no matter of a plan.
bool isOfEnvironment(const ImportRemark &remark)
{
    return remark.setting == "**_target" || remark.setting == "options" || remark.setting == "<<";
}

bool isAnyPool(const Plan &plan, const std::function<bool(const PoolPlan &)> &is)
{
    return std::ranges::any_of(plan.pools, is);
}

// Losses that no field of a plan shows, for they are in what the target does; each with the plans that have cause for it.
struct Behaviour
{
    std::string_view beginning;
    bool (*hasCause)(const Plan &);
};

const std::vector<Behaviour> behaviours{
    {"The server shows a character outside ASCII",
     [](const Plan &plan) { return std::ranges::any_of(plan.applicationName, [](char c) { return (c & 0x80) != 0; }); }},
    {"“None” sends no setting",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return !pool.statementTimeout; }); }},
    {"The lifetime has no jitter",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return pool.maxLifetime.has_value(); }); }},
    {"SQLAlchemy checks pool_recycle",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return pool.maxLifetime.has_value(); }); }},
    {"Rails closes a connection up to 20 % early",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return pool.maxLifetime.has_value(); }); }},
    {"libpq up to version 16 rounds 1 second up to 2",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return pool.connectTimeout <= std::chrono::seconds(1); }); }},
    {"A properties file configures one pool", [](const Plan &plan) { return plan.pools.size() > 1; }},
    {"Policy and migration share are in Pools.java.", [](const Plan &plan) { return plan.pools.size() > 1; }},
    {"query_wait_timeout: a client whose wait times out", [](const Plan &) { return true; }},
    {"A client that sends its own application name", [](const Plan &) { return true; }},
    {"PgBouncer (tested with 1.18) opens",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return minimumIdleOf(pool) > 0; }); }},
    {"node-postgres's min opens no connections",
     [](const Plan &plan) { return isAnyPool(plan, [](const PoolPlan &pool) { return minimumIdleOf(pool) > 0; }); }},
    {"A request that times out", [](const Plan &) { return true; }},
    {"Prisma 8 compares the contract", [](const Plan &) { return true; }},
    {"libpq has no pools", [](const Plan &) { return true; }},
};

bool hasCause(const ExportNote &note, const Plan &plan)
{
    return std::ranges::any_of(
        behaviours, [&](const Behaviour &one) { return std::string_view(note.source).starts_with(one.beginning) && one.hasCause(plan); });
}

// The named losses that did not occur: the field is the same and was read from the file, and the plan gives no cause.
QStringList falseLosses(const ExportResult &written, const Plan &plan, const ImportResult &read)
{
    QStringList untrue;
    const Fields differing = differences(plan, read.plan);
    for (const ExportNote &note : written.notes) {
        const auto isAssumed = [&note](const ImportRemark &remark) {
            return remark.kind == ImportRemark::Kind::Assumed && remark.setting == note.setting;
        };
        const bool occurred = note.kind == ExportNote::Kind::Chosen || differing.contains(note.setting) || hasCause(note, plan)
                           || std::ranges::any_of(read.remarks, isAssumed);
        if (!occurred)
            untrue.append(u"%1: %2"_s.arg(QString::fromStdString(note.setting), QString::fromStdString(note.english())));
    }
    return untrue;
}

QString joined(const Fields &fields)
{
    QString text;
    for (const std::string &field : fields)
        text += u' ' + QString::fromStdString(field);
    return text;
}

void comesBack(const ExportContext &context, const QString &format, std::uint64_t seed)
{
    const ExportResult written = findExporter(format.toStdString())->render(context).value();
    const auto read = readBack(written, format);
    QVERIFY2(read.ok(), qPrintable(QString::number(seed) + u": "_s + (read ? QString() : QString::fromStdString(read.error().message))));
    QCOMPARE(QString::fromStdString(read->format), importFormat(format));
    const Fields lost = lostFields(written);
    for (const std::string &field : differences(context.plan, read->plan))
        QVERIFY2(lost.contains(field),
                 qPrintable(u"seed %1: %2 differs; the report names%3"_s.arg(seed).arg(QString::fromStdString(field), joined(lost))));
    for (const ImportRemark &remark : read->remarks)
        QVERIFY2(remark.kind != ImportRemark::Kind::NotUnderstood || isOfEnvironment(remark),
                 qPrintable(QString::fromStdString(remark.setting)));
    const QStringList untrue = falseLosses(written, context.plan, *read);
    QVERIFY2(untrue.isEmpty(), qPrintable(u"seed %1: named, but did not occur: %2"_s.arg(seed).arg(untrue.join(u'\n'))));
}

} // namespace

class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandRandomPlansComeBackButForExactlyWhatTheLossReportNames_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("version");
        for (const char *format : importable) {
            for (const std::string &version : findExporter(format)->info().versions)
                QTest::addRow("%s %s", format, version.c_str()) << QString::fromLatin1(format) << QString::fromStdString(version);
        }
    }

    void theOptionsOfAFormatLoseNoMore_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("choice");
        for (const char *format : importable) {
            for (const ExportOption &option : findExporter(format)->info().options) {
                for (const std::string &choice : option.choices)
                    QTest::addRow("%s %s=%s", format, option.id.c_str(), choice.c_str())
                        << QString::fromLatin1(format) << QString::fromStdString(option.id) << QString::fromStdString(choice);
            }
        }
    }

    void theOptionsOfAFormatLoseNoMore()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, option);
        QFETCH(const QString, choice);
        for (int seed = 1; seed <= seededCases(100); ++seed) {
            ExportContext context = sampleContext(randomPlan(seed));
            context.options = {{option.toStdString(), choice.toStdString()}};
            comesBack(context, format, seed);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void aThousandRandomPlansComeBackButForExactlyWhatTheLossReportNames()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, version);
        const Proving proving({.format = format,
                               .version = version,
                               .consumer = u"Poolwart’s import"_s,
                               .shows = u"1,000 random plans come back, but for exactly what the loss report names"_s});
        for (int seed = 1; seed <= seededCases(1'000); ++seed) {
            ExportContext context = sampleContext(randomPlan(seed));
            context.options = {{"version", version.toStdString()}};
            comesBack(context, format, seed);
            if (QTest::currentTestFailed())
                return;
        }
    }
};

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
