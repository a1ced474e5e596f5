// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/utf8.h"

#include <QTest>

using namespace poolwart;

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextIsCutBetweenTwoCharacters_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QByteArray>("cut");
        const auto row = [](const char *title, const char *text, int bytes, const char *cut) {
            QTest::newRow(title) << QByteArray(text) << bytes << QByteArray(cut);
        };
        row("nothing", "", 0, "");
        row("that fits", "abc", 3, "abc");
        row("ASCII", "abcd", 3, "abc…");
        row("before a character of two bytes", "aäb", 2, "a…");
        row("behind it", "aäb", 3, "aä…");
        row("within one of four bytes", "🐘x", 3, "…");
        row("continuation bytes only", "\x80\x80\x80", 2, "…");
    }
    void aTextIsCutBetweenTwoCharacters()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, bytes);
        QFETCH(QByteArray, cut);
        QCOMPARE(QByteArray::fromStdString(shortened(text.toStdString(), static_cast<std::size_t>(bytes))), cut);
    }

    void aByteOrderMarkIsLeftOutWhereTheTextBegins()
    {
        QCOMPARE(std::string(withoutByteOrderMark("\xef\xbb\xbfSELECT 1")), std::string("SELECT 1"));
        QCOMPARE(std::string(withoutByteOrderMark("SELECT '\xef\xbb\xbf'")), std::string("SELECT '\xef\xbb\xbf'"));
        QCOMPARE(std::string(withoutByteOrderMark("\xef\xbb")), std::string("\xef\xbb"));
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
