// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/console.h"

#include "model/core/urlcredentials.h"
#include "model/files/wholelines.h"

#include <QCoreApplication>

#include <cerrno>
#include <string_view>
#include <system_error>

#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ConsoleText
{
    Q_DECLARE_TR_FUNCTIONS(ConsoleText)
};

int outFault = 0; // the number of standard output's first error; what follows would begin in the middle

std::string_view bytesOf(const QByteArray &utf8)
{
    return {utf8.constData(), static_cast<std::size_t>(utf8.size())};
}

// A terminal or a reader that is gone is no reason to stop.
void tell(const QByteArray &utf8)
{
    static_cast<void>(writeLines(STDERR_FILENO, bytesOf(utf8)));
}

QByteArray noteLine(const QString &line)
{
    return u"poolwart: %1\n"_s.arg(line).toUtf8();
}

Error incomplete(const QString &message, int number)
{
    return {.kind = ErrorKind::Io, .message = message.arg(QString::fromStdString(std::generic_category().message(number))).toStdString()};
}

QString indented(const std::string &text)
{
    return u"  "_s + QString::fromStdString(text).trimmed().replace(u'\n', u"\n  "_s) + u'\n';
}

} // namespace

void printOut(const QByteArray &utf8)
{
    if (outFault == 0)
        outFault = writeLines(STDOUT_FILENO, bytesOf(utf8));
}

void printOut(const QString &text)
{
    printOut(text.toUtf8());
}

Done finishOut()
{
    const int copy = ::dup(STDOUT_FILENO);
    const bool isClosed = copy < 0 || ::close(copy) == 0; // a disk elsewhere may tell only now that it has no room
    const int number = outFault != 0 ? outFault : isClosed ? 0 : errno;
    return number == 0 ? done() : Done(incomplete(ConsoleText::tr("Standard output is incomplete: %1."), number));
}

void printNote(const QString &line)
{
    tell(noteLine(line));
}

Done printLogLine(const QString &line)
{
    const int number = writeLines(STDERR_FILENO, bytesOf(noteLine(line)));
    return number == 0 ? done() : Done(incomplete(ConsoleText::tr("Standard error is incomplete: %1."), number));
}

void printError(const Error &error)
{
    // An argument in the wrong place is quoted, and may be a URL.
    QString text = u"poolwart: "_s + QString::fromStdString(withoutCredentials(error.message)) + u'\n';
    if (!error.hint.empty())
        text += indented(error.hint);
    if (!error.details.empty())
        text += indented(withoutCredentials(error.details));
    tell(text.toUtf8());
}

qsizetype terminalColumns()
{
    winsize size{};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

ProgressLine::ProgressLine()
    : m_isTerminal(isatty(STDERR_FILENO) == 1)
{}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(const QString &line)
{
    if (!m_isTerminal)
        return;
    tell("\r\033[K" + line.toUtf8());
    m_isShown = true;
}

void ProgressLine::clear()
{
    if (m_isShown)
        tell("\r\033[K");
    m_isShown = false;
}

} // namespace poolwart
