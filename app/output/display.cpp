// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/display.h"

#include "app/output/console.h"
#include "app/output/exitcode.h"

#include <QCoreApplication>

#include <cstdlib>

namespace poolwart {

namespace {

struct DisplayText
{
    Q_DECLARE_TR_FUNCTIONS(DisplayText)
};

// Qt's own words before the fatal one are a list of plugins.
void catchFatal(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type != QtFatalMsg)
        return;
    printNote(DisplayText::tr("The display cannot be opened. “poolwart run” does not need one."));
    std::_Exit(static_cast<int>(ExitCode::CannotConnect));
}

} // namespace

Done checkDisplay()
{
    for (const char *variable : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return done();
    }
    return Error{
        .kind = ErrorKind::CannotConnect,
        .message =
            DisplayText::tr("No display: neither DISPLAY nor WAYLAND_DISPLAY is set. “poolwart run” does not need one.").toStdString()};
}

DisplayGuard::DisplayGuard()
    : m_before(qInstallMessageHandler(catchFatal))
{}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(m_before);
}

} // namespace poolwart
