// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/optionparser.h"

#include "model/core/durationtext.h"
#include "model/manual/markdown.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct OptionText
{
    Q_DECLARE_TR_FUNCTIONS(OptionText)
};

constexpr qsizetype helpWidth = 79; // as QCommandLineParser's own

QString wrapped(const QString &text)
{
    QString lines;
    qsizetype column = 0;
    for (const QString &word : text.split(u' ')) {
        const bool fits = column + 1 + word.size() <= helpWidth;
        lines += column == 0 ? word : (fits ? u' ' : u'\n') + word;
        column = column != 0 && fits ? column + 1 + word.size() : word.size();
    }
    return lines;
}

} // namespace

OptionParser::OptionParser(const QString &usage, const QString &description)
    : m_usage(usage)
    , m_description(description)
{
    const QString help = OptionText::tr("Show this help and exit.");
    m_parser.addOption({{u"h"_s, u"help"_s}, help});
    m_options.push_back({.name = u"--help"_s, .description = help, .value = {}});
}

void OptionParser::add(const char *name, const QString &description, const QString &value)
{
    m_parser.addOption({QString::fromLatin1(name), description, value});
    m_options.push_back({.name = u"--"_s + QLatin1StringView(name), .description = description, .value = value});
}

QString OptionParser::optionTable() const
{
    QString table = u"| %1 | %2 |\n|---|---|\n"_s.arg(OptionText::tr("option"), OptionText::tr("meaning"));
    for (const Option &option : m_options) {
        const QString shown = (option.name + u' ' + option.value).trimmed().replace(u'|', u"\\|"_s);
        table += u"| `%1` | %2 |\n"_s.arg(shown, markdownEscaped(option.description));
    }
    return table;
}

void OptionParser::addParagraph(const QString &heading, const QStringList &lines)
{
    m_paragraphs.push_back({heading, lines});
}

void OptionParser::parse(const QStringList &arguments)
{
    if (!m_parser.parse(arguments))
        fail(m_parser.errorText(), OptionText::tr("%1 --help lists the options.").arg(m_usage.section(u" ["_s, 0, 0)));
}

QString OptionParser::help() const
{
    // Qt's own first line names the program's file and not the command.
    const QString options = m_parser.helpText().section(u'\n', 1).trimmed();
    QString text = OptionText::tr("Usage: %1").arg(m_usage) + u"\n\n"_s + wrapped(m_description) + u"\n\n"_s + options + u'\n';
    for (const Paragraph &paragraph : m_paragraphs)
        text += u'\n' + (QStringList(wrapped(paragraph.heading)) + paragraph.lines).join(u"\n  "_s) + u'\n';
    return text;
}

void OptionParser::fail(const QString &message, const QString &hint)
{
    if (!m_fault)
        m_fault = Error{.kind = ErrorKind::BadInput, .message = message.toStdString(), .hint = hint.toStdString()};
}

void OptionParser::failAt(const char *name, const Error &error)
{
    fail(u"--%1: "_s.arg(QLatin1StringView(name)) + QString::fromStdString(error.message), QString::fromStdString(error.hint));
}

void OptionParser::read(const char *name, int &target, int least, int most)
{
    if (!isSet(name))
        return;
    bool isNumber = false;
    const qlonglong number = text(name).toLongLong(&isNumber);
    if (!isNumber)
        fail(OptionText::tr("--%1: “%2” is not a whole number.").arg(QLatin1StringView(name), text(name)));
    else if (number < least || number > most)
        fail(OptionText::tr("--%1: %2 is outside %3 to %4.").arg(QLatin1StringView(name)).arg(number).arg(least).arg(most));
    else
        target = static_cast<int>(number);
}

void OptionParser::read(const char *name, std::uint64_t &target)
{
    if (!isSet(name))
        return;
    constexpr auto most = static_cast<qulonglong>(std::numeric_limits<qint64>::max());
    bool isNumber = false;
    const qulonglong number = text(name).toULongLong(&isNumber);
    if (!isNumber)
        fail(OptionText::tr("--%1: “%2” is not a whole number.").arg(QLatin1StringView(name), text(name)));
    else if (number > most)
        fail(OptionText::tr("--%1: %2 is outside %3 to %4.").arg(QLatin1StringView(name)).arg(number).arg(0).arg(most));
    else
        target = number;
}

void OptionParser::read(const char *name, double &target)
{
    if (!isSet(name))
        return;
    bool isNumber = false;
    target = text(name).toDouble(&isNumber);
    if (!isNumber || !std::isfinite(target))
        fail(OptionText::tr("--%1: “%2” is not a number.").arg(QLatin1StringView(name), text(name)));
}

void OptionParser::read(const char *name, std::chrono::milliseconds &target, std::chrono::milliseconds least,
                        std::chrono::milliseconds most)
{
    if (!isSet(name))
        return;
    const auto duration = parseDuration(text(name).toStdString());
    if (!duration)
        return failAt(name, duration.error());
    if (*duration < least || *duration > most)
        return fail(OptionText::tr("--%1: %2 is outside %3 to %4.")
                        .arg(QLatin1StringView(name), text(name), QString::fromStdString(formatDuration(least)),
                             QString::fromStdString(formatDuration(most))));
    target = *duration;
}

void OptionParser::exclude(const std::vector<const char *> &names)
{
    QStringList given;
    for (const char *name : names) {
        if (isSet(name))
            given.append(u"--"_s + QLatin1StringView(name));
    }
    if (given.size() > 1)
        fail(OptionText::tr("%1 exclude each other. Give only one of them.").arg(QLocale().createSeparatedList(given)));
}

std::optional<QString> OptionParser::file()
{
    const QStringList files = positional();
    if (files.size() > 1)
        fail(OptionText::tr("Expected one file, got %1: %2").arg(files.size()).arg(files.join(u' ')));
    return files.isEmpty() ? std::nullopt : std::optional(files.front());
}

} // namespace poolwart
