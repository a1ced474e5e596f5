// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/servicetime.h"

#include <QTest>

#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;

class TestServiceTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aModelIsReadAndWrittenInOneForm_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("normal");
        const auto row = [](const char *written, const char *normal) {
            QTest::addRow("%s", written) << QByteArray(written) << QByteArray(normal);
        };
        row("constant:10ms", "constant:10ms");
        row("constant:1500us", "constant:1.5ms");
        row("exponential:0.25ms", "exponential:250us");
        row("exponential:3600s", "exponential:3600s");
        row("lognormal:10ms:0.5", "lognormal:10ms:0.5");
        row("uniform:5ms:1.5s", "uniform:5ms:1.5s");
    }
    void aModelIsReadAndWrittenInOneForm()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, normal);
        const auto model = parseServiceTime(written.toStdString());
        QVERIFY(model.ok());
        QCOMPARE(serviceTimeText(*model), normal.toStdString());
        QVERIFY(parseServiceTime(normal.toStdString()).value() == *model);
    }

    void whatIsNoModelIsRefused_data()
    {
        QTest::addColumn<QByteArray>("written");
        for (const char *written : {"",
                                    "10ms",
                                    "constant",
                                    "constant:",
                                    "constant:10",
                                    "constant:10m",
                                    "constant:-1ms",
                                    "constant:nanms",
                                    "constant:infs",
                                    "constant:1e3ms",
                                    "constant:10ms:1",
                                    "exponential:0us",
                                    "exponential:2h",
                                    "exponential:3601s",
                                    "lognormal:10ms",
                                    "lognormal:10ms:0",
                                    "lognormal:10ms:x",
                                    "lognormal:10ms:1e9",
                                    "uniform:5ms",
                                    "uniform:5ms:4ms",
                                    "gamma:10ms",
                                    "constant:10ms "})
            QTest::addRow("“%s”", written) << QByteArray(written);
    }
    void whatIsNoModelIsRefused()
    {
        QFETCH(QByteArray, written);
        const auto model = parseServiceTime(written.toStdString());
        QVERIFY(!model.ok());
        QCOMPARE(model.error().message, "“" + written.toStdString() + "” is not a service time model.");
    }

    // Mean and coefficient of variation of 400,000 draws are within 2 % of what the model's name says.
    void drawsHaveTheMeanAndTheSpreadOfTheModel_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<double>("milliseconds");
        QTest::addColumn<double>("variation");
        QTest::newRow("constant") << QByteArray("constant:10ms") << 10.0 << 0.0;
        QTest::newRow("exponential") << QByteArray("exponential:10ms") << 10.0 << 1.0;
        QTest::newRow("lognormal, narrow") << QByteArray("lognormal:10ms:0.5") << 10.0 << 0.5;
        QTest::newRow("lognormal, wide") << QByteArray("lognormal:10ms:1.5") << 10.0 << 1.5;
        QTest::newRow("uniform") << QByteArray("uniform:5ms:15ms") << 10.0 << 10 / std::sqrt(12.0) / 10;
    }
    void drawsHaveTheMeanAndTheSpreadOfTheModel()
    {
        QFETCH(QByteArray, written);
        QFETCH(double, milliseconds);
        QFETCH(double, variation);
        const ServiceTime model = parseServiceTime(written.toStdString()).value();
        Random random(11);
        double sum = 0;
        double squares = 0;
        constexpr int draws = 400'000;
        for (int i = 0; i < draws; ++i) {
            const double drawn = std::chrono::duration<double, std::milli>(model.draw(random)).count();
            QVERIFY(drawn >= 0);
            sum += drawn;
            squares += drawn * drawn;
        }
        const double mean = sum / draws;
        const double spread = std::sqrt(std::max(0.0, squares / draws - mean * mean)) / mean;
        QVERIFY2(std::abs(mean / milliseconds - 1) < 0.02, qPrintable(QString::number(mean)));
        QVERIFY2(std::abs(spread - variation) < 0.02 * variation + 1e-4, qPrintable(QString::number(spread)));
    }
};

QTEST_GUILESS_MAIN(TestServiceTime)
#include "tst_servicetime.moc"
