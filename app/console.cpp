// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

void write(std::FILE *stream, const QByteArray &utf8)
{
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stream);
    std::fflush(stream);
}

QString indented(const std::string &text)
{
    return u"  "_s + QString::fromStdString(text).trimmed().replace(u'\n', u"\n  "_s) + u'\n';
}

} // namespace

void printOut(const QByteArray &utf8)
{
    write(stdout, utf8);
}

void printOut(const QString &text)
{
    write(stdout, text.toUtf8());
}

void printNote(const QString &line)
{
    write(stderr, u"poolwart: %1\n"_s.arg(line).toUtf8());
}

void printError(const Error &error)
{
    QString text = u"poolwart: "_s + QString::fromStdString(error.message) + u'\n';
    if (!error.hint.empty())
        text += indented(error.hint);
    if (!error.details.empty())
        text += indented(error.details);
    write(stderr, text.toUtf8());
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
    write(stderr, "\r\033[K" + line.toUtf8());
    m_isShown = true;
}

void ProgressLine::clear()
{
    if (m_isShown)
        write(stderr, "\r\033[K");
    m_isShown = false;
}

} // namespace poolwart
