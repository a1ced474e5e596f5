// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/registry.h"

#include "tests/exporters/sampleplans.h"

#include <QTest>

#include <set>

using namespace poolwart;

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormatIsFoundByItsIdAndNamesItsChoices()
    {
        std::set<std::string> ids;
        QVERIFY(!exporters().empty());
        for (const Exporter *exporter : exporters()) {
            QCOMPARE(findExporter(exporter->id()), exporter);
            QVERIFY(ids.insert(exporter->id()).second);
            QVERIFY(!exporter->title().empty());
            QVERIFY(!exporter->info().versions.empty());
            QVERIFY(!ecosystemTitle(exporter->info().ecosystem).empty());
            for (const ExportOption &option : exporter->info().options) {
                QVERIFY(option.choices.size() > 1);
                QVERIFY(*option.title != 0);
            }
        }
        QVERIFY(ids.contains("prisma-7"));
    }

    void anUnknownFormatIsRefusedWithTheListOfAll()
    {
        const auto result = exporterById("prisma-99");
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        QVERIFY(result.error().hint.find("prisma-7") != std::string::npos);
    }

    void anUnknownOptionOrChoiceIsRefusedWithTheOnesThereAre()
    {
        const Exporter &exporter = *findExporter("prisma-7");
        ExportContext context = sampleContext(shopPlan());
        context.options = {{"colour", "red"}};
        const auto option = exporter.render(context);
        QVERIFY(!option.ok());
        QVERIFY(option.error().hint.find("version") != std::string::npos);
        context.options = {{"version", "6"}};
        const auto choice = exporter.render(context);
        QVERIFY(!choice.ok());
        QCOMPARE(choice.error().hint, std::string("Choose one of: 7."));
    }

    void anInvalidPlanIsRefusedByEveryFormat()
    {
        Plan plan = shopPlan();
        plan.pools[2].slots = 0;
        for (const Exporter *exporter : exporters()) {
            const auto result = exporter->render(sampleContext(plan));
            QVERIFY(!result.ok());
            QCOMPARE(result.error().kind, ErrorKind::BadInput);
        }
    }

    void everyFormatWritesEveryPlanAndAlwaysTheSameBytes()
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            const ExportContext context = sampleContext(randomPlan(seed));
            for (const Exporter *exporter : exporters()) {
                const auto result = exporter->render(context);
                QVERIFY2(result.ok(), qPrintable(QString::number(seed)));
                QVERIFY(*result == exporter->render(context).value());
                checkFiles(*result);
            }
        }
    }

private:
    static void checkFiles(const ExportResult &result)
    {
        std::set<std::string> paths;
        QVERIFY(!result.files.empty());
        for (const ExportFile &file : result.files) {
            QVERIFY(paths.insert(file.path).second);
            QVERIFY(!file.path.starts_with('/') && file.path.find("..") == std::string::npos);
            QVERIFY(file.content.ends_with('\n'));
            QVERIFY(file.content.find('\r') == std::string::npos);
        }
        for (const ExportNote &note : result.notes) {
            QVERIFY(!note.setting.empty());
            QVERIFY(!note.english().empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
