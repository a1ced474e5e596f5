// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/arrivalstext.h"
#include "model/core/random.h"

#include <QTest>

#include <array>
#include <string_view>

using namespace poolwart;
using namespace std::chrono_literals;
using Bytes = QByteArray;

Q_DECLARE_METATYPE(OpenLoop)

class TestArrivalsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachShapeIsRead_data()
    {
        QTest::addColumn<Bytes>("written");
        QTest::addColumn<OpenLoop>("open");
        const auto row = [](const char *written, const OpenLoop &open) { QTest::addRow("%s", written) << Bytes(written) << open; };
        row("constant:2000", {.ratePerSecond = 2000});
        row("constant:0.25", {.ratePerSecond = 0.25});
        row("ramp:100:2000:30s", {.ratePerSecond = 100, .shape = RateRamp{.toPerSecond = 2000, .over = 30s}});
        row("ramp:2000:0:1500ms", {.ratePerSecond = 2000, .shape = RateRamp{.toPerSecond = 0, .over = 1500ms}});
        row("steps:100:50:1m:4", {.ratePerSecond = 100, .shape = RateSteps{.increment = 50, .each = 1min, .count = 4}});
        row("steps:100:-25:10s:5", {.ratePerSecond = 100, .shape = RateSteps{.increment = -25, .each = 10s, .count = 5}});
        row("burst:0:5000:10s:1s", {.ratePerSecond = 0, .shape = RateBursts{.peakPerSecond = 5000, .period = 10s, .length = 1s}});
    }
    void eachShapeIsRead()
    {
        QFETCH(Bytes, written);
        QFETCH(OpenLoop, open);
        const auto parsed = parseArrivals(written.toStdString());
        QVERIFY2(parsed.ok(), parsed ? "" : parsed.error().message.c_str());
        QCOMPARE(*parsed, open);
    }

    void whatIsNoShapeIsRefused_data()
    {
        QTest::addColumn<Bytes>("written");
        for (const char *written : {"",
                                    "2000",
                                    "constant",
                                    "constant:",
                                    "constant:x",
                                    "constant:1:2",
                                    "constant:nan",
                                    "constant:inf",
                                    "constant:1e999",
                                    "ramp:1:2",
                                    "ramp:1:2:3",
                                    "ramp:1:2:3s:4",
                                    "ramp:1::3s",
                                    "steps:1:2:3s",
                                    "steps:1:2:3s:x",
                                    "steps:1:2:3s:2.5",
                                    "burst:1:2:3s",
                                    "burst:1:2:3s:4s:5",
                                    "Ramp:1:2:3s",
                                    " constant:1",
                                    "poisson:1"})
            QTest::addRow("“%s”", written) << Bytes(written);
    }
    void whatIsNoShapeIsRefused()
    {
        QFETCH(Bytes, written);
        const auto parsed = parseArrivals(written.toStdString());
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().message, "“" + written.toStdString() + "” is not an arrival shape.");
        QVERIFY(parsed.error().hint.find("ramp:100:2000:30s") != std::string::npos);
    }

    void aShapeThatCannotBeIsRefusedWithItsRule_data()
    {
        QTest::addColumn<Bytes>("written");
        QTest::addColumn<Bytes>("message");
        const auto row = [](const char *written, const char *message) { QTest::addRow("%s", written) << Bytes(written) << Bytes(message); };
        row("constant:0", "rate: it must be above 0 and at most 1000000 requests per second.");
        row("constant:-1", "rate: it must be above 0 and at most 1000000 requests per second.");
        row("ramp:-1:5:1s", "ramp: the rate must be from 0 to 1000000 requests per second.");
        row("ramp:1:1000001:1s", "ramp: the rate must be from 0 to 1000000 requests per second.");
        row("ramp:0:0:1s", "ramp: both rates are 0, so no request is ever due.");
        row("ramp:1:2:0", "ramp: 0s is outside 1ms to 24h.");
        row("ramp:1:2:25h", "ramp: 25h is outside 1ms to 24h.");
        row("steps:1:1:1s:1", "steps: 1 levels are outside 2 to 100.");
        row("steps:1:1:1s:101", "steps: 101 levels are outside 2 to 100.");
        row("steps:100:-50:1s:4", "steps: the rate must be from 0 to 1000000 requests per second.");
        row("steps:0:0:1s:4", "steps: both rates are 0, so no request is ever due.");
        row("burst:1:2:1s:1s", "burst: its length of 1s must be below the period of 1s.");
        row("burst:0:0:2s:1s", "burst: both rates are 0, so no request is ever due.");
    }
    void aShapeThatCannotBeIsRefusedWithItsRule()
    {
        QFETCH(Bytes, written);
        QFETCH(Bytes, message);
        const auto parsed = parseArrivals(written.toStdString());
        QVERIFY(!parsed.ok());
        QCOMPARE(Bytes::fromStdString(parsed.error().message), message);
    }

    void aThinkTimeIsAlwaysTheSameOrExponential()
    {
        const ClosedLoop clients{.clients = 7};
        QCOMPARE(parseThinkTime("10ms", clients).value(), (ClosedLoop{.clients = 7, .thinkTime = 10ms}));
        QCOMPARE(parseThinkTime("exponential:2s", clients).value(),
                 (ClosedLoop{.clients = 7, .thinkTime = 2s, .thinksExponentially = true}));
        for (const char *wrong : {"", "10", "exponential", "exponential:", "exponential:x", "uniform:1s", "-1s"})
            QCOMPARE(parseThinkTime(wrong, clients).error().message, "“" + std::string(wrong) + "” is not a think time.");
        QCOMPARE(parseThinkTime("25h", clients).error().message, std::string("think time: 25h is outside 0s to 24h."));
    }

    void anyBytesAreReadOrRefusedAndWhatIsReadIsValid()
    {
        Random random(11);
        const std::string_view alphabet = "ramp:steps:burst:constant:0123456789.-smh:";
        for (int i = 0; i < 100'000; ++i) {
            std::string written = std::array{"ramp:", "steps:", "burst:", "constant:"}[random.below(4)];
            for (std::uint64_t length = random.below(20); length > 0; --length)
                written += alphabet[random.below(alphabet.size())];
            if (const auto parsed = parseArrivals(written))
                QVERIFY2(validate(Arrivals(*parsed)).ok(), written.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestArrivalsText)
#include "tst_arrivalstext.moc"
