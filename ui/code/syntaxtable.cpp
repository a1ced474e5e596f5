// SPDX-License-Identifier: GPL-3.0-or-later
// The languages of the files that are exported.
#include "ui/code/syntax.h"

#include <QFileInfo>

#include <map>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QStringList words(const QString &list)
{
    return list.split(u' ');
}

Syntax curly(const QString &list, const QString &quotes = u"\"'"_s, const QStringList &longQuotes = {})
{
    return {.lineComments = {u"//"_s},
            .blockOpen = u"/*"_s,
            .blockClose = u"*/"_s,
            .quotes = quotes,
            .longQuotes = longQuotes,
            .words = words(list)};
}

Syntax keyed(const QStringList &comments, const QString &quotes, bool hasSections)
{
    return {.lineComments = comments,
            .quotes = quotes,
            .words = words(u"true false null yes no on off"_s),
            .hasKeys = true,
            .hasSections = hasSections};
}

// Long: one table.
const std::map<QString, Syntax> &byEnding()
{
    static const Syntax typescript = curly(
        u"as async await break case catch class const continue default delete do else enum export extends false finally for from "
        "function if import in instanceof interface let new null of private public readonly return satisfies static switch this throw "
        "true try type typeof undefined var void while yield"_s,
        u"\"'"_s, {u"`"_s});
    static const Syntax java =
        curly(u"abstract boolean break case catch class const default do else enum extends false final finally for if implements import "
              "instanceof int interface long new null package private protected public record return static super switch synchronized this "
              "throw throws true try var void volatile while"_s);
    static const Syntax go = curly(u"break case chan const continue default defer else fallthrough false for func go if import interface "
                                   "map nil package range return select struct switch true type var"_s,
                                   u"\"'"_s, {u"`"_s});
    static const Syntax prisma = curly(u"generator datasource model enum provider output url env"_s, u"\""_s);
    static const Syntax python{.lineComments = {u"#"_s},
                               .quotes = u"\"'"_s,
                               .longQuotes = {u"\"\"\""_s, u"'''"_s},
                               .words = words(u"False None True and as assert async await break class continue def del elif else except "
                                              "finally for from global if import in is lambda nonlocal not or pass raise return try "
                                              "while with yield"_s)};
    static const Syntax ruby{.lineComments = {u"#"_s},
                             .quotes = u"\"'"_s,
                             .words = words(u"begin class def do else elsif end ensure false if module next nil not or and require "
                                            "require_relative rescue return self super then true unless until when while yield"_s)};
    static const Syntax sql{.lineComments = {u"--"_s},
                            .blockOpen = u"/*"_s,
                            .blockClose = u"*/"_s,
                            .quotes = u"'\""_s,
                            .words = words(u"ALTER SYSTEM SET ROLE DATABASE SELECT FROM WHERE AND OR NOT NULL IN IS TO RESET CREATE USER "
                                           "PASSWORD CONNECTION LIMIT GRANT ON"_s)};
    static const Syntax shell{.lineComments = {u"#"_s},
                              .quotes = u"\"'"_s,
                              .words =
                                  words(u"case do done elif else esac exec export fi for function if in local return set then while"_s)};
    static const Syntax yaml = keyed({u"#"_s}, u"\"'"_s, false);
    static const Syntax ini = keyed({u";"_s, u"#"_s}, {}, true);
    static const Syntax properties = keyed({u"#"_s, u"!"_s}, {}, false);
    static const Syntax toml = keyed({u"#"_s}, u"\"'"_s, true);
    static const Syntax env = keyed({u"#"_s}, u"\"'"_s, false);
    static const Syntax json{.quotes = u"\""_s, .words = words(u"true false null"_s), .hasKeys = true};
    static const std::map<QString, Syntax> table{
        {u"ts"_s, typescript},
        {u"js"_s, typescript},
        {u"mjs"_s, typescript},
        {u"cjs"_s, typescript},
        {u"java"_s, java},
        {u"go"_s, go},
        {u"prisma"_s, prisma},
        {u"py"_s, python},
        {u"rb"_s, ruby},
        {u"sql"_s, sql},
        {u"sh"_s, shell},
        {u"yaml"_s, yaml},
        {u"yml"_s, yaml},
        {u"ini"_s, ini},
        {u"conf"_s, toml},
        {u"toml"_s, toml},
        {u"properties"_s, properties},
        {u"json"_s, json},
        {u"env"_s, env},
        {u"service"_s, ini},
    };
    return table;
}

} // namespace

const Syntax &syntaxOf(const QString &path)
{
    static const Syntax none;
    const QString name = QFileInfo(path).fileName();
    QString ending = QFileInfo(name).suffix();
    if (name.startsWith(u".env"_s) || name.endsWith(u".env"_s))
        ending = u"env"_s;
    else if (name.contains(u"pg_service"_s))
        ending = u"service"_s;
    const auto found = byEnding().find(ending);
    return found == byEnding().end() ? none : found->second;
}

} // namespace poolwart
