// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/durationtext.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestDurationText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDurationIsAWholeNumberWithAUnit_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<qlonglong>("milliseconds");
        QTest::addRow("ms") << QByteArray("500ms") << qlonglong(500);
        QTest::addRow("s") << QByteArray("20s") << qlonglong(20'000);
        QTest::addRow("m") << QByteArray("5m") << qlonglong(300'000);
        QTest::addRow("h") << QByteArray("2h") << qlonglong(7'200'000);
        QTest::addRow("zero") << QByteArray("0") << qlonglong(0);
        QTest::addRow("largest") << QByteArray("1000h") << qlonglong(3'600'000'000);
    }
    void aDurationIsAWholeNumberWithAUnit()
    {
        QFETCH(QByteArray, written);
        QFETCH(qlonglong, milliseconds);
        const auto parsed = parseDuration(written.toStdString());
        QVERIFY(parsed.ok());
        QCOMPARE(qlonglong(parsed->count()), milliseconds);
    }

    void anythingElseIsRefusedWithTheForms_data()
    {
        QTest::addColumn<QByteArray>("written");
        for (const char *bad : {"", "20", "s", "-5s", "1.5s", "20 s", "20sec", "1001h", "99999999999999999999s", "5M"})
            QTest::addRow("'%s'", bad) << QByteArray(bad);
    }
    void anythingElseIsRefusedWithTheForms()
    {
        QFETCH(QByteArray, written);
        const auto parsed = parseDuration(written.toStdString());
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, ErrorKind::BadInput);
        QVERIFY(parsed.error().hint.find("500ms") != std::string::npos);
    }

    void aFormattedDurationReadsBackAsItself()
    {
        for (const auto duration : {0ms, 1ms, 999ms, 1000ms, 1500ms, 60'000ms, 90'000ms, 3'600'000ms, 86'400'000ms})
            QCOMPARE(parseDuration(formatDuration(duration)).value(), duration);
        QCOMPARE(formatDuration(90s), std::string("90s"));
        QCOMPARE(formatDuration(300s), std::string("5m"));
    }
};

QTEST_GUILESS_MAIN(TestDurationText)
#include "tst_durationtext.moc"
