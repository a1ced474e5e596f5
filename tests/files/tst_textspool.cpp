// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/textspool.h"
#include "tests/support/emptyspools.h"

#include <QTest>

using namespace poolwart;

class TestTextSpool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsComeBackAsTheyWereKept()
    {
        TextSpool spool;
        const auto first = spool.keep("first");
        const auto empty = spool.keep("");
        const auto large = spool.keep(std::string(1'000'000, 'x'));
        QCOMPARE(spool.read(large), std::optional(std::string(1'000'000, 'x')));
        QCOMPARE(spool.read(first), std::optional<std::string>("first"));
        QCOMPARE(spool.read(empty), std::optional<std::string>(""));
    }

    void aTextThatTheDiskDoesNotGiveBackIsToldApartFromAnEmptyOne()
    {
        TextSpool spool;
        const auto lost = spool.keep("lost");
        const auto empty = spool.keep("");
        QCOMPARE(emptySpools(), 1);
        QCOMPARE(spool.read(lost), std::optional<std::string>());
        QCOMPARE(spool.read(empty), std::optional<std::string>(""));
    }
};

QTEST_GUILESS_MAIN(TestTextSpool)
#include "tst_textspool.moc"
