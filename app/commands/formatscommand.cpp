// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/formatscommand.h"

#include "app/output/console.h"
#include "model/exporters/framework/registry.h"
#include "model/store/jsonwriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct FormatsText
{
    Q_DECLARE_TR_FUNCTIONS(FormatsText)
};

QString joined(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(QString::fromStdString(text));
    return list.join(u" | "_s);
}

QString optionText(const ExportOption &option)
{
    return u"    --set %1=%2\n        %3\n"_s.arg(QString::fromStdString(option.id), joined(option.choices),
                                                  QCoreApplication::translate("core", option.title));
}

QString formatText(const ExporterInfo &info)
{
    QString text = u"  %1  %2\n"_s.arg(QString::fromStdString(info.id), QString::fromStdString(info.title));
    if (info.versions.size() > 1)
        text += u"    --set version=%1\n"_s.arg(joined(info.versions));
    for (const ExportOption &option : info.options)
        text += optionText(option);
    return text;
}

void printText()
{
    std::optional<Ecosystem> ecosystem;
    for (const Exporter *exporter : exporters()) {
        if (ecosystem != exporter->info().ecosystem)
            printOut(QString::fromStdString(ecosystemTitle(exporter->info().ecosystem)) + u'\n');
        ecosystem = exporter->info().ecosystem;
        printOut(formatText(exporter->info()));
    }
}

void printJson()
{
    JsonWriter json;
    std::vector<const Exporter *> all(exporters().begin(), exporters().end());
    json.list("formats", all, 0, [](JsonWriter &inner, const Exporter *exporter) {
        ExporterInfo info = exporter->info();
        inner.field("id", info.id);
        inner.field("title", info.title);
        inner.field("versions", info.versions);
        inner.list("options", info.options, 0, [](JsonWriter &option, const ExportOption &choice) {
            option.field("id", choice.id);
            option.field("choices", choice.choices);
        });
    });
    printOut(json.text());
}

} // namespace

void describeFormatsCommand(OptionParser &parser)
{
    parser.add("json", FormatsText::tr("Print the list as JSON."));
}

Outcome<FormatsOptions> readFormatsOptions(OptionParser &parser)
{
    if (!parser.positional().isEmpty())
        parser.fail(FormatsText::tr("“%1” is not expected here.").arg(parser.positional().front()));
    if (parser.fault())
        return *parser.fault();
    return FormatsOptions{.printsJson = parser.isSet("json")};
}

ExitCode formatsCommand(const FormatsOptions &options)
{
    if (options.printsJson)
        printJson();
    else
        printText();
    return ExitCode::Ok;
}

} // namespace poolwart
