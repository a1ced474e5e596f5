// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/exporter.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

std::string joined(const std::vector<std::string> &words)
{
    std::string result;
    for (const std::string &word : words)
        result += (result.empty() ? "" : ", ") + word;
    return result;
}

std::map<std::string, std::vector<std::string>> choicesOf(const ExporterInfo &info)
{
    std::map<std::string, std::vector<std::string>> choices{{"version", info.versions}};
    for (const ExportOption &option : info.options)
        choices[option.id] = option.choices;
    return choices;
}

Done checkOption(const ExporterInfo &info, const std::string &id, const std::string &value)
{
    const auto choices = choicesOf(info);
    const auto found = choices.find(id);
    if (found == choices.end()) {
        std::vector<std::string> known;
        for (const auto &choice : choices)
            known.push_back(choice.first);
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "%1 has no option “%2”."), info.id, id),
                     .hint = text(QT_TRANSLATE_NOOP("core", "Its options are: %1."), joined(known))};
    }
    if (std::ranges::find(found->second, value) != found->second.end())
        return done();
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "%1: “%2” is not a valid value for “%3”."), info.id, value, id),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Choose one of: %1."), joined(found->second))};
}

} // namespace

std::string ecosystemTitle(Ecosystem ecosystem)
{
    switch (ecosystem) {
    case Ecosystem::JavaScript:
        return text(QT_TRANSLATE_NOOP("core", "JavaScript and TypeScript"));
    case Ecosystem::Java:
        return text(QT_TRANSLATE_NOOP("core", "Java"));
    case Ecosystem::Python:
        return text(QT_TRANSLATE_NOOP("core", "Python"));
    case Ecosystem::Go:
        return text(QT_TRANSLATE_NOOP("core", "Go"));
    case Ecosystem::Ruby:
        return text(QT_TRANSLATE_NOOP("core", "Ruby"));
    case Ecosystem::Pooler:
        return text(QT_TRANSLATE_NOOP("core", "Poolers"));
    case Ecosystem::PostgreSql:
        return text(QT_TRANSLATE_NOOP("core", "PostgreSQL"));
    case Ecosystem::Environment:
        return text(QT_TRANSLATE_NOOP("core", "Environment and deployment"));
    case Ecosystem::Poolwart:
        break;
    }
    return text(QT_TRANSLATE_NOOP("core", "Poolwart"));
}

Exporter::Exporter(ExporterInfo info)
    : m_info(std::move(info))
{}

Exporter::~Exporter() = default;

Outcome<ExportResult> Exporter::render(const ExportContext &context) const
{
    if (const Done sound = validate(context.plan); !sound)
        return sound.error();
    for (const auto &[id, value] : context.options) {
        if (const Done known = checkOption(m_info, id, value); !known)
            return known.error();
    }
    ExportContext complete = context;
    for (const auto &[id, choices] : choicesOf(m_info))
        complete.options.try_emplace(id, choices.front());
    return write(complete);
}

} // namespace poolwart
