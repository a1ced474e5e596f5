// SPDX-License-Identifier: GPL-3.0-or-later
// Each line with the kinds of its characters below it: c comment, s string, n number, w word, k key, h section, p placeholder.
#include "ui/code/syntax.h"

#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

QString kindsOf(const QString &path, const QString &text)
{
    QStringList result;
    int state = 0;
    for (const QString &line : text.split(u'\n')) {
        QString kinds(line.size(), u' ');
        for (const SyntaxSpan &span : syntaxSpans(syntaxOf(path), line, state))
            kinds.replace(span.start, span.length, QString(span.length, u"csnwkhp"_s.at(static_cast<int>(span.kind))));
        result.append(kinds);
    }
    return result.join(u'\n');
}

} // namespace

class TestSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreColouredByTheirLanguage_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kinds");
        const auto row = [](const char *path, const QString &text, const QString &kinds) {
            QTest::addRow("%s: %s", path, qPrintable(text.left(24))) << QString::fromLatin1(path) << text << kinds;
        };
        row("a.ts", u"const n = 'it\\'s' // 5"_s, u"wwwww     sssssss cccc"_s);
        row("a.ts", u"a `x\ny` b /* c\nd */ 12_000"_s, u"  ss\nss   cccc\ncccc nnnnnn"_s);
        row("a.ts", u"'http://x' newer"_s, u"ssssssssss      "_s);
        row(".env.example", u"URL=\"pg://a:CHANGE_ME@h\" # x"_s, u"kkk sssssssspppppppppsss ccc"_s);
        row(".env", u"URL=a#b"_s, u"kkk    "_s);
        row("pgbouncer.ini", u"[databases]\nshop = host=db port=5432 ; x"_s, u"hhhhhhhhhhh\nkkkk                nnnn ccc"_s);
        row("application.yml", u"- max-size: 12\n  url: \"a\" # b"_s, u"  kkkkkkkk  nn\n  kkk  sss ccc"_s);
        row("package.json", u"  \"pg\": \"8.23\", true"_s, u"  kkkk  ssssss  wwww"_s);
        row("a.py", u"def f(): return None # \"x\""_s, u"www      wwwwww wwww ccccc"_s);
        row("a.py", u"\"\"\"The plan's\nif 'x\n\"\"\" if \"\""_s, u"sssssssssssss\nsssss\nsss ww ss"_s);
        row("roles.sql", u"ALTER ROLE app SET x = '5' -- y"_s, u"wwwww wwww     www     sss cccc"_s);
        row("userlist.txt", u"\"app\" 12 # x"_s, u"            "_s);
        row("a.ts", u"'open"_s, u"sssss"_s);
        row("a.ts", u"'end\\"_s, u"sssss"_s);
    }
    void linesAreColouredByTheirLanguage()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QTEST(kindsOf(path, text), "kinds");
    }

    // Whatever is typed or generated: spans lie within the line, in order, and none is empty.
    void spansAreWithinTheLineInOrder()
    {
        const QString letters = u"a1 \"'`/*#;=[]:-\\\n."_s;
        std::uint32_t random = 7;
        for (const char *path : {"a.ts", "a.py", "a.ini", "a.yml", "a.json", ".env", "a.sql"}) {
            for (int i = 0; i < 2'000; ++i) {
                QString line;
                for (int j = 0; j < 12; ++j) {
                    random = random * 1'664'525u + 1'013'904'223u;
                    line += letters.at(static_cast<qsizetype>((random >> 16) % static_cast<unsigned>(letters.size())));
                }
                int state = i % 3 == 0 ? 0 : i % 2;
                if (syntaxOf(QString::fromLatin1(path)).blockOpen.isEmpty())
                    state = 0;
                qsizetype end = 0;
                for (const SyntaxSpan &span : syntaxSpans(syntaxOf(QString::fromLatin1(path)), line, state)) {
                    QVERIFY2(span.start >= end && span.length > 0, qPrintable(line));
                    end = span.start + span.length;
                }
                QVERIFY2(end <= line.size(), qPrintable(line));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSyntax)
#include "tst_syntax.moc"
