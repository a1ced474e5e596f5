// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/arrivalrecorder.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

ArrivalRecorder recordingFrom(TimePoint begin)
{
    ArrivalRecorder recorder;
    recorder.setOn(true);
    recorder.begin(begin);
    return recorder;
}

} // namespace

class TestArrivalRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arrivalsAreTimedFromTheBeginAndTakenSecondBySecond()
    {
        ArrivalRecorder recorder = recordingFrom(TimePoint(10s));
        recorder.record(TimePoint(10s + 5ms), {.script = 1});
        recorder.record(TimePoint(9s), {}); // it was due before
        const ArrivalRecorder::Second first = recorder.take();
        QCOMPARE(first.arrivals, (std::vector<RecordedArrival>{{.at = 5ms, .kind = {.script = 1}}, {.at = 0ms, .kind = {}}}));
        QCOMPARE(first.leftOut, std::uint64_t(0));
        QVERIFY(recorder.take().arrivals.empty());
    }

    void recordingIsSwitchedWithTheNextBegin()
    {
        ArrivalRecorder recorder;
        recorder.setOn(true);
        QVERIFY(!recorder.isRecording());
        recorder.begin(TimePoint{});
        QVERIFY(recorder.isRecording());
        recorder.setOn(false);
        QVERIFY(recorder.isRecording());
        recorder.begin(TimePoint{});
        QVERIFY(!recorder.isRecording());
    }

    void whatIsForgottenCountsAsLeftOut()
    {
        ArrivalRecorder recorder = recordingFrom(TimePoint{});
        recorder.record(TimePoint(1ms), {});
        recorder.forget();
        recorder.record(TimePoint(2ms), {});
        const ArrivalRecorder::Second second = recorder.take();
        QCOMPARE(second.arrivals.size(), std::size_t(1));
        QCOMPARE(second.leftOut, std::uint64_t(1));
    }

    void beyondTheLimitOfAMeasurementArrivalsAreOnlyCounted()
    {
        ArrivalRecorder recorder = recordingFrom(TimePoint{});
        for (std::size_t i = 0; i < limits::maxRecordedArrivals; ++i)
            recorder.record(TimePoint{}, {});
        QCOMPARE(recorder.take().arrivals.size(), std::size_t(limits::maxRecordedArrivals));
        recorder.record(TimePoint{}, {});
        const ArrivalRecorder::Second second = recorder.take();
        QVERIFY(second.arrivals.empty());
        QCOMPARE(second.leftOut, std::uint64_t(1));
        recorder.begin(TimePoint{});
        recorder.record(TimePoint{}, {});
        QCOMPARE(recorder.take().arrivals.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestArrivalRecorder)
#include "tst_arrivalrecorder.moc"
