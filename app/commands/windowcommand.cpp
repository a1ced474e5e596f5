// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/windowcommand.h"

#include "app/output/console.h"
#include "app/output/display.h"
#include "app/process/signals.h"
#include "app/process/translations.h"
#include "model/files/settingsfile.h"
#include "model/session/plankeeper.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QIcon>

#include <memory>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

std::unique_ptr<QApplication> makeApplication(int &argc, char **argv)
{
    const DisplayGuard guard;
    QApplication::setOrganizationName(u"poolwart"_s);
    QApplication::setApplicationName(u"poolwart"_s);
    QApplication::setApplicationDisplayName(u"Poolwart"_s);
    QApplication::setApplicationVersion(u"" POOLWART_VERSION ""_s);
    QSettings::setDefaultFormat(settingsFormat());
    const QString desktopId = u"org.poolwart.Poolwart"_s; // as in resources/desktop
    QApplication::setDesktopFileName(desktopId);
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setWindowIcon(QIcon::fromTheme(desktopId, QIcon(u":/desktop/%1.svg"_s.arg(desktopId))));
    return application;
}

void useServer(Session &session, const ServerChoice &choice, const Target &target)
{
    if (const auto *sandbox = std::get_if<SandboxChoice>(&choice))
        session.startSandbox(sandbox->maxConnections, sandbox->superuserReserved);
    else
        session.connectTo(target);
}

} // namespace

ExitCode windowCommand(int &argc, char **argv, const WindowOptions &options, const Manual::OptionLists &optionLists)
{
    Target target;
    if (options.server && !std::holds_alternative<SandboxChoice>(*options.server)) {
        auto resolved = resolveToConnect(*options.server);
        if (!resolved) {
            printError(resolved.error());
            return exitCodeOf(resolved.error());
        }
        target = *std::move(resolved);
    }

    const auto application = makeApplication(argc, argv);
    const Translations translations;
    TerminationSignals signals;
    Session session;
    MainWindow window(&session);
    window.setDrainDeadline(options.drain);
    window.setOptionLists(optionLists);
    // A second signal means now, as a second close does.
    QObject::connect(&signals, &TerminationSignals::received, &window, &MainWindow::quit);

    const auto begin = [&] {
        if (options.server)
            useServer(session, *options.server, target);
    };
    const auto keep = [&] { window.keepPlans(stateFolder(), options.planFile.has_value()); };
    if (options.planFile) { // without a server of its own it is tried on the sandbox
        window.openPlan(QString::fromStdString(*options.planFile), [&] {
            begin();
            QMetaObject::invokeMethod(&window, keep, Qt::QueuedConnection); // after the plan was taken: its question stays in sight
        });
    } else {
        begin();
        keep();
    }
    window.show();
    QApplication::exec();

    const auto report = session.report();
    return report ? exitCodeOf(*report) : ExitCode::Cut;
}

} // namespace poolwart
