// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/helpcommand.h"

#include "app/output/console.h"
#include "model/manual/manpage.h"
#include "model/manual/plainpage.h"
#include "model/store/jsonwriter.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct HelpText
{
    Q_DECLARE_TR_FUNCTIONS(HelpText)
};

constexpr qsizetype widestPage = 100; // longer lines are hard to read

qsizetype pageColumns()
{
    return std::min(terminalColumns(), widestPage);
}

void printTopics(const Manual &manual)
{
    QString text;
    for (const QString &topic : Manual::topics())
        text += u"  "_s + topic.leftJustified(14) + manual.title(topic) + u'\n';
    printOut(HelpText::tr("Topics of the manual:") + u"\n\n"_s + text + u'\n'
             + HelpText::tr("poolwart help TOPIC prints one, poolwart COMMAND --help lists the options of a command.") + u'\n');
}

void printTopicsAsJson(const Manual &manual)
{
    JsonWriter json;
    std::vector<QString> topics(Manual::topics().cbegin(), Manual::topics().cend());
    json.list("topics", topics, 0, [&manual](JsonWriter &inner, const QString &topic) {
        inner.field("topic", topic.toStdString());
        inner.field("title", manual.title(topic).toStdString());
    });
    printOut(json.text());
}

void printPage(const Manual &manual, const QString &topic, bool asJson)
{
    const QString text = plainPage(manual.markdown(topic), pageColumns());
    if (!asJson)
        return printOut(text);
    JsonWriter json;
    json.field("topic", topic.toStdString());
    json.field("title", manual.title(topic).toStdString());
    json.field("text", text.toStdString());
    printOut(json.text());
}

void printManPage(const Manual &manual, const QStringList &usages)
{
    QStringList pages;
    for (const QString &topic : Manual::topics()) {
        if (topic != Manual::readersTopic())
            pages.append(manual.markdown(topic));
    }
    printOut(manPage({.version = u"" POOLWART_VERSION ""_s,
                      .nameTitle = HelpText::tr("Name"),
                      .purpose = HelpText::tr("console for PostgreSQL connection pools"),
                      .synopsisTitle = HelpText::tr("Synopsis"),
                      .usages = usages},
                     pages));
}

Error unknownTopic(const Manual &manual, const QString &name)
{
    const QStringList nearest = manual.nearest(name);
    const QString hint = nearest.isEmpty()
                           ? QString()
                           : HelpText::tr("Did you mean %1?").arg(nearest.join(HelpText::tr(" or ", "between two names"))) + u' ';
    return {.kind = ErrorKind::BadInput,
            .message = HelpText::tr("The manual has no topic “%1”.").arg(name).toStdString(),
            .hint = (hint + HelpText::tr("“poolwart help” lists the topics.")).toStdString()};
}

} // namespace

void describeHelpCommand(OptionParser &parser)
{
    parser.add("json", HelpText::tr("Print the page, or the list of topics, as JSON."));
    parser.add("man", HelpText::tr("Print the manual page poolwart(1) for man(1)."));
    parser.addParagraph(HelpText::tr("Examples:"),
                        {u"poolwart help"_s, u"poolwart help policies"_s, u"poolwart help --man > poolwart.1"_s});
    parser.addParagraph(HelpText::tr("Exit codes:"), {HelpText::tr("0  done"), HelpText::tr("1  invalid input: the topic does not exist")});
}

Outcome<HelpOptions> readHelpOptions(OptionParser &parser)
{
    parser.exclude({"json", "man"});
    const QStringList words = parser.positional();
    if (words.size() > 1)
        parser.fail(HelpText::tr("Expected one topic, got %1: %2").arg(words.size()).arg(words.join(u' ')));
    if (!words.isEmpty() && parser.isSet("man"))
        parser.fail(HelpText::tr("--man prints all topics, and takes none."));
    if (parser.fault())
        return *parser.fault();
    return HelpOptions{.topic = words.isEmpty() ? std::nullopt : std::optional(words.front()),
                       .printsJson = parser.isSet("json"),
                       .printsManPage = parser.isSet("man")};
}

ExitCode helpCommand(const HelpOptions &options, const Manual &manual, const QStringList &usages)
{
    if (options.printsManPage) {
        printManPage(manual, usages);
    } else if (!options.topic) {
        options.printsJson ? printTopicsAsJson(manual) : printTopics(manual);
    } else if (const auto topic = manual.find(*options.topic)) {
        printPage(manual, *topic, options.printsJson);
    } else {
        const Error error = unknownTopic(manual, *options.topic);
        printError(error);
        return exitCodeOf(error);
    }
    return ExitCode::Ok;
}

} // namespace poolwart
