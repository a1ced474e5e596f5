// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/core/urlcredentials.h"
#include "model/core/utf8.h"
#include "model/server/connection/connectcause.h"
#include "model/server/connection/connection.h"
#include "model/server/connection/target.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace poolwart {

namespace {

// "connection to server at … failed: " of a line; libpq speaks the language of the environment.
std::string_view placeOf(std::string_view line)
{
    for (const std::string_view end : {"failed: ", "fehlgeschlagen: "}) {
        if (const auto found = line.find(end); found != std::string_view::npos)
            return line.substr(0, found + end.size());
    }
    return {};
}

// "(57P01)": QPSQL appends the SQLSTATE to the text.
bool isQtsState(std::string_view line)
{
    return line.size() == 7 && line.front() == '(' && line.back() == ')';
}

// What libpq adds when the socket is closed behind the server's words.
bool isEndOfSocket(std::string_view line)
{
    return line == "server closed the connection unexpectedly" || line == "Server beendete die Verbindung unerwartet";
}

std::vector<std::string_view> tries(std::string_view serverText)
{
    std::vector<std::string_view> lines;
    for (std::size_t from = 0; from < serverText.size();) {
        const std::size_t end = std::min(serverText.find('\n', from), serverText.size());
        const std::string_view line = serverText.substr(from, end - from);
        const bool isGuess = line.empty() || line.front() == '\t';
        if (!isGuess && !isQtsState(line) && std::ranges::find(lines, line) == lines.end())
            lines.push_back(line);
        from = end + 1;
    }
    if (lines.size() > 1) // the server's last words say why
        std::erase_if(lines, isEndOfSocket);
    return lines;
}

// What the server said, without libpq's guesses and repetitions; of several places, with each one's name.
std::string wordsOf(std::string_view serverText)
{
    const std::vector<std::string_view> lines = tries(serverText);
    const bool isOnePlace = std::ranges::all_of(lines, [&](std::string_view line) { // a DETAIL has none
        return placeOf(line).empty() || placeOf(line) == placeOf(lines.front());
    });
    std::string words;
    for (std::string_view line : lines) {
        if (isOnePlace)
            line.remove_prefix(placeOf(line).size());
        constexpr std::string_view severity = "FATAL:  ";
        if (line.starts_with(severity))
            line.remove_prefix(severity.size());
        words += (words.empty() ? "" : "\n") + std::string(line);
    }
    return words;
}

} // namespace

std::string serverWords(std::string_view serverText)
{
    return withoutCredentials(shortened(wordsOf(serverText), longestErrorText)); // libpq quotes what it cannot take
}

Error connectError(const Target &target, const std::string &serverText)
{
    const std::string words = serverWords(serverText);
    const auto where = describeTarget(target);
    if (const auto *cause = findConnectCause(serverText))
        return {.kind = cause->kind,
                .message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1: %2"), where, text(cause->reason)),
                .hint = text(cause->hint),
                .details = *cause->sqlState ? std::string(cause->sqlState) + ' ' + words : words,
                .sqlState = cause->sqlState};
    const std::size_t firstEnd = std::min(words.find('\n'), words.size());
    const std::string first = words.empty() ? text(QT_TRANSLATE_NOOP("core", "the server gave no reason.")) : words.substr(0, firstEnd);
    return {.kind = ErrorKind::CannotConnect,
            .message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1: %2"), where, first),
            .details = words.substr(std::min(firstEnd + 1, words.size()))};
}

Error sessionError(const Target &target, const std::string &serverText, const std::string &sqlState)
{
    const auto *cause = findConnectCause(serverText);
    const std::string words = serverWords(serverText);
    return {.kind = cause ? cause->kind : ErrorKind::CannotConnect,
            .message = text(QT_TRANSLATE_NOOP("core", "The session on %1 could not be set up."), describeTarget(target)),
            .hint = cause ? text(cause->hint) : std::string(),
            .details = sqlState.empty() ? words : sqlState + ' ' + words,
            .sqlState = sqlState};
}

} // namespace poolwart
