// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/linediff.h"

#include <QTest>

#include <random>

using namespace poolwart;

namespace {

// "-a", "+b", " c": as a diff is written, a line each; "~" marks a line without its end.
QByteArray written(const std::vector<DiffLine> &diff)
{
    QByteArray text;
    for (const DiffLine &line : diff) {
        text += line.kind == DiffLine::Kind::Same ? ' ' : line.kind == DiffLine::Kind::Removed ? '-' : '+';
        text += QByteArray::fromStdString(line.text);
        if (!line.text.ends_with('\n'))
            text += "~\n";
    }
    return text;
}

std::string side(const std::vector<DiffLine> &diff, DiffLine::Kind without)
{
    std::string text;
    for (const DiffLine &line : diff) {
        if (line.kind != without)
            text += line.text;
    }
    return text;
}

// The length of the longest common subsequence, by the textbook's table.
int commonLines(const std::string &before, const std::string &after)
{
    std::vector<std::vector<int>> table(before.size() / 2 + 1, std::vector<int>(after.size() / 2 + 1));
    for (std::size_t i = 1; i < table.size(); ++i) {
        for (std::size_t j = 1; j < table[i].size(); ++j)
            table[i][j] = before[2 * i - 2] == after[2 * j - 2] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
    return table.back().back();
}

} // namespace

class TestLineDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFewestLinesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("diff");
        const auto row = [](const char *name, const char *before, const char *after, const char *diff) {
            QTest::addRow("%s", name) << QByteArray(before) << QByteArray(after) << QByteArray(diff);
        };
        row("nothing at all", "", "", "");
        row("the same", "a\nb\n", "a\nb\n", " a\n b\n");
        row("a new file", "", "a\nb\n", "+a\n+b\n");
        row("an emptied file", "a\nb\n", "", "-a\n-b\n");
        row("a line between", "a\nc\n", "a\nb\nc\n", " a\n+b\n c\n");
        row("a line less", "a\nb\nc\n", "a\nc\n", " a\n-b\n c\n");
        row("a line otherwise", "a\nb\nc\n", "a\nB\nc\n", " a\n-b\n+B\n c\n");
        row("all otherwise", "a\nb\n", "c\nd\n", "-a\n-b\n+c\n+d\n");
        row("moved", "a\nb\nc\n", "b\nc\na\n", "-a\n b\n c\n+a\n");
        row("the end of the last line", "a\nb", "a\nb\n", " a\n-b~\n+b\n");
        row("carriage returns", "a\r\nb\n", "a\nb\n", "-a\r\n+a\n b\n");
        row("Myers' own example", "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", "-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n");
    }
    void theFewestLinesAreNamed()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(written(lineDiff(before.toStdString(), after.toStdString())), "diff");
    }

    void bothTextsStandInItAndNoDiffIsShorter()
    {
        for (unsigned seed = 1; seed <= 500; ++seed) {
            std::mt19937 random(seed);
            const auto text = [&random] {
                std::string lines;
                for (auto left = random() % 40; left > 0; --left)
                    lines += {static_cast<char>('a' + random() % 4), '\n'};
                return lines;
            };
            const std::string before = text();
            const std::string after = text();
            const auto diff = lineDiff(before, after);
            QCOMPARE(side(diff, DiffLine::Kind::Added), before);
            QCOMPARE(side(diff, DiffLine::Kind::Removed), after);
            const int common = commonLines(before, after);
            const DiffCounts expected{.removed = static_cast<int>(before.size() / 2) - common,
                                      .added = static_cast<int>(after.size() / 2) - common};
            QVERIFY2(countsOf(diff) == expected, qPrintable(QString::number(seed)));
        }
    }

    void textsWithoutAnythingInCommonAreTwoBlocksAtOnce()
    {
        std::string before = "first\n";
        std::string after = before;
        for (int i = 0; i < 200'000; ++i) {
            before += "old " + std::to_string(i) + '\n';
            after += "new " + std::to_string(i) + '\n';
        }
        const auto diff = lineDiff(before, after);
        const DiffCounts expected{.removed = 200'000, .added = 200'000};
        QVERIFY(countsOf(diff) == expected);
        QCOMPARE(side(diff, DiffLine::Kind::Added), before);
        QCOMPARE(side(diff, DiffLine::Kind::Removed), after);
    }

    void hunksShowThreeLinesAroundAndJoinWhereTheyTouch()
    {
        const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n";
        std::string after = before;
        after.replace(after.find("5\n"), 1, "five");
        after.replace(after.find("\n12\n") + 1, 2, "twelve");
        after += "21\n";
        const auto hunks = hunksOf(lineDiff(before, after));
        QCOMPARE(hunks.size(), std::size_t(2));
        QCOMPARE(hunks[0].before, 2);
        QCOMPARE(hunks[0].after, 2);
        QCOMPARE(written(hunks[0].lines), QByteArray(" 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n 10\n 11\n-12\n+twelve\n 13\n 14\n 15\n"));
        QCOMPARE(hunks[1].before, 18);
        QCOMPARE(written(hunks[1].lines), QByteArray(" 18\n 19\n 20\n+21\n"));
        QVERIFY(hunksOf(lineDiff(before, before)).empty());
    }

    void anAddedLineShiftsTheNumbersAfterIt()
    {
        const auto hunks = hunksOf(lineDiff("a\nb\nc\nd\n", "0\na\nb\nc\nD\n"), 0);
        QCOMPARE(hunks.size(), std::size_t(2));
        QCOMPARE(hunks[1].before, 4);
        QCOMPARE(hunks[1].after, 5);
    }
};

QTEST_GUILESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
