// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/fittingoffer.h"

#include "model/core/largestfit.h"

#include <QCoreApplication>

namespace poolwart {

namespace {

constexpr qsizetype longestShape = 20; // a button beside a sentence

} // namespace

QString useText(const Plan &plan)
{
    const QString shape = QString::fromStdString(shapeOf(plan));
    return shape.size() <= longestShape
             ? QCoreApplication::translate("FittingOffer", "Use %1").arg(shape)
             : QCoreApplication::translate("FittingOffer", "Use %n connection(s)", nullptr, committedSlots(plan));
}

} // namespace poolwart
