// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/statement.h"
#include "model/traffic/trafficplan.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <algorithm>

using namespace poolwart;

class TestStatement : public QObject
{
    Q_OBJECT

private:
    static std::vector<std::string> drawn(const Statement &statement, std::uint64_t seed = 1)
    {
        Random random(seed);
        std::vector<std::string> parameters;
        statement.drawInto(random, parameters);
        return parameters;
    }

private Q_SLOTS:
    void theScriptOfTheSandboxReadsAPointOfItsTable()
    {
        const auto statement = Statement::parse(defaultScript());
        QVERIFY(statement.ok());
        QCOMPARE(statement->sql(), std::string("SELECT abalance FROM pgbench_accounts WHERE aid = $1"));
        QCOMPARE(statement->parameterCount(), 1U);
        QCOMPARE(statement->inlined({"17"}), std::string("SELECT abalance FROM pgbench_accounts WHERE aid = 17"));
    }

    // In the rows, :a is 1, :b is 2, :minus is -5 and :name is 7.
    void parametersAreFoundWhereSqlHasThem_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("inlined");
        const auto row = [](const char *title, const char *written, const char *sql, const char *inlined) {
            QTest::addRow("%s", title) << QByteArray(written) << QByteArray(sql) << QByteArray(inlined);
        };
        const auto same = [&](const char *title, const char *written) { row(title, written, written, written); };
        row("one", "SELECT :a", "SELECT $1", "SELECT 1");
        row("two, twice each", "SELECT :a+:b+:b+:a", "SELECT $1+$2+$3+$4", "SELECT 1+2+2+1");
        row("the longest name", "SELECT :a, :ab, :a_b1", "SELECT $1, $2, $3", "SELECT 1, 3, 4");
        row("a cast after it", "SELECT :a::int", "SELECT $1::int", "SELECT 1::int");
        row("a cast and a name", "SELECT x::a, :a", "SELECT x::a, $1", "SELECT x::a, 1");
        row("in brackets", "SELECT f[:a], (:b)", "SELECT f[$1], ($2)", "SELECT f[1], (2)");
        row("an array slice", "SELECT f[1:2], f[:a], f[ :a : :b ]", "SELECT f[1:2], f[$1], f[ $2 : $3 ]", "SELECT f[1:2], f[1], f[ 1 : 2 ]");
        row("glued to a word", "SELECT 1 LIMIT:a", "SELECT 1 LIMIT $1", "SELECT 1 LIMIT 1");
        row("glued to each other", "SELECT :a:b", "SELECT $1 $2", "SELECT 1 2");
        row("negative behind a minus", "SELECT 1-:minus", "SELECT 1-$1", "SELECT 1- -5");
        row("a trailing semicolon", "SELECT :a;", "SELECT $1", "SELECT 1");
        row("more than one", "SELECT :a; ;; ", "SELECT $1", "SELECT 1");
        row("a comment behind it", "SELECT :a; -- :b\n /* ; */", "SELECT $1", "SELECT 1");
        row("white space around", "\n\t SELECT :a \r\n\f\v", "SELECT $1", "SELECT 1");
        row("CRLF", "SELECT\r\n:a\r\n", "SELECT\r\n$1", "SELECT\r\n1");
        row("a name that is not ASCII", "SELECT :größe", "SELECT $1", "SELECT 6");
        same("assignment", "CALL p(x := 1)");
        same("a lone colon", "SELECT 1 : 2");
        same("a number after a colon", "SELECT f[:2]");
        same("three colons", "SELECT 1:::a");
        same("a literal", "SELECT ':a'");
        same("a doubled quote", "SELECT 'it''s :a', ''");
        same("a backslash in a plain literal", "SELECT '\\', ':a'");
        same("an escaped quote in an E literal", "SELECT E'it\\'s :a', e'\\'', E'\\\\'");
        same("a doubled quote in an E literal", "SELECT E'it''s \\' :a'");
        row("a word that ends in e is no E literal", "SELECT date'\\', :a, '\\'", "SELECT date'\\', $1, '\\'", "SELECT date'\\', 1, '\\'");
        row("a parameter that ends in e is no E literal", "SELECT :name'\\', ':a'", "SELECT $1'\\', ':a'", "SELECT 7'\\', ':a'");
        same("a quoted name", "SELECT \"x:a\", \"it\"\" :a\", \"\\\"");
        same("dollar quotes", "SELECT $$ :a $$, $x$ :a $$ :b $x$");
        row("a dollar in a name opens nothing", "SELECT x$y$, :a, y$y$", "SELECT x$y$, $1, y$y$", "SELECT x$y$, 1, y$y$");
        row("also behind a letter that is not ASCII", "SELECT é$y$, :a, é$y$", "SELECT é$y$, $1, é$y$", "SELECT é$y$, 1, é$y$");
        same("a dollar quote whose tag is not ASCII", "SELECT $é$ :a $é$");
        row("a comment to the end of the line", "SELECT -- :a it's\n :b", "SELECT -- :a it's\n $1", "SELECT -- :a it's\n 2");
        row("that ends at a carriage return too", "SELECT -- :a\r:b", "SELECT -- :a\r$1", "SELECT -- :a\r2");
        row("a block comment", "SELECT /* :a ' ; */ :b", "SELECT /* :a ' ; */ $1", "SELECT /* :a ' ; */ 2");
        row("block comments nest", "SELECT /* :a /* ' */ :a */ :b", "SELECT /* :a /* ' */ :a */ $1", "SELECT /* :a /* ' */ :a */ 2");
        same("a block comment in a literal", "SELECT '/*', ':a'");
        row("an asterisk between slashes", "SELECT /*/ :a */ :b", "SELECT /*/ :a */ $1", "SELECT /*/ :a */ 2");
        same("a comment that does not end", "SELECT 1 /* :a");
        same("a literal that does not end", "SELECT ':a ");
        same("a semicolon in a literal", "SELECT ';', $$;$$, \";\"");
        row("a comment before it", "-- which :a\nSELECT :a", "-- which :a\nSELECT $1", "-- which :a\nSELECT 1");
        row("operators of colons and minus signs", "SELECT :a -:b", "SELECT $1 -$2", "SELECT 1 -2");
    }
    void parametersAreFoundWhereSqlHasThem()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, inlined);
        const QByteArray variables = "\\set a random(1, 1)\n\\set b random(2, 2)\n\\set ab random(3, 3)\n\\set a_b1 random(4, 4)\n"
                                     "\\set minus random(-5, -5)\n\\set größe random(6, 6)\n\\set name random(7, 7)\n";
        const auto statement = Statement::parse((variables + written).toStdString());
        QVERIFY2(statement.ok(), statement.ok() ? "" : statement.error().message.c_str());
        QCOMPARE(QByteArray::fromStdString(statement->sql()), sql.endsWith(' ') ? sql.trimmed() : sql);
        QCOMPARE(QByteArray::fromStdString(statement->inlined(drawn(*statement))), inlined.endsWith(' ') ? inlined.trimmed() : inlined);
    }

    void whatCannotBeRunIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *title, const QByteArray &script, const QByteArray &message) {
            QTest::addRow("%s", title) << script << "Statement, line " + message;
        };
        const char *nothing = "1: there is no SQL statement.";
        row("empty", "", nothing);
        row("white space", " \n\t\r\n", nothing);
        row("only comments", "-- SELECT 1;\n/* SELECT 2; /* */ */ ", nothing);
        row("only a semicolon", ";", nothing);
        row("a comment and a semicolon", "/* nothing */ ;", nothing);
        row("only a variable", "\\set a random(1, 2)", nothing);
        row("two statements", "SELECT 1;\nSELECT 2", "2: there is more after the end of the statement.");
        row("two on a line", "SELECT 1; SELECT 2;", "1: there is more after the end of the statement.");
        row("a second one behind a comment", "SELECT 1; -- one\n\n/* two */ SELECT 2", "3: there is more after the end of the statement.");
        row("a literal behind the end", "SELECT 1;\r\n\r\n'x'", "3: there is more after the end of the statement.");
        row("an unknown variable", "\\set a random(1, 2)\n\nSELECT :a,\n :b", "4: the variable “:b” is not set.");
        row("the line counts through literals", "SELECT '\n\n', :x", "3: the variable “:x” is not set.");
        row("a parameter of the protocol", "\\set a random(1, 2)\nSELECT :a,\n $1", "3: “$1” has no value.");
        row("names tell case", "\\set a random(1, 2)\nSELECT :A", "2: the variable “:A” is not set.");
        row("an empty range", "\\set a random(2, 1)\nSELECT :a", "1: the range of “a” is empty.");
        row("another meta command", "SELECT 1\n  \\sleep 5 ms", "2: “\\sleep 5 ms” is not understood.");
        row("no function", "\\set a 5\nSELECT :a", "1: “\\set a 5” is not understood.");
        row("another function", "\\set a random_gaussian(1, 2, 3)\nSELECT :a", "1: “\\set a random_gaussian(1, 2, 3)” is not understood.");
        row("no name", "\\set random(1, 2)\nSELECT 1", "1: “\\set random(1, 2)” is not understood.");
        row("a name that begins with a digit", "\\set 1a random(1, 2)\nSELECT 1", "1: “\\set 1a random(1, 2)” is not understood.");
        row("no bracket", "\\set a random(1, 2\nSELECT :a", "1: “\\set a random(1, 2” is not understood.");
        row("more behind the bracket", "\\set a random(1, 2) * 3\nSELECT :a", "1: “\\set a random(1, 2) * 3” is not understood.");
        row("a fraction", "\\set a random(1.5, 2)\nSELECT :a", "1: “\\set a random(1.5, 2)” is not understood.");
        row("a sum", "\\set a random(1, :scale)\nSELECT :a", "1: “\\set a random(1, :scale)” is not understood.");
        row("a number of nineteen digits", "\\set a random(1, 9999999999999999999)\nSELECT :a",
            "1: “\\set a random(1, 9999999999999999999)” is not understood.");
        row("only set", "\\set\nSELECT 1", "1: “\\set” is not understood.");
        row("settle", "\\settle a random(1, 2)\nSELECT 1", "1: “\\settle a random(1, 2)” is not understood.");
        row("a long line is shown in part", "\\set " + QByteArray(200, 'x') + "\nSELECT 1",
            QByteArray("1: “\\set " + QByteArray(55, 'x') + "…” is not understood."));
    }
    void whatCannotBeRunIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, message);
        const auto statement = Statement::parse(script.toStdString());
        QVERIFY(!statement.ok());
        QCOMPARE(statement.error().kind, ErrorKind::BadInput);
        QCOMPARE(QByteArray::fromStdString(statement.error().message), message);
    }

    void aVariableIsWrittenAsPgbenchWritesIt_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *line, const char *value) { QTest::addRow("%s", line) << QByteArray(line) << QByteArray(value); };
        row("\\set x random(3, 3)", "3");
        row("\\set x random(3,3)", "3");
        row("  \\set\tx  random ( 3 , 3 ) \r", "3");
        row("\\set x random(-3, -3)", "-3");
        row("\\set x random(999999999999999999, 999999999999999999)", "999999999999999999");
        row("\\set x random(-999999999999999999, -999999999999999999)", "-999999999999999999");
        row("\\set x random(000000000000000007, 7)", "7");
    }
    void aVariableIsWrittenAsPgbenchWritesIt()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, value);
        const auto statement = Statement::parse(line.toStdString() + "\nSELECT :x");
        QVERIFY2(statement.ok(), statement.ok() ? "" : statement.error().message.c_str());
        QCOMPARE(drawn(*statement), std::vector{value.toStdString()});
    }

    void aLineOfSixtyThousandSpacesIsReadLikeAnyOther()
    {
        const std::string spaces(60'000, ' ');
        QVERIFY(Statement::parse("\\set x" + spaces + "random(1, 2)\nSELECT :x").ok());
        QVERIFY(!Statement::parse("\\set x" + spaces + "\nSELECT :x").ok());
        QVERIFY(Statement::parse("\\set x random(1, " + spaces + "2)\nSELECT 1" + spaces + ";" + spaces).ok());
    }

    void theLastSetOfANameHolds()
    {
        const auto statement = Statement::parse("\\set x random(1, 1)\n\\set x random(2, 2)\nSELECT :x");
        QVERIFY(statement.ok());
        QCOMPARE(drawn(*statement), std::vector<std::string>{"2"});
    }

    void eachVariableIsDrawnOnceForAllItsPlaces()
    {
        const auto statement = Statement::parse("\\set a random(1, 1000000)\n\\set b random(1, 1000000)\nSELECT :b, :a, :b");
        QVERIFY(statement.ok());
        Random random(5);
        const std::string a = std::to_string(1 + random.below(1'000'000));
        const std::string b = std::to_string(1 + random.below(1'000'000));
        QCOMPARE(drawn(*statement, 5), (std::vector{b, a, b}));
    }

    void everyValueOfTheRangeIsDrawn()
    {
        const auto statement = Statement::parse("\\set x random(-2, 2)\nSELECT :x");
        QVERIFY(statement.ok());
        Random random(1);
        std::vector<std::string> parameters;
        std::map<std::string, int> counts;
        for (int i = 0; i < 10'000; ++i) {
            statement->drawInto(random, parameters);
            ++counts[parameters.at(0)];
        }
        QCOMPARE(counts.size(), 5U);
        for (const char *value : {"-2", "-1", "0", "1", "2"})
            QVERIFY(std::abs(counts[value] - 2'000) < 240);
    }

    void statementsWithoutParametersDrawNothing()
    {
        const auto statement = Statement::parse("SELECT 1");
        QVERIFY(statement.ok());
        std::vector<std::string> parameters{"left over"};
        Random random(1);
        statement->drawInto(random, parameters);
        QVERIFY(parameters.empty());
        QCOMPARE(statement->inlined(parameters), std::string("SELECT 1"));
    }

    // --- whatever is typed

    void randomBytesNeverCrash_data() { addSeeds(4); }
    void randomBytesNeverCrash()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        for (int round = 0; round < 5'000; ++round) {
            std::string script;
            for (auto left = random.below(80); left > 0; --left)
                script += static_cast<char>(random.below(256));
            checkRoundTrip(script);
        }
    }

    void randomScrapsOfSqlNeverCrashAndWhatParsesReadsBackInlined_data() { addSeeds(4); }
    void randomScrapsOfSqlNeverCrashAndWhatParsesReadsBackInlined()
    {
        QFETCH(quint64, seed);
        static const std::vector<std::string> scraps{
            "SELECT ", "'", "''", "\"", "E'", "e'", "\\'", "\\", "$", "$$", "$x$", "$1", "$é$", "--", "/*", "*/", "*", "/", "\n", "\r\n", "\r", ":", "::",
            ":=", ":a", ":name", ":minus", ":unknown", ";", " ", "-", "1", "e", "E", "x", "é", "[", "]", "(", ")", "\n\\set a random(1, 2)\n", "\n\\set"};
        Random random(seed);
        int parsed = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string script = "\\set a random(1, 9)\n\\set name random(0, 0)\n\\set minus random(-9, -1)\n";
            for (auto left = random.below(14); left > 0; --left)
                script += scraps[random.below(scraps.size())];
            parsed += checkRoundTrip(script);
        }
        QVERIFY2(parsed > 2'000, qPrintable(QString::number(parsed)));
    }

private:
    // What parses has as many parameters as texts, and with them in place it parses again as exactly that.
    static bool checkRoundTrip(const std::string &script)
    {
        const auto statement = Statement::parse(script);
        if (!statement.ok())
            return false;
        const auto parameters = drawn(*statement);
        const std::string inlined = statement->inlined(parameters);
        const auto again = Statement::parse(inlined);
        const bool same = parameters.size() == statement->parameterCount() && again.ok() && again->parameterCount() == 0
                          && again->sql() == inlined && (statement->parameterCount() > 0 || statement->sql() == inlined);
        if (!same)
            qWarning("script %s\ninlined %s", QByteArray::fromStdString(script).toPercentEncoding(" :$'\"").data(),
                     QByteArray::fromStdString(inlined).toPercentEncoding(" :$'\"").data());
        [same] { QVERIFY(same); }();
        return true;
    }
};

QTEST_GUILESS_MAIN(TestStatement)
#include "tst_statement.moc"
