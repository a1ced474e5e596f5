// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace poolwart {

// What a language looks like, for colours only. One scanner reads all of them from this table.
struct Syntax
{
    QStringList lineComments; // what begins one
    QString blockOpen;        // of comments; empty: none
    QString blockClose;
    QString quotes;           // characters that begin and end a string on one line
    QStringList longQuotes;   // what begins and ends a string that goes over lines
    QStringList words;        // of the language
    bool hasKeys = false;     // "key =" or "key:" begins a line
    bool hasSections = false; // "[section]" is a line

    bool operator==(const Syntax &) const = default;
};

// By the file's name and ending: "pools.ts", ".env.example", "pgbouncer.ini". One that is not known has no colours.
const Syntax &syntaxOf(const QString &path);

// A coloured stretch of a line.
struct SyntaxSpan
{
    enum class Kind { Comment, String, Number, Word, Key, Section, Placeholder };

    Kind kind;
    qsizetype start;
    qsizetype length;

    bool operator==(const SyntaxSpan &) const = default;
};

// The spans of a line. `state` is what the line before ended in, 0 at the beginning, and becomes what this one ends in.
QList<SyntaxSpan> syntaxSpans(const Syntax &syntax, QStringView line, int &state);

} // namespace poolwart
