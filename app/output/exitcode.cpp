// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/exitcode.h"

namespace poolwart {

ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::BadInput:
    case ErrorKind::NotFound:
    case ErrorKind::Io:
    case ErrorKind::Statement:
        return ExitCode::BadInput;
    case ErrorKind::BudgetExceeded:
    case ErrorKind::TooManyConnections:
        return ExitCode::OverBudget;
    case ErrorKind::Cancelled:
        return ExitCode::Cut;
    case ErrorKind::CannotConnect:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TimedOut:
    case ErrorKind::Internal:
        break;
    }
    return ExitCode::CannotConnect;
}

ExitCode exitCodeOf(const ShutdownReport &report)
{
    const bool isClean = report.cancelled == 0 && report.cut == 0 && report.backendsLeft.value_or(0) == 0;
    return isClean ? ExitCode::Ok : ExitCode::Cut;
}

} // namespace poolwart
