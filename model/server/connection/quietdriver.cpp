// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/quietdriver.h"

#include <QtGlobal>

namespace poolwart {

namespace {

thread_local bool isDriverQuiet = false;
QtMessageHandler otherHandler = nullptr;

void passOn(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (!isDriverQuiet || type != QtWarningMsg)
        otherHandler(type, context, message);
}

} // namespace

QuietDriver::QuietDriver()
{
    isDriverQuiet = true;
}

QuietDriver::~QuietDriver()
{
    isDriverQuiet = false;
}

void QuietDriver::prepare()
{
    if (!otherHandler)
        otherHandler = qInstallMessageHandler(passOn);
}

} // namespace poolwart
