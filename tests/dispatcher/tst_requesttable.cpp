// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/requesttable.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestRequestTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIdIsReusedOnlyAfterItsRequestHasEnded()
    {
        RequestTable requests;
        const RequestId first = requests.add({.client = 1});
        const RequestId second = requests.add({.client = 2});
        QVERIFY(first != second);
        QCOMPARE(requests.outstanding(), std::uint64_t(2));
        requests.remove(first);
        QCOMPARE(requests.outstanding(), std::uint64_t(1));
        QCOMPARE(requests.add({.client = 3}), first);
        QCOMPARE(requests[first].client, std::uint32_t(3));
        QCOMPARE(requests[second].client, std::uint32_t(2));
    }

    void onlyRequestsThatHaveNotEndedAreVisited()
    {
        RequestTable requests;
        const RequestId ended = requests.add({.client = 1});
        requests.add({.client = 2});
        requests.remove(ended);
        std::vector<std::uint32_t> seen;
        requests.forEach([&](const Request &request) { seen.push_back(request.client); });
        QCOMPARE(seen, std::vector<std::uint32_t>{2});
    }
};

QTEST_GUILESS_MAIN(TestRequestTable)
#include "tst_requesttable.moc"
