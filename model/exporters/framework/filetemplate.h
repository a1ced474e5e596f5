// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// The data for a template: texts, flags and lists.
class TemplateData
{
public:
    TemplateData &set(const std::string &name, std::string value);
    TemplateData &set(const std::string &name, long long value);
    TemplateData &setFlag(const std::string &name, bool value);
    TemplateData &setRows(const std::string &name, std::vector<TemplateData> rows);
    TemplateData &addRow(const std::string &name, TemplateData row);

    const std::string *text(const std::string &name) const;               // null: not set here
    const std::vector<TemplateData> *rows(const std::string &name) const; // a flag has one row or none; null: not set

private:
    std::map<std::string, std::string> m_texts;
    std::map<std::string, std::vector<TemplateData>> m_rows;
};

// Fills a template. What it may hold:
//
//     {{name|escape}}        a text, in the words of a syntax (escape.h); there is no way to leave the escape out
//     {{#name}} … {{/name}}  once for each row, or if the flag is set; within, the row's names come first
//     {{^name}} … {{/name}}  if there are no rows, or the flag is not set
//     {{>folder/file}}       another template, with the same data
//
// A tag of the last three kinds that stands alone on its line takes the line with it. Everything else stands for
// itself. A name that is not set, an unknown escape or a tag that is not closed is an error: a fault of ours.
Outcome<std::string> fillTemplate(std::string_view source, const TemplateData &data);

// The same for resources/exporters/<path>, as compiled in.
Outcome<std::string> fillTemplateFile(const std::string &path, const TemplateData &data);

} // namespace poolwart
