// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqltoken.h"

#include <QTest>

using namespace poolwart;

Q_DECLARE_METATYPE(SqlToken::Kind)

class TestSqlToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The bar stands where the first token ends.
    void theFirstTokenEndsWhereItEndsForPostgres_data()
    {
        using enum SqlToken::Kind;
        QTest::addColumn<SqlToken::Kind>("kind");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](SqlToken::Kind kind, const char *written) {
            QTest::addRow("%s", QByteArray(written).toPercentEncoding(" :;$'\"/*|é").data()) << kind << QByteArray(written);
        };
        row(Space, " \t\r\n\f\v|x");
        row(Comment, "-- it's :a|\nx");
        row(Comment, "--|\r\nx");
        row(Comment, "-- to the end|");
        row(Comment, "/**/|*/");
        row(Comment, "/* /* */ /*/**/*/ */| */");
        row(Comment, "/*/ not closed|");
        row(Comment, "/* /* */ not closed|");
        row(Quoted, "''|x");
        row(Quoted, "'a''b'|,'");
        row(Quoted, "'\\'|,'");
        row(Quoted, "'not closed''|");
        row(Quoted, "E'\\''|,'");
        row(Quoted, "e'a''\\'b'|c'");
        row(Quoted, "E'not closed\\|");
        row(Quoted, "\"a\"\"b'\\\"|,\"");
        row(Quoted, "$$ $x$ $ $$|$$");
        row(Quoted, "$x_1$ $$ $x$ $x_1$|$");
        row(Quoted, "$é$ :a $é$|");
        row(Quoted, "$x$ not closed $y$|");
        row(Word, "date|'x'");
        row(Word, "e|");
        row(Word, "E$1|'x'");
        row(Word, "été_$x$|-");
        row(Variable, ":a1_é|$x");
        row(Variable, ":a|::int");
        row(Parameter, "$12|x$");
        row(Semicolon, ";|;");
        row(Other, ":|1");
        row(Other, ":|=");
        row(Other, "::|a");
        row(Other, ":::|a");
        row(Other, ":|");
        row(Other, "$|");
        row(Other, "$|x $y$");
        row(Other, "1|2");
        row(Other, "-|1");
        row(Other, "/|/");
    }
    void theFirstTokenEndsWhereItEndsForPostgres()
    {
        QFETCH(SqlToken::Kind, kind);
        QFETCH(QByteArray, written);
        const auto end = static_cast<std::size_t>(written.indexOf('|'));
        const SqlToken token = firstToken(written.replace('|', "").toStdString());
        QCOMPARE(token.length, end);
        QVERIFY(token.kind == kind);
    }
};

QTEST_GUILESS_MAIN(TestSqlToken)
#include "tst_sqltoken.moc"
