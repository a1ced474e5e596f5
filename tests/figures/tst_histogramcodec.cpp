// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/figures/histogramcodec.h"
#include "model/figures/histogramlog.h"
#include "tests/core/seeds.h"
#include "tests/support/eventually.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto jar = "/usr/share/java/hdrhistogram.jar";

Histogram recorded(std::initializer_list<Duration> values)
{
    Histogram histogram;
    for (const Duration value : values)
        histogram.record(value);
    return histogram;
}

// From a microsecond to an hour, each decade as often as the other.
Histogram anyHistogram(Random &random, int values)
{
    Histogram histogram;
    for (int i = 0; i < values; ++i)
        histogram.record(Duration(static_cast<Duration::rep>(1e3 * std::exp(random.uniform() * std::log(3.6e9)))));
    return histogram;
}

// As the buckets know it: what a file keeps.
Histogram asBuckets(const Histogram &histogram)
{
    return Histogram::fromCounts(histogram.counts()).value();
}

} // namespace

class TestHistogramCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCountsComeBackAsTheyWere_data() { addSeeds(5); }
    void theCountsComeBackAsTheyWere()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        for (const int values : {0, 1, 2, 100, 100'000}) {
            const Histogram histogram = anyHistogram(random, values);
            QVERIFY(unpackCounts(packCounts(histogram)).value() == asBuckets(histogram));
            QVERIFY(decodeHistogram(encodeHistogram(histogram)).value() == asBuckets(histogram));
        }
        const Histogram edges = recorded({0ns, 1ns, 2047ns, 2048ns, 2049ns, 1h});
        QVERIFY(decodeHistogram(encodeHistogram(edges)).value() == asBuckets(edges));
    }

    void aSecondOfTwentyThousandRequestsIsAFewKilobytes()
    {
        Random random(4);
        Histogram histogram;
        for (int i = 0; i < 20'000; ++i)
            histogram.record(Duration(static_cast<Duration::rep>(random.exponential(1e6))));
        QVERIFY2(encodeHistogram(histogram).size() < 6'000, qPrintable(QString::number(encodeHistogram(histogram).size())));
    }

    void whatIsNoHistogramIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        const std::string good = encodeHistogram(recorded({1ms, 2ms, 3ms}));
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("not Base64") << QByteArray("HIST!");
        QTest::newRow("another cookie") << QByteArray::fromStdString("AAAA" + good.substr(4));
        for (std::size_t length = 4; length < good.size(); length += 4)
            QTest::addRow("%zu characters of it", length) << QByteArray::fromStdString(good.substr(0, length));
    }
    void whatIsNoHistogramIsRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!decodeHistogram(text.toStdString()));
    }

    // Every byte of the compressed form changed, one at a time: refused, or another histogram; never out of bounds.
    void aDamagedOneDoesNoHarm()
    {
        Random random(5);
        const QByteArray good = QByteArray::fromBase64(QByteArray::fromStdString(encodeHistogram(anyHistogram(random, 300))));
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray damaged = good;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x5a);
            const auto read = decodeHistogram(damaged.toBase64().toStdString());
            QVERIFY(!read || read->count() > 0 || read->max() == 0ns);
        }
        QVERIFY(!unpackCounts(std::string(18, '\xff')));     // ever longer zeros
        QVERIFY(!unpackCounts(std::string(1, '\x80')));      // a number that does not end
        QVERIFY(!unpackCounts(std::string(50'000, '\x02'))); // more than an hour has
    }

    // The same file through org.HdrHistogram: times, counts, maxima and all percentiles are equal, and what it writes of them
    // is read back here.
    void theReferenceImplementationReadsTheLogWithEqualPercentiles()
    {
        const QString java = QStandardPaths::findExecutable(u"java"_s);
        if (java.isEmpty() || !QFile::exists(QString::fromLatin1(jar)))
            QSKIP("no Java, or no libhdrhistogram-java");
        Random random(6);
        std::vector<LogInterval> intervals;
        intervals.push_back({.start = 0s, .length = 1s, .histogram = anyHistogram(random, 50'000)});
        intervals.push_back({.tag = "pool 1, main", .start = 1s, .length = 1'002ms, .histogram = recorded({1us, 999us, 1h})});
        intervals.push_back({.tag = "idle", .start = 2s, .length = 1s, .histogram = Histogram()});
        intervals.push_back({.tag = "response", .start = 3s, .length = 1s, .histogram = anyHistogram(random, 1)});
        const QTemporaryDir folder;
        QFile log(folder.filePath(u"run.hlog"_s));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write(QByteArray::fromStdString(histogramLog(std::chrono::sys_seconds(1'700'000'000s), intervals)));
        log.close();

        // Not 0, for which the reference says where its bucket begins.
        const QStringList percentiles{u"1"_s, u"10"_s, u"50"_s, u"75"_s, u"90"_s, u"95"_s, u"99"_s, u"99.9"_s, u"99.99"_s, u"100"_s};
        QProcess reference;
        reference.start(java, QStringList{u"-cp"_s, QString::fromLatin1(jar),
                                          qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/figures/hdr/ReadLog.java"_s, log.fileName()}
                                  + percentiles);
        QVERIFY(reference.waitForFinished(hangMs));
        QVERIFY2(reference.exitCode() == 0, reference.readAllStandardError().constData());
        const QStringList lines = QString::fromUtf8(reference.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), qsizetype(intervals.size()));

        const QStringList tags{u"-"_s, u"pool_1__main"_s, u"idle"_s, u"response"_s};
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const LogInterval &interval = intervals[std::size_t(i)];
            const Histogram ours = asBuckets(interval.histogram); // the maximum, too, as a file knows it
            const QStringList seen = lines[i].split(u' ');
            const auto begin = 1'700'000'000'000 + std::chrono::floor<std::chrono::milliseconds>(interval.start).count();
            QStringList expected{tags[i], QString::number(begin),
                                 QString::number(begin + std::chrono::floor<std::chrono::milliseconds>(interval.length).count()),
                                 QString::number(ours.count()), QString::number(largestEquivalent(ours.max()).count())};
            for (const QString &percentile : percentiles)
                expected.append(
                    QString::number(ours.count() == 0 ? 0 : largestEquivalent(ours.quantile(percentile.toDouble() / 100)).count()));
            QCOMPARE(seen.first(seen.size() - 1), expected);
            QVERIFY(decodeHistogram(seen.back().toStdString()).value() == ours);
        }
    }

private:
    // An hour is not the last value of its bucket, and no value is longer here.
    static Duration largestEquivalent(Duration value)
    {
        const auto bits = std::bit_width(static_cast<std::uint64_t>(value.count()));
        const Duration::rep width = Duration::rep(1) << std::max(0, int(bits) - 11);
        return Duration((value.count() / width + 1) * width - 1);
    }
};

QTEST_GUILESS_MAIN(TestHistogramCodec)
#include "tst_histogramcodec.moc"
