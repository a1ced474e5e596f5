// SPDX-License-Identifier: GPL-3.0-or-later
// Long: one test for each rule of a language.
#include "model/workload/builtinworkloads.h"
#include "model/workload/scriptrun.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <algorithm>

using namespace poolwart;

class TestScript : public QObject
{
    Q_OBJECT

private:
    // The parameters of each statement that a request sends; "NULL" for NULL. Sleeps are passed over.
    static std::vector<std::vector<std::string>> sent(const Script &script, Random &random, std::vector<std::string> *inlined = nullptr)
    {
        ScriptCounters counters(script);
        ScriptRun run(7);
        run.begin(script, counters, {.scale = 10, .randomSeed = 5, .defaultSeed = 42});
        std::vector<std::vector<std::string>> all;
        for (ScriptStep step = run.next(random); step.kind != ScriptStep::Kind::End; step = run.next(random)) {
            if (step.kind == ScriptStep::Kind::Fail)
                return {{run.error().message}};
            if (step.kind != ScriptStep::Kind::Send)
                continue;
            std::vector<std::string> &parameters = all.emplace_back();
            for (const char *parameter : run.parameters())
                parameters.emplace_back(parameter ? parameter : "NULL");
            if (inlined)
                inlined->push_back(run.inlined());
        }
        return all;
    }

    // Of a script with one statement.
    static std::vector<std::string> drawn(const Script &script, std::uint64_t seed = 1)
    {
        Random random(seed);
        return sent(script, random).front();
    }

    static QByteArrayList statementsSent(const Script &script)
    {
        Random random(1);
        std::vector<std::string> inlined;
        sent(script, random, &inlined);
        QByteArrayList all;
        for (const std::string &sql : inlined)
            all.append(QByteArray::fromStdString(sql));
        return all;
    }

    static std::string inlinedOf(const Script &script)
    {
        Random random(1);
        std::vector<std::string> inlined;
        sent(script, random, &inlined);
        return inlined.empty() ? std::string("nothing") : inlined.front();
    }

    static const std::string &sqlOf(const Script &script) { return script.statements().front().sql; }

private Q_SLOTS:
    void theScriptOfTheSandboxReadsAPointOfItsTable()
    {
        const auto script = Script::parse(defaultScript());
        QVERIFY(script.ok());
        QCOMPARE(sqlOf(*script), std::string("SELECT abalance FROM pgbench_accounts WHERE aid = $1"));
        QCOMPARE(script->parameterCount(), 1U);
        QVERIFY(inlinedOf(*script).starts_with("SELECT abalance FROM pgbench_accounts WHERE aid = "));
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
        row("an array slice", "SELECT f[1:2], f[:a], f[ :a : :b ]", "SELECT f[1:2], f[$1], f[ $2 : $3 ]",
            "SELECT f[1:2], f[1], f[ 1 : 2 ]");
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
        const auto script = Script::parse((variables + written).toStdString());
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        QCOMPARE(QByteArray::fromStdString(sqlOf(*script)), sql.endsWith(' ') ? sql.trimmed() : sql);
        QCOMPARE(QByteArray::fromStdString(inlinedOf(*script)), inlined.endsWith(' ') ? inlined.trimmed() : inlined);
    }

    void whatCannotBeRunIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *title, const QByteArray &written, const QByteArray &message) {
            QTest::addRow("%s", title) << written << "Script, line " + message;
        };
        const char *nothing = "1: there is no SQL statement.";
        row("empty", "", nothing);
        row("white space", " \n\t\r\n", nothing);
        row("only comments", "-- SELECT 1;\n/* SELECT 2; /* */ */ ", nothing);
        row("only a semicolon", ";", nothing);
        row("a comment and a semicolon", "/* nothing */ ;", nothing);
        row("only a variable", "\\set a random(1, 2)", nothing);
        row("an unknown variable", "\\set a random(1, 2)\n\nSELECT :a,\n :b", "4: the variable “:b” is not set.");
        row("the line counts through literals", "SELECT '\n\n', :x", "3: the variable “:x” is not set.");
        row("data from the client", "SELECT 1;\n\nCOPY t (a) FROM STDIN",
            "3: COPY … FROM STDIN waits for data, which a script cannot provide.");
        row("a parameter of the protocol", "\\set a random(1, 2)\nSELECT :a,\n $1", "3: “$1” has no value.");
        row("set only later", "SELECT :a;\n\\set a 1", "1: the variable “:a” is not set.");
        row("no expression", "\\set a\nSELECT 1", "1: “\\set a” is not valid.");
        row("only set", "\\set\nSELECT 1", "1: “\\set” is not valid.");
        row("settle", "\\settle a 1\nSELECT 1", "1: “\\settle a 1” is not valid.");
        row("a name that begins with a digit", "\\set 1a 1\nSELECT 1", "1: “\\set 1a 1” is not valid.");
        row("a long line is shown in part", "\\" + QByteArray(200, 'x') + "\nSELECT 1",
            QByteArray("1: “\\" + QByteArray(59, 'x') + "…” is not valid."));
        row("an unknown function", "SELECT 1;\n\\set a rnd(1, 2)", "2: there is no function “rnd”.");
        row("an unknown variable in an expression", "\\set a :b + 1\nSELECT :a", "1: the variable “:b” is not set.");
        row("a pipeline", "SELECT 1;\n\\startpipeline\nSELECT 2;", "2: “\\startpipeline” is not supported.");
        row("a program", "SELECT 1;\n\n \\setshell x date", "3: “\\setshell” is not supported.");
        row("an escaped semicolon", "SELECT 1\\; SELECT 2", "1: “\\;” is not supported.");
        row("an if without an end", "SELECT 1;\n\\if true\nSELECT 2;", "2: this \\if has no \\endif.");
        row("an end without an if", "SELECT 1;\n\\endif", "2: there is no \\if before this line.");
        row("an else without an if", "SELECT 1;\n\\else", "2: there is no \\if before this line.");
        row("two elses", "SELECT 1;\n\\if true\n\\else\n\\else\n\\endif", "4: there is already an \\else.");
        row("an elif behind an else", "SELECT 1;\n\\if true\n\\else\n\\elif true\n\\endif", "4: there is already an \\else.");
        row("an if without a condition", "\\if\nSELECT 1;\n\\endif", "1: “\\if” is not valid.");
        row("a result of nothing", "\\gset\nSELECT 1", "1: there is no statement before this line whose result it could use.");
        row("a result twice", "SELECT 1 AS a \\gset\n\\gset b", "2: there is no statement before this line whose result it could use.");
        row("a name behind another prefix", "SELECT 1 AS a \\gset p_\nSELECT :a", "2: the variable “:a” is not set.");
        row("a sleep without a number", "\\sleep ms\nSELECT 1", "1: “\\sleep ms” is not valid.");
        row("a sleep of another unit", "\\sleep 5 min\nSELECT 1", "1: “\\sleep 5 min” is not valid.");
        row("a sequence without an end", "\\sequence a 1\nSELECT :a", "1: “\\sequence a 1” is not valid.");
        row("a sequence that leads away", "\\sequence a 1 9 -1\nSELECT :a", "1: the sequence “a” does not reach 9 from 1.");
        row("names tell case", "\\set a random(1, 2)\nSELECT :A", "2: the variable “:A” is not set.");
    }
    void whatCannotBeRunIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, message);
        const auto script = Script::parse(written.toStdString());
        QVERIFY(!script.ok());
        QCOMPARE(script.error().kind, ErrorKind::BadInput);
        QCOMPARE(QByteArray::fromStdString(script.error().message), message);
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
        const auto script = Script::parse(line.toStdString() + "\nSELECT :x");
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        QCOMPARE(drawn(*script), std::vector{value.toStdString()});
    }

    void aLineOfSixtyThousandSpacesIsReadLikeAnyOther()
    {
        const std::string spaces(60'000, ' ');
        QVERIFY(Script::parse("\\set x" + spaces + "random(1, 2)\nSELECT :x").ok());
        QVERIFY(!Script::parse("\\set x" + spaces + "\nSELECT :x").ok());
        QVERIFY(Script::parse("\\set x random(1, " + spaces + "2)\nSELECT 1" + spaces + ";" + spaces).ok());
    }

    void statementsEndAtSemicolonsAndAtCommands_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArrayList>("statements");
        const auto row = [](const char *title, const QByteArray &written, const QByteArrayList &statements) {
            QTest::addRow("%s", title) << written << statements;
        };
        row("two", "BEGIN; END;", {"BEGIN", "END"});
        row("without a last semicolon", "SELECT 1;\nSELECT 2", {"SELECT 1", "SELECT 2"});
        row("empty ones are none", ";; SELECT 1;; -- x\n; SELECT 2;", {"SELECT 1", "SELECT 2"});
        row("a command between", "SELECT 1\n\\sleep 1 us\nSELECT 2", {"SELECT 1", "SELECT 2"});
        row("a command on its line", "SELECT 1 \\sleep 1 us\nSELECT 2", {"SELECT 1", "SELECT 2"});
        row("in brackets", "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
            {"CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3"});
        row("in literals", "SELECT ';', $$;$$; SELECT \"\\\"", {"SELECT ';', $$;$$", "SELECT \"\\\""});
        row("in a comment", "SELECT 1 -- ; \\set\n; SELECT 2", {"SELECT 1 -- ; \\set", "SELECT 2"});
        row("carriage returns", "BEGIN;\r\n\\sleep 1 us\r\nEND;\r\n", {"BEGIN", "END"});
    }
    void statementsEndAtSemicolonsAndAtCommands()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArrayList, statements);
        const auto script = Script::parse(written.toStdString());
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        QByteArrayList found;
        for (const ScriptStatement &statement : script->statements())
            found.append(QByteArray::fromStdString(statement.sql));
        QCOMPARE(found, statements);
    }

    void branchesAreTakenAsTheirConditionsSay_data()
    {
        QTest::addColumn<int>("x");
        QTest::addColumn<QByteArrayList>("sent");
        QTest::addRow("first") << 1 << QByteArrayList{"one", "end"};
        QTest::addRow("second") << 2 << QByteArrayList{"two", "even", "end"};
        QTest::addRow("third") << 3 << QByteArrayList{"three", "end"};
        QTest::addRow("other") << 4 << QByteArrayList{"other", "even", "end"};
    }
    void branchesAreTakenAsTheirConditionsSay()
    {
        QFETCH(int, x);
        QFETCH(QByteArrayList, sent);
        const auto script = Script::parse("\\set x " + std::to_string(x)
                                          + "\n"
                                            "\\if :x = 1\n one;\n\\elif :x = 2\n two;\n\\elif :x = 3\n three\n\\else\n other;\n\\endif\n"
                                            "\\if :x % 2 = 0\n even;\n\\if false\n never;\n\\endif\n\\endif\n end;");
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        QCOMPARE(statementsSent(*script), sent);
    }

    void resultsBecomeVariablesBehindTheirPrefix()
    {
        const auto script = Script::parse("SELECT 1 AS a, 2 AS b \\gset p_\n\\set c :p_a + 1\nSELECT :p_a, :p_b, :c, :p_none;");
        QVERIFY(script.ok());
        QVERIFY(script->statements()[0].result.has_value());
        Random random(1);
        ScriptCounters counters(*script);
        ScriptRun run(0);
        run.begin(*script, counters, {});
        QCOMPARE(run.next(random).kind, ScriptStep::Kind::Send);
        QVERIFY(run.takeResult(1, std::vector<ScriptColumn>{{"a", "41"}, {"b", std::nullopt}, {"x", "9"}, {"none", "it's"}}).ok());
        QCOMPARE(run.next(random), (ScriptStep{.kind = ScriptStep::Kind::Send, .statement = 1}));
        QCOMPARE(run.inlined(), std::string("SELECT 41, NULL, 42, 'it''s'"));
        QCOMPARE(std::string(run.parameters()[0]), std::string("41"));
        QVERIFY(!run.parameters()[1]);
        QCOMPARE(std::string(run.parameters()[3]), std::string("it's"));

        run.begin(*script, counters, {});
        run.next(random);
        const Done none = run.takeResult(0, {});
        QCOMPARE(none.error().message, std::string("Script, line 1: \\gset needs exactly one row, but the statement returned 0."));
    }

    void aVariableThatABranchLeftUnsetEndsTheScript()
    {
        const auto script = Script::parse("\\if false\n\\set a 1\n\\endif\nSELECT\n :a");
        QVERIFY(script.ok());
        QCOMPARE(drawn(*script), std::vector<std::string>{"Script, line 4: the variable “:a” is not set."});
    }

    void anErrorOfAnExpressionEndsTheScriptWithItsLine()
    {
        const auto script = Script::parse("SELECT 1;\n\\set a 1 / (:scale - 10)\nSELECT :a");
        QVERIFY(script.ok());
        QCOMPARE(drawn(*script), std::vector<std::string>{"Script, line 2: division by zero."});
    }

    void sleepsSayHowLong_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<qlonglong>("nanoseconds");
        const auto row = [](const char *line, qlonglong nanoseconds) { QTest::addRow("%s", line) << QByteArray(line) << nanoseconds; };
        row("\\sleep 5 ms", 5'000'000);
        row("\\sleep 5ms", 5'000'000);
        row("\\sleep 7 us", 7'000);
        row("\\sleep 2", 2'000'000'000);
        row("\\sleep 2 s", 2'000'000'000);
        row("\\sleep :d us", 1'500'000);
        row("\\sleep 0", 0);
    }
    void sleepsSayHowLong()
    {
        QFETCH(QByteArray, line);
        QFETCH(qlonglong, nanoseconds);
        const auto script = Script::parse("\\set d 1500\n" + line.toStdString() + "\nSELECT 1");
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        Random random(1);
        ScriptCounters counters(*script);
        ScriptRun run(0);
        run.begin(*script, counters, {});
        QCOMPARE(run.next(random), (ScriptStep{.kind = ScriptStep::Kind::Sleep, .sleep = Duration(nanoseconds)}));
    }

    void aSequenceGoesOnFromRequestToRequestAndBeginsAnew()
    {
        const auto script = Script::parse("\\sequence up 1 5 2\n\\sequence down 0 -1 -1\nSELECT :up, :down");
        QVERIFY(script.ok());
        ScriptCounters counters(*script);
        ScriptRun run(0);
        Random random(1);
        QByteArrayList seen;
        for (int request = 0; request < 5; ++request) {
            run.begin(*script, counters, {});
            run.next(random);
            seen.append(QByteArray(run.parameters()[0]) + ' ' + run.parameters()[1]);
        }
        QCOMPARE(seen, (QByteArrayList{"1 0", "3 -1", "5 0", "1 -1", "3 0"}));
    }

    void everyScriptKnowsItsBuiltInVariables()
    {
        const auto script = Script::parse("SELECT :scale, :client_id, :random_seed, :default_seed");
        QVERIFY(script.ok());
        QVERIFY(script->usesScale());
        QCOMPARE(drawn(*script), (std::vector<std::string>{"10", "7", "5", "42"}));
    }

    void theLastSetOfANameHolds()
    {
        const auto script = Script::parse("\\set x random(1, 1)\n\\set x random(2, 2)\nSELECT :x");
        QVERIFY(script.ok());
        QCOMPARE(drawn(*script), std::vector<std::string>{"2"});
    }

    void eachVariableIsDrawnOnceForAllItsPlaces()
    {
        const auto script = Script::parse("\\set a random(1, 1000000)\n\\set b random(1, 1000000)\nSELECT :b, :a, :b");
        QVERIFY(script.ok());
        Random random(5);
        const std::string a = std::to_string(1 + random.below(1'000'000));
        const std::string b = std::to_string(1 + random.below(1'000'000));
        QCOMPARE(drawn(*script, 5), (std::vector{b, a, b}));
    }

    void everyValueOfTheRangeIsDrawn()
    {
        const auto script = Script::parse("\\set x random(-2, 2)\nSELECT :x");
        QVERIFY(script.ok());
        Random random(1);
        std::map<std::string, int> counts;
        for (int i = 0; i < 10'000; ++i) {
            ++counts[sent(*script, random).front().front()];
        }
        QCOMPARE(counts.size(), 5U);
        for (const char *value : {"-2", "-1", "0", "1", "2"})
            QVERIFY(std::abs(counts[value] - 2'000) < 240);
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
        static const std::vector<std::string> scraps{"SELECT ",
                                                     "'",
                                                     "''",
                                                     "\"",
                                                     "E'",
                                                     "e'",
                                                     "\\'",
                                                     "\\",
                                                     "$",
                                                     "$$",
                                                     "$x$",
                                                     "$1",
                                                     "$é$",
                                                     "--",
                                                     "/*",
                                                     "*/",
                                                     "*",
                                                     "/",
                                                     "\n",
                                                     "\r\n",
                                                     "\r",
                                                     ":",
                                                     "::",
                                                     ":=",
                                                     ":a",
                                                     ":name",
                                                     ":minus",
                                                     ":unknown",
                                                     ";",
                                                     " ",
                                                     "-",
                                                     "1",
                                                     "e",
                                                     "E",
                                                     "x",
                                                     "é",
                                                     "[",
                                                     "]",
                                                     "(",
                                                     ")",
                                                     "\n\\set a random(1, 2)\n",
                                                     "\n\\set",
                                                     "\n\\if 1\n",
                                                     "\n\\endif\n",
                                                     "\n\\sleep 1 us\n"};
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
    // What parses has as many parameters as texts, and with them in place each statement parses again as exactly that.
    static bool checkRoundTrip(const std::string &written)
    {
        const auto script = Script::parse(written);
        if (!script.ok())
            return false;
        Random random(1);
        std::vector<std::string> inlined;
        const auto parameters = sent(*script, random, &inlined);
        bool same = inlined.size() == script->statements().size();
        for (std::size_t k = 0; same && k < inlined.size(); ++k) {
            const ScriptStatement &statement = script->statements()[k];
            const auto again = Script::parse(inlined[k]);
            same = parameters[k].size() == statement.parameters.size() && again.ok() && again->parameterCount() == 0
                && again->statements().size() == 1 && sqlOf(*again) == inlined[k]
                && (!statement.parameters.empty() || statement.sql == inlined[k]);
        }
        if (!same)
            qWarning("script %s\ninlined %s", QByteArray::fromStdString(written).toPercentEncoding(" :$'\"").data(),
                     QByteArray::fromStdString(inlined.empty() ? "" : inlined.front()).toPercentEncoding(" :$'\"").data());
        [same] { QVERIFY(same); }();
        return true;
    }
};

QTEST_GUILESS_MAIN(TestScript)
#include "tst_script.moc"
