// SPDX-License-Identifier: GPL-3.0-or-later
// The manual's pages as they are under resources/manual, and what becomes of them in a terminal and for man(1).
#include "model/manual/manpage.h"
#include "model/manual/manual.h"
#include "model/manual/markdown.h"
#include "model/manual/plainpage.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

const QStringList &languages()
{
    static const QStringList all{u"en"_s, u"de"_s};
    return all;
}

QString folder(const QString &language)
{
    return u"%1/resources/manual/%2"_s.arg(qEnvironmentVariable("POOLWART_SOURCE"), language);
}

QString page(const QString &language, const QString &topic)
{
    QFile file(u"%1/%2.md"_s.arg(folder(language), topic));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// What a translation may not change: the kinds of the blocks, the levels, the sizes of tables, and code.
struct Structure
{
    QStringList lines;

    void operator()(const MarkdownHeading &heading) { lines.append(u"heading %1"_s.arg(heading.level)); }
    void operator()(const MarkdownParagraph &) { lines.append(u"paragraph"_s); }
    void operator()(const MarkdownItem &) { lines.append(u"item"_s); }
    void operator()(const MarkdownCode &code) { lines.append(u"code: "_s + code.lines.join(u'\n')); }
    void operator()(const MarkdownTable &table)
    {
        lines.append(u"table of %1 rows"_s.arg(table.rows.size()));
        for (const auto &row : table.rows)
            lines.append(u"row of %1 cells"_s.arg(row.size()));
    }
};

struct Links
{
    QStringList targets;

    void operator()(const MarkdownHeading &heading) { add(heading.text); }
    void operator()(const MarkdownParagraph &paragraph) { add(paragraph.text); }
    void operator()(const MarkdownItem &item) { add(item.text); }
    void operator()(const MarkdownCode &) {}
    void operator()(const MarkdownTable &table)
    {
        for (const auto &row : table.rows) {
            for (const MarkdownText &cell : row)
                add(cell);
        }
    }

    void add(const MarkdownText &text)
    {
        for (const MarkdownSpan &span : text) {
            if (span.kind == MarkdownSpan::Kind::Link)
                targets.append(span.target);
        }
    }
};

template <class Visitor>
Visitor visited(const QString &markdown)
{
    Visitor visitor;
    for (const MarkdownBlock &block : readMarkdown(markdown))
        std::visit(visitor, block);
    return visitor;
}

void eachPage()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("topic");
    for (const QString &language : languages()) {
        for (const QString &topic : Manual::topics())
            QTest::addRow("%s/%s", qPrintable(language), qPrintable(topic)) << language << topic;
    }
}

QStringList topicsOf(const std::vector<ManualHit> &hits)
{
    QStringList topics;
    for (const ManualHit &hit : hits)
        topics.append(hit.topic);
    return topics;
}

} // namespace

class TestManual : public QObject
{
    Q_OBJECT

    const Manual m_english{u"en"_s, {}};

private Q_SLOTS:
    void everyTopicIsAPageAndEveryPageATopic()
    {
        QStringList expected;
        for (const QString &topic : Manual::topics())
            expected.append(topic + u".md"_s);
        expected.sort();
        for (const QString &language : languages())
            QCOMPARE(QDir(folder(language)).entryList(QDir::Files, QDir::Name), expected);
    }

    void thePagesInTheProgramAreThoseOfTheSource()
    {
        for (const QString &topic : Manual::topics()) {
            QVERIFY2(!m_english.title(topic).isEmpty(), qPrintable(topic));
            if (!page(u"en"_s, topic).contains(u"<!-- options"_s))
                QCOMPARE(m_english.markdown(topic), page(u"en"_s, topic));
        }
    }

    void germanHasTheStructureOfEnglish_data()
    {
        QTest::addColumn<QString>("topic");
        for (const QString &topic : Manual::topics())
            QTest::newRow(qPrintable(topic)) << topic;
    }
    void germanHasTheStructureOfEnglish()
    {
        QFETCH(QString, topic);
        const QStringList english = visited<Structure>(page(u"en"_s, topic)).lines;
        QCOMPARE(english.first(), u"heading 1"_s);
        QCOMPARE(visited<Structure>(page(u"de"_s, topic)).lines, english);
        QCOMPARE(visited<Links>(page(u"de"_s, topic)).targets, visited<Links>(page(u"en"_s, topic)).targets);
        QCOMPARE(page(u"de"_s, topic).count(u"<!-- "_s), page(u"en"_s, topic).count(u"<!-- "_s));
    }

    void everyLinkLeadsToAPageOrTheWeb_data() { eachPage(); }
    void everyLinkLeadsToAPageOrTheWeb()
    {
        QFETCH(QString, language);
        QFETCH(QString, topic);
        for (const QString &target : visited<Links>(page(language, topic)).targets) {
            const bool isPage = target.endsWith(u".md"_s) && Manual::topics().contains(target.chopped(3));
            QVERIFY2(isPage || target.startsWith(u"https://"_s), qPrintable(target));
        }
    }

    // Whatever it does not know would be left in the text.
    void nothingOfAPageIsMarkdownThatIsNotRead_data() { eachPage(); }
    void nothingOfAPageIsMarkdownThatIsNotRead()
    {
        QFETCH(QString, language);
        QFETCH(QString, topic);
        static const QRegularExpression leftOver(u"\\*\\*|\\]\\(|```|^(#|>|\\d+\\. |\\* |\\|)|^ +[-*] "_s,
                                                 QRegularExpression::MultilineOption);
        QString text = plainPage(page(language, topic), 1'000'000);
        text.remove(QRegularExpression(u"^    .*$"_s, QRegularExpression::MultilineOption)); // code
        const QRegularExpressionMatch found = leftOver.match(text);
        QVERIFY2(!found.hasMatch(), qPrintable(text.mid(found.capturedStart(), 80)));
    }

    void aPageIsAsWideAsTheTerminal_data() { eachPage(); }
    void aPageIsAsWideAsTheTerminal()
    {
        QFETCH(QString, language);
        QFETCH(QString, topic);
        const QString text = plainPage(page(language, topic), 72);
        const QString code = visited<Structure>(page(language, topic)).lines.filter(u"code: "_s).join(u'\n');
        for (const QString &line : text.split(u'\n')) {
            const bool isWhole = code.contains(line.trimmed()) || !line.trimmed().contains(u' '); // or a word that is longer
            QVERIFY2(line.size() <= 72 || isWhole, qPrintable(line));
        }
    }

    void textIsWrappedAndTablesAreAlignedOrBecomeTerms()
    {
        const QString markdown = u"# Title\n\nA **text** with `code` and [a link](plan.md), which is longer than one line.\n\n"
                                 "- one\n- two\n\n```\ncode  as it is\n```\n\n"
                                 "| a | b |\n|---|---|\n| `x` | short |\n\n"
                                 "| a | b |\n|---|---|\n| `--one \\| two` | a meaning that is longer than one line of it |\n"_s;
        QCOMPARE(plainPage(markdown, 40), u"Title\n=====\n\n"
                                          "A text with code and a link (plan),\nwhich is longer than one line.\n\n"
                                          "- one\n- two\n\n    code  as it is\n\n"
                                          "  a  b\n  x  short\n\n"
                                          "  --one | two  a meaning that is longer\n               than one line of it\n"_s);
    }

    void aManPageIsAsciiAndNoLineOfTextIsARequest()
    {
        const QString roff =
            manPage({.version = u"1.0"_s, .nameTitle = u"Name"_s, .purpose = u"p"_s, .synopsisTitle = u"S"_s, .usages = {u"u"_s}},
                    {u"# Größe\n\n.pgpass – it's `--a\\b`\n\n| a | b |\n|---|---|\n| t | m |\n"_s});
        QCOMPARE(roff, u".TH POOLWART 1 \"\" \"Poolwart 1.0\" \"Poolwart\"\n.SH \"NAME\"\npoolwart \\- p\n.SH \"S\"\n.nf\nu\n.fi\n"
                       ".SH \"GR\\[u00D6]SSE\"\n.PP\n\\&.pgpass \\[u2013] it\\(aqs \\fB\\-\\-a\\eb\\fR\n.TP\nt\nm\n"_s);
    }

    void anOptionMarkerIsReplacedByTheListOfItsCommand()
    {
        QStringList asked;
        const Manual manual(u"en"_s, [&asked](const QString &command) -> std::optional<QString> {
            asked.append(command);
            return u"| option | meaning |\n|---|---|\n| `--of-%1` | |\n"_s.arg(command);
        });
        QVERIFY(asked.contains(u"run"_s));
        QVERIFY(manual.markdown(u"run"_s).contains(u"`--of-run`"_s));
        QVERIFY(!manual.markdown(u"run"_s).contains(u"<!-- options"_s));
        QCOMPARE(topicsOf(manual.search(u"--of-compare"_s)), QStringList{u"runs"_s});
    }

    void escapedTextIsShownAsItIs()
    {
        const QString text = u"a|b *c* _d_ `e` [12] <f> \\g"_s;
        QCOMPARE(readMarkdownText(markdownEscaped(text)), (MarkdownText{{.kind = MarkdownSpan::Kind::Text, .text = text}}));
    }

    void aCommandLeadsToThePageThatListsItsOptions()
    {
        QCOMPARE(m_english.find(u"policies"_s), std::optional(u"policies"_s));
        QCOMPARE(m_english.find(u"compare"_s), std::optional(u"runs"_s));
        QCOMPARE(m_english.find(u"nothing"_s), std::optional<QString>());
    }

    void namesThatMayBeMeantAreNamed()
    {
        QCOMPARE(m_english.nearest(u"polices"_s).value(0), u"policies"_s);
        QCOMPARE(m_english.nearest(u"Worklaod"_s).value(0), u"workloads"_s);
        QVERIFY(m_english.nearest(u"file"_s).contains(u"run-file"_s));
        QCOMPARE(m_english.nearest(u"xyzzyxyzzy"_s), QStringList());
    }

    void searchFindsThePagesWithAllWordsTitlesFirst()
    {
        QCOMPARE(topicsOf(m_english.search(u"SIMULATE"_s)).value(0), u"simulate"_s);
        const std::vector<ManualHit> hits = m_english.search(u"rewinding pgbouncer"_s);
        QCOMPARE(topicsOf(hits), QStringList());
        const std::vector<ManualHit> found = m_english.search(u"pg_monitor privilege"_s);
        QCOMPARE(topicsOf(found), QStringList{u"server"_s});
        QVERIFY2(found[0].excerpt.contains(u"pg_monitor"_s), qPrintable(found[0].excerpt));
        QVERIFY(m_english.search(u"  "_s).empty());
    }
};

QTEST_GUILESS_MAIN(TestManual)
#include "tst_manual.moc"
