// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/exportnote.h"

#include "model/core/text.h"

namespace poolwart {

namespace {

// Replaces %1 … %9 at once, so that an argument may hold a "%1".
std::string filled(const std::string &pattern, const std::vector<std::string> &arguments)
{
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        const auto number = isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : arguments.size();
        if (number >= arguments.size()) {
            result += pattern[i];
            continue;
        }
        result += arguments[number];
        ++i;
    }
    return result;
}

const char *kindSource(ExportNote::Kind kind)
{
    switch (kind) {
    case ExportNote::Kind::CannotSay:
        return QT_TRANSLATE_NOOP("core", "not supported");
    case ExportNote::Kind::ChangesMeaning:
        return QT_TRANSLATE_NOOP("core", "different meaning");
    case ExportNote::Kind::Chosen:
        break;
    }
    return QT_TRANSLATE_NOOP("core", "chosen default");
}

} // namespace

std::string ExportNote::english() const
{
    return filled(source, arguments);
}

std::string ExportNote::translated() const
{
    return filled(text(source), arguments);
}

std::string noteKindText(ExportNote::Kind kind)
{
    return text(kindSource(kind));
}

std::string noteKindEnglish(ExportNote::Kind kind)
{
    return kindSource(kind);
}

} // namespace poolwart
