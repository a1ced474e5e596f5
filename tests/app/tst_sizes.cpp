// SPDX-License-Identifier: GPL-3.0-or-later
// A source of more than 350 lines, or a function of more than 60, says why in a comment that begins with "Long:": the source among its
// first lines, the function right above it.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLinesOfFile = 350;
constexpr qsizetype maxLinesOfFunction = 60;

bool saysWhy(const QStringList &comment)
{
    return std::ranges::any_of(comment, [](const QString &line) { return line.trimmed().startsWith("// Long: "_L1); });
}

// Of a body that opens on a line of its own, as clang-format puts those of functions: what stands between it and the line before, which
// is its head, and where it ends. A class or a namespace that opens so is none.
struct Body
{
    qsizetype head = 0;
    qsizetype begin = 0;
    qsizetype end = 0;
};

std::optional<Body> bodyAt(const QStringList &lines, qsizetype begin)
{
    static const QRegularExpression noFunction(u"^\\s*(template.*>\\s*)?(class|struct|union|enum|namespace|extern)\\b"_s);
    const QString &opening = lines[begin];
    if (!opening.endsWith(u'{') || begin == 0)
        return std::nullopt;
    const QString indent = opening.chopped(1);
    if (!indent.trimmed().isEmpty())
        return std::nullopt;
    qsizetype head = begin - 1;
    while (head > 0 && (!lines[head].startsWith(indent) || lines[head].mid(indent.size()).startsWith(u' ')))
        --head; // its head may go on, indented
    if (lines[head].contains(noFunction))
        return std::nullopt;
    qsizetype end = begin;
    while (end < lines.size() && !lines[end].startsWith(indent + u'}'))
        ++end;
    return Body{.head = head, .begin = begin, .end = end};
}

QStringList commentAbove(const QStringList &lines, qsizetype head)
{
    qsizetype first = head;
    while (first > 0 && (lines[first - 1].trimmed().startsWith("//"_L1) || lines[first - 1].startsWith("template"_L1)))
        --first;
    return lines.mid(first, head - first);
}

QStringList offencesOf(const QString &path, const QStringList &lines)
{
    QStringList offences;
    if (path.endsWith(".cpp"_L1) && lines.size() > maxLinesOfFile && !saysWhy(lines.first(10)))
        offences.append(u"%1 has %2 lines"_s.arg(path).arg(lines.size()));
    for (qsizetype line = 1; line < lines.size(); ++line) {
        const auto body = bodyAt(lines, line);
        if (body && body->end - body->begin - 1 > maxLinesOfFunction && !saysWhy(commentAbove(lines, body->head)))
            offences.append(u"%1:%2: a function of %3 lines"_s.arg(path).arg(body->head + 1).arg(body->end - body->begin - 1));
    }
    return offences;
}

QStringList function(int lines, const QString &comment = {})
{
    QStringList text;
    if (!comment.isEmpty())
        text.append(comment);
    text << u"int f()"_s << u"{"_s;
    for (int line = 0; line < lines; ++line)
        text.append(u"    ;"_s);
    text.append(u"}"_s);
    return text;
}

} // namespace

class TestSizes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRuleFindsWhatIsTooLong()
    {
        QVERIFY(offencesOf(u"x.cpp"_s, function(60)).isEmpty());
        QCOMPARE(offencesOf(u"x.cpp"_s, function(61)), QStringList{u"x.cpp:1: a function of 61 lines"_s});
        QVERIFY(offencesOf(u"x.cpp"_s, function(61, u"// Long: a table."_s)).isEmpty());
        QCOMPARE(offencesOf(u"x.cpp"_s, QStringList(351, u"// x"_s)), QStringList{u"x.cpp has 351 lines"_s});
        QVERIFY(offencesOf(u"x.cpp"_s, QStringList{u"// Long: a table."_s} + QStringList(350, u"// x"_s)).isEmpty());
    }

    void noSourceAndNoFunctionIsLongWithoutAReason()
    {
        const QDir top(qEnvironmentVariable("POOLWART_SOURCE"));
        QStringList offences;
        int files = 0;
        for (const QString &folder : {u"app"_s, u"ui"_s, u"model"_s, u"tests"_s}) {
            for (QDirIterator it(top.filePath(folder), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
                QFile file(it.next());
                QVERIFY2(file.open(QFile::ReadOnly), qPrintable(file.fileName()));
                QString text = QString::fromUtf8(file.readAll());
                if (text.endsWith(u'\n'))
                    text.chop(1);
                offences += offencesOf(top.relativeFilePath(file.fileName()), text.split(u'\n'));
                ++files;
            }
        }
        QVERIFY(files > 500);
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestSizes)

#include "tst_sizes.moc"
