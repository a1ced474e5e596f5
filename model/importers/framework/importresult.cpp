// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/importresult.h"

#include "model/core/text.h"
#include "model/exporters/framework/exportnote.h"

namespace poolwart {

namespace {

const char *kindSource(ImportRemark::Kind kind)
{
    switch (kind) {
    case ImportRemark::Kind::NotUnderstood:
        return QT_TRANSLATE_NOOP("core", "not understood");
    case ImportRemark::Kind::PassedOver:
        return QT_TRANSLATE_NOOP("core", "ignored");
    case ImportRemark::Kind::ChangesMeaning:
        return QT_TRANSLATE_NOOP("core", "different meaning");
    case ImportRemark::Kind::LeftOut:
        return QT_TRANSLATE_NOOP("core", "left out");
    case ImportRemark::Kind::Assumed:
        break;
    }
    return QT_TRANSLATE_NOOP("core", "assumed");
}

} // namespace

const char *const programDefault = QT_TRANSLATE_NOOP("core", "The file does not set it; the default of %1 is used, %2.");
const char *const planDefault = QT_TRANSLATE_NOOP("core", "The file does not set it; the plan's default is used.");
const char *const planDefaultValue = QT_TRANSLATE_NOOP("core", "The file does not set it; the plan's default is used, %1.");

std::string ImportRemark::english() const
{
    return ExportNote{.source = source, .arguments = arguments}.english();
}

std::string ImportRemark::translated() const
{
    return ExportNote{.source = source, .arguments = arguments}.translated();
}

std::string remarkKindText(ImportRemark::Kind kind)
{
    return text(kindSource(kind));
}

std::string remarkKindEnglish(ImportRemark::Kind kind)
{
    return kindSource(kind);
}

} // namespace poolwart
