// SPDX-License-Identifier: GPL-3.0-or-later
// What an export writes, an import reads back: the same plan, but for the fields that the loss report names.
#include "model/exporters/planwords.h"
#include "model/exporters/registry.h"
#include "model/importers/importer.h"

#include "tests/exporters/sampleplans.h"
#include "tests/support/proof.h"

#include <QTest>

#include <functional>
#include <set>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

using Fields = std::set<std::string>;

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

QString joined(const Fields &fields)
{
    QString text;
    for (const std::string &field : fields)
        text += u' ' + QString::fromStdString(field);
    return text;
}

} // namespace

class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandRandomPlansComeBackButForWhatTheLossReportNames_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("version");
        for (const char *format : {"plan", "env", "service", "pgbouncer", "pgcat", "odyssey", "kubernetes", "node-postgres", "prisma-6", "prisma-7", "hikari", "quarkus"}) {
            for (const std::string &version : findExporter(format)->info().versions)
                QTest::addRow("%s %s", format, version.c_str()) << QString::fromLatin1(format) << QString::fromStdString(version);
        }
    }

    void aThousandRandomPlansComeBackButForWhatTheLossReportNames()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, version);
        const bool isScript = findExporter(format.toStdString())->info().ecosystem == Ecosystem::JavaScript;
        const QString alsoLost = isScript ? u", and its routing and fleet"_s : QString(); // code, and the budget line
        const Proving proving({.format = format,
                               .version = version,
                               .consumer = u"Poolwart’s import"_s,
                               .shows = u"1,000 random plans come back, but for what the loss report names"_s + alsoLost});
        const Exporter &exporter = *findExporter(format.toStdString());
        for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
            ExportContext context = sampleContext(randomPlan(seed));
            context.options = {{"version", version.toStdString()}};
            const ExportResult written = exporter.render(context).value();
            const auto read = readBack(written, format);
            QVERIFY2(read.ok(), qPrintable(QString::number(seed) + u": "_s + (read ? QString() : QString::fromStdString(read.error().message))));
            QCOMPARE(QString::fromStdString(read->format), importFormat(format));
            Fields lost = lostFields(written);
            if (isScript)
                lost.insert({"policy", "migration_share", "fleet"});
            for (const std::string &field : differences(context.plan, read->plan))
                QVERIFY2(lost.contains(field), qPrintable(u"seed %1: %2 differs; the report names%3"_s.arg(seed).arg(QString::fromStdString(field), joined(lost))));
            for (const ImportRemark &remark : read->remarks)
                QVERIFY2(remark.kind != ImportRemark::Kind::NotUnderstood, qPrintable(QString::fromStdString(remark.setting)));
        }
    }
};

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
