// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart help`, the lists of options that the manual takes from the parsers, and the README.
#include "app/commandline.h"
#include "tests/support/eventually.h"
#include "tests/support/program.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

QString sourceText(const QString &path)
{
    QFile file(qEnvironmentVariable("POOLWART_SOURCE") + u'/' + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

// The names of the commands, "poolwart" for the window.
QStringList commands()
{
    QStringList names;
    for (const QString &usage : usageLines()) {
        const QString word = usage.section(u' ', 1, 1);
        names.append(word.startsWith(u'[') ? usage.section(u' ', 0, 0) : word);
    }
    return names;
}

QStringList matches(const QString &text, const QString &pattern)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    QStringList found;
    for (const QRegularExpressionMatch &match : expression.globalMatch(text))
        found.append(match.captured(1));
    return found;
}

QString helpText(const QString &command)
{
    QStringList arguments{u"poolwart"_s};
    if (command != u"poolwart")
        arguments.append(command);
    const auto parsed = parseCommandLine(arguments << u"--help"_s);
    return parsed ? std::get<TextOptions>(*parsed).text : QString();
}

Program::Environment german()
{
    return {{u"LANGUAGE"_s, u"de"_s}};
}

Program::Result run(const QStringList &arguments, const Program::Environment &environment = {})
{
    return Program::run(arguments, environment);
}

void eachCommand()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : commands())
        QTest::newRow(qPrintable(command)) << command;
}

void eachLanguage()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << u"en"_s;
    QTest::newRow("German") << u"de"_s;
}

} // namespace

class TestHelpCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionOfACommandHasALineInItsList_data() { eachCommand(); }
    void everyOptionOfACommandHasALineInItsList()
    {
        QFETCH(QString, command);
        const QStringList options = matches(helpText(command), u"^  (?:-h, )?(--[a-z-]+)(?: |$)"_s);
        QVERIFY2(options.contains(u"--help"_s), qPrintable(helpText(command)));
        QCOMPARE(matches(optionTable(command).value_or(QString()), u"^\\| `(--[a-z-]+)[ `]"_s), options);
    }

    void aUsageLineShowsItsEllipsis()
    {
        QCOMPARE(usageLines().filter(u"poolwart merge"_s), QStringList{u"poolwart merge [OPTIONS] RUN.json RUN.json…"_s});
        QVERIFY2(helpText(u"merge"_s).contains(u"RUN.json RUN.json…\n"_s), qPrintable(helpText(u"merge"_s)));
    }

    void everyMarkerNamesACommandAndEveryCommandHasOne_data() { eachLanguage(); }
    void everyMarkerNamesACommandAndEveryCommandHasOne()
    {
        QFETCH(QString, language);
        QStringList marked;
        for (const QString &topic : Manual::topics())
            marked += matches(sourceText(u"resources/manual/%1/%2.md"_s.arg(language, topic)), u"<!-- options: (.*) -->"_s);
        QStringList expected = commands();
        expected.sort();
        marked.sort();
        QCOMPARE(marked, expected);
        QVERIFY(!optionTable(u"nothing"_s));
    }

    void withoutATopicAllAreListed()
    {
        const auto result = run({u"help"_s});
        QCOMPARE(result.exitCode, 0);
        const QStringList listed = matches(QString::fromUtf8(result.out), u"^  ([a-z-]+) "_s);
        QCOMPARE(listed, Manual::topics());
    }

    void everyTopicIsPrintedWithItsOptionsAndNoMarkers_data() { eachLanguage(); }
    void everyTopicIsPrintedWithItsOptionsAndNoMarkers()
    {
        QFETCH(QString, language);
        for (const QString &topic : Manual::topics()) {
            const auto result = run({u"help"_s, topic}, {{u"LANGUAGE"_s, language}});
            QCOMPARE(result.exitCode, 0);
            QCOMPARE(result.err, QByteArray());
            const QString title = sourceText(u"resources/manual/%1/%2.md"_s.arg(language, topic)).section(u'\n', 0, 0).mid(2);
            QVERIFY2(result.out.startsWith(title.toUtf8() + '\n'), qPrintable(topic));
            QVERIFY2(!result.out.contains("<!--"), qPrintable(topic));
        }
    }

    void theOptionsAreInTheLanguageOfTheProgram()
    {
        const QByteArray english = run({u"help"_s, u"merge"_s}).out;
        const QByteArray german = run({u"help"_s, u"merge"_s}, ::german()).out;
        QVERIFY2(english.contains("--force") && german.contains("--force"), german.constData());
        const auto help = [](const Program::Environment &environment) {
            return QString::fromUtf8(run({u"merge"_s, u"--help"_s}, environment).out);
        };
        const QString pattern = u"--help +(.*)$"_s;
        QVERIFY(QString::fromUtf8(english).contains(matches(help({}), pattern).value(0)));
        QVERIFY(QString::fromUtf8(german).contains(matches(help(::german()), pattern).value(0)));
        QVERIFY(matches(help({}), pattern) != matches(help(::german()), pattern));
    }

    void asJsonItHasTopicTitleAndText()
    {
        const auto result = run({u"help"_s, u"policies"_s, u"--json"_s});
        QCOMPARE(result.exitCode, 0);
        const QJsonObject object = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(object.keys(), (QStringList{u"text"_s, u"title"_s, u"topic"_s}));
        QCOMPARE(object[u"topic"].toString(), u"policies"_s);
        QCOMPARE(object[u"text"].toString().toUtf8(), run({u"help"_s, u"policies"_s}).out);
    }

    void anUnknownTopicIsBadInputAndNamesTheNearest()
    {
        const auto result = run({u"help"_s, u"polices"_s});
        QCOMPARE(result.exitCode, static_cast<int>(ExitCode::BadInput));
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains("polices") && result.err.contains("policies"), result.err.constData());
        QCOMPARE(run({u"help"_s, u"one"_s, u"two"_s}).exitCode, static_cast<int>(ExitCode::BadInput));
    }

    void groffReadsTheManPageWithoutAWarning_data() { eachLanguage(); }
    void groffReadsTheManPageWithoutAWarning()
    {
        QFETCH(QString, language);
        QVERIFY2(!QStandardPaths::findExecutable(u"groff"_s).isEmpty(), "groff is missing: tests/run installs it");
        const auto page = run({u"help"_s, u"--man"_s}, {{u"LANGUAGE"_s, language}});
        QCOMPARE(page.exitCode, 0);
        QProcess groff;
        groff.start(u"groff"_s, {u"-man"_s, u"-Tutf8"_s, u"-ww"_s, u"-P-cbou"_s});
        groff.write(page.out);
        groff.closeWriteChannel();
        QVERIFY(groff.waitForFinished(programHangMs));
        QCOMPARE(groff.readAllStandardError(), QByteArray());
        const QString text = QString::fromUtf8(groff.readAllStandardOutput());
        const auto list = matches(text, u"^ +(--[a-z-]+)\\b"_s);
        for (const QString &command : commands()) {
            for (const QString &option : matches(helpText(command), u"^  (?:-h, )?(--[a-z-]+)(?: |$)"_s))
                QVERIFY2(list.contains(option), qPrintable(option));
        }
    }

    void everyFieldOfARunFileIsInTheManual_data() { eachLanguage(); }
    void everyFieldOfARunFileIsInTheManual()
    {
        QFETCH(QString, language);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"run.json"_s);
        QCOMPARE(run({u"simulate"_s, u"--duration"_s, u"1s"_s, u"--record-arrivals"_s, u"--out"_s, path}).exitCode, 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject record = QJsonDocument::fromJson(file.readAll()).object();
        const QString page =
            sourceText(u"resources/manual/%1/run-file.md"_s.arg(language)) + sourceText(u"resources/manual/%1/health.md"_s.arg(language));
        QStringList fields = record.keys();
        for (const QString &part : {u"traffic"_s, u"requests"_s, u"server"_s, u"opening"_s, u"generator"_s, u"shutdown"_s, u"retries"_s}) {
            QVERIFY2(!record[part].toObject().isEmpty(), qPrintable(part));
            fields += record[part].toObject().keys();
        }
        QVERIFY(fields.size() > 50);
        for (const QString &field : fields)
            QVERIFY2(page.contains(u'`' + field + u'`'), qPrintable(field));
    }

    void theReadmeIsShortAndItsLinksResolve()
    {
        const QString readme = sourceText(u"README.md"_s);
        QVERIFY2(readme.count(u'\n') <= 150, qPrintable(QString::number(readme.count(u'\n'))));
        const QStringList links = matches(readme, u"\\]\\(([^)]+)\\)"_s);
        QVERIFY(links.size() > 10);
        for (const QString &link : links) {
            const bool exists = QFileInfo::exists(qEnvironmentVariable("POOLWART_SOURCE") + u'/' + link);
            QVERIFY2(exists || link.startsWith(u"https://"_s), qPrintable(link));
        }
        for (const QString &topic : Manual::topics())
            QVERIFY2(links.contains(u"resources/manual/en/%1.md"_s.arg(topic)), qPrintable(topic));
    }
};

QTEST_GUILESS_MAIN(TestHelpCommand)
#include "tst_help.moc"
