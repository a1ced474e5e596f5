// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace poolwart {

// The lexical rules of a language, for colours only. One scanner reads all languages with this table.
struct Syntax
{
    QStringList lineComments; // start of a line comment
    QString blockOpen;        // of comments; empty: none
    QString blockClose;
    QString quotes;           // delimiters of strings on one line
    QStringList longQuotes;   // delimiters of strings across lines
    QStringList words;        // of the language
    bool hasKeys = false;     // "key =" or "key:" begins a line
    bool hasSections = false; // "[section]" is a line

    bool operator==(const Syntax &) const = default;
};

// Finds the language by the file's name and extension: "pools.ts", ".env.example", "pgbouncer.ini". An unknown one has no
// colours.
const Syntax &syntaxOf(const QString &path);

// A coloured part of a line.
struct SyntaxSpan
{
    enum class Kind { Comment, String, Number, Word, Key, Section, Placeholder };

    Kind kind;
    qsizetype start;
    qsizetype length;

    bool operator==(const SyntaxSpan &) const = default;
};

// The coloured parts of a line. `state` is the end state of the previous line, 0 at the start, and becomes the end state of
// this one.
QList<SyntaxSpan> syntaxSpans(const Syntax &syntax, QStringView line, int &state);

} // namespace poolwart
