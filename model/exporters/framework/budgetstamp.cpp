// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/budgetstamp.h"

#include "model/core/text.h"

namespace poolwart {

BudgetStamp budgetStamp(const ExportContext &context)
{
    const BudgetVerdict verdict = budgetVerdict(context);
    const long long needed = committedByFleet(context.plan);
    const long long usable = context.budget ? context.budget->usable : 0;
    const long long others = context.budget ? context.budget->others : 0;
    switch (verdict) {
    case BudgetVerdict::Over:
        return {verdict, text(QT_TRANSLATE_NOOP("core", "Over budget")),
                text(QT_TRANSLATE_NOOP("core", "The fleet needs %1 connections, but the server has %2 available: %3 too many. They will be "
                                               "refused (SQLSTATE 53300)."),
                     needed, usable, needed - usable)};
    case BudgetVerdict::FitsAlone:
        return {verdict, text(QT_TRANSLATE_NOOP("core", "Tight budget")),
                text(QT_TRANSLATE_NOOP("core", "The fleet needs %1 of %2 usable connections, and others had up to %3. It fits only while "
                                               "others use fewer."),
                     needed, usable, others)};
    case BudgetVerdict::Fits:
        return {verdict, text(QT_TRANSLATE_NOOP("core", "Fits the budget")),
                others == 0
                    ? text(QT_TRANSLATE_NOOP("core", "The fleet needs %1 of %2 usable connections: %3 are left."), needed, usable,
                           usable - needed)
                    : text(QT_TRANSLATE_NOOP("core", "The fleet needs %1 of %2 usable connections, and others had up to %3: %4 are left."),
                           needed, usable, others, usable - others - needed)};
    case BudgetVerdict::Unknown:
        break;
    }
    return {verdict, text(QT_TRANSLATE_NOOP("core", "No server connected")),
            text(QT_TRANSLATE_NOOP("core", "The fleet needs %1 connections. Compare them with the server’s max_connections minus the "
                                           "reserved ones."),
                 needed)};
}

} // namespace poolwart
