// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/exportarchive.h"

#include "tests/support/tool.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestExportArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pythonReadsEveryFileBackWithItsModeAndDate()
    {
        const ExportResult sample{.files = {{.path = "prisma-7/src/pools.ts", .content = "pools\n"},
                                            {.path = "env/.env", .content = "PASSWORD=x\n", .secret = true},
                                            {.path = "env/ü", .content = std::string(100'000, 'a')}},
                                  .notes = {{.setting = "policy", .source = "a note"}}};
        const auto zip = archived(sample, "shop.zip", "2026-02-03");
        QVERIFY(zip.ok());
        QVERIFY(zip->notes == sample.notes);
        QCOMPARE(zip->files.size(), std::size_t(1));
        QCOMPARE(zip->files[0].path, std::string("shop.zip"));
        QVERIFY(zip->files[0].secret);
        QVERIFY(zip->files[0].content.size() < 2'000); // compressed
        QVERIFY(*zip == archived(sample, "shop.zip", "2026-02-03").value());

        QTemporaryDir folder;
        writeTestFile(folder.filePath(u"shop.zip"_s), QByteArray::fromStdString(zip->files[0].content));
        const auto read = runTool({.program = u"/usr/bin/python3"_s,
                                   .arguments = {u"-c"_s, QString::fromLatin1(reader)},
                                   .folder = folder.path(),
                                   .environment = {u"PYTHONIOENCODING=utf-8"_s}});
        QCOMPARE(QString::fromUtf8(read.output), u"None\n"
                                                 "prisma-7/src/pools.ts 0o100644 (2026, 2, 3) 6\n"
                                                 "env/.env 0o100600 (2026, 2, 3) 11\n"
                                                 "env/ü 0o100644 (2026, 2, 3) 100000\n"_s);
    }

    void whatWasPackedIsUnpacked()
    {
        const ExportResult sample{.files = {{.path = "a/b", .content = std::string("x\0y", 3)}, {.path = "ü", .content = ""}}};
        const std::string bytes = archived(sample, "a.zip", "2026-02-03")->files[0].content;
        const std::map<std::string, std::string> expected{{"a/b", std::string("x\0y", 3)}, {"ü", ""}};
        QVERIFY(unpacked(bytes, "a.zip").value() == expected);
    }

    void aDamagedZipIsRefusedAndAHugeOneIsNotUnpacked()
    {
        const ExportResult sample{.files = {{.path = "a", .content = std::string(17 * 1024 * 1024, 'a')}}};
        const std::string bytes = archived(sample, "a.zip", "2026-02-03")->files[0].content;
        const auto huge = unpacked(bytes, "a.zip");
        QVERIFY(!huge.ok());
        QCOMPARE(huge.error().message, std::string("“a.zip” already exists and cannot be read as a zip: more than 16 MiB of files."));
        for (const std::string &broken : {std::string("no zip"), std::string(), bytes.substr(0, bytes.size() / 2)})
            QVERIFY(!unpacked(broken, "a.zip").ok());
    }

    void aZipWithoutSecretsIsNone()
    {
        QVERIFY(!archived({.files = {{.path = "a", .content = "b\n"}}}, "a.zip", "2026-02-03")->files[0].secret);
    }

    void onlyTheEndOfTheNameCounts()
    {
        QVERIFY(isArchiveName("out/shop.ZIP"));
        QVERIFY(!isArchiveName("shop.zip/"));
        QVERIFY(!isArchiveName("shop"));
    }

private:
    static constexpr auto reader = R"(
import zipfile
with zipfile.ZipFile('shop.zip') as archive:
    print(archive.testzip())
    for one in archive.infolist():
        print(one.filename, oct(one.external_attr >> 16), one.date_time[:3], len(archive.read(one)))
)";
};

QTEST_GUILESS_MAIN(TestExportArchive)
#include "tst_exportarchive.moc"
