// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/registry.h"
#include "model/store/planfile.h"

#include "tests/exporters/sampleplans.h"
#include "tests/support/proof.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestPlanExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExportedPlanIsByteForByteTheFileThatThePlansWriterWrites()
    {
        const Proving proving({.format = u"plan"_s,
                               .version = u"1"_s,
                               .consumer = u"Poolwart"_s,
                               .shows = u"1,000 random plans are byte for byte what its own writer writes, and read back as they were"_s});
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"plan.json"_s);
        for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
            const Plan plan = randomPlan(seed);
            const auto exported = findExporter("plan")->render(sampleContext(plan)).value();
            QVERIFY(writePlanFile(plan, path.toStdString()).ok());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(QByteArray::fromStdString(exported.files.front().content), file.readAll());
            QVERIFY(readPlanFile(path.toStdString()).value() == plan);
            QVERIFY(exported.notes.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestPlanExport)
#include "tst_planexport.moc"
