// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptexpression.h"
#include "tests/core/seeds.h"

#include <QTest>

using namespace poolwart;

class TestScriptExpression : public QObject
{
    Q_OBJECT

private:
    // :i is 7, :d is 0.5, :b is true, :n is NULL, :t is the text 12, :w the text word; :u is never set.
    static std::optional<std::size_t> indexOf(std::string_view name)
    {
        const auto at = std::string_view("idbntwu").find(name);
        return name.size() == 1 && at != std::string_view::npos ? std::optional(at) : std::nullopt;
    }

    // "42", "0.5", "true", "NULL", or "! " and the message.
    static QByteArray valueOf(const QByteArray &written)
    {
        const auto expression = ScriptExpression::parse(written.toStdString(), indexOf);
        if (!expression)
            return "! " + QByteArray::fromStdString(expression.error().message);
        std::vector<ScriptVariable> variables(7);
        variables[0].set(std::int64_t{7});
        variables[1].set(0.5);
        variables[2].set(true);
        variables[3].set({});
        variables[4].setText("12");
        variables[5].setText("word");
        Random random(1);
        const auto value = expression->evaluate({.variables = variables, .random = random, .defaultSeed = 0});
        if (!value)
            return "! " + QByteArray::fromStdString(value.error().message);
        ScriptVariable result;
        result.set(*value);
        std::string literal;
        result.appendLiteral(literal);
        return QByteArray::fromStdString(literal);
    }

private Q_SLOTS:
    // Long: one table.
    void expressionsHaveTheValuesOfPgbench_data()
    {
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *written, const char *value) { QTest::addRow("%s", written) << QByteArray(value); };
        row("1", "1");
        row("1.5", "1.5");
        row("1e3", "1000");
        row(".5", "0.5");
        row("1.", "1");
        row("2e-1", "0.2");
        row("NULL", "NULL");
        row("true", "true");
        row("FALSE", "false");
        row("9223372036854775807", "9223372036854775807");
        row("-9223372036854775808", "-9223372036854775808");
        row(":i", "7");
        row(":d + :i", "7.5");
        row(":b", "true");
        row(":t * 2", "24");
        // how tightly
        row("1 + 2 * 3", "7");
        row("(1 + 2) * 3", "9");
        row("10 - 2 - 3", "5");
        row("100 / 10 / 5", "2");
        row("2 - -2", "4");
        row("- 2 * 3", "-6");
        row("+5 - +5", "0");
        row("1 + 2 < 4", "true");
        row("1 < 2 and 2 < 1 or true", "true");
        row("not true or true", "true");
        row("not 1 = 2", "true");
        row("1 | 2 + 4", "7");
        row("6 & 3 | 8", "10");
        row("5 # 1", "4");
        row("~ 0", "-1");
        row("~ 1 + 2", "-4");
        row("1 << 4 >> 2", "4");
        row("1 = 1 is true", "true");
        row("1 + 1 is null", "false");
        row("not null is null", "false");
        // arithmetic
        row("7 / 2", "3");
        row("-7 / 2", "-3");
        row("7 / 2.0", "3.5");
        row("7 % 3", "1");
        row("-7 % 3", "-1");
        row("mod(-7, 3)", "-1");
        row("7.6 % 3", "2");
        row("1 / 0.0", "'Infinity'");
        row("5 / -1", "-5");
        row("-9223372036854775808 % -1", "0");
        // three values
        row("null + 1", "NULL");
        row("null = null", "NULL");
        row("null and false", "NULL");
        row("false and null", "false");
        row("null and true", "NULL");
        row("null or true", "NULL");
        row("true or null", "true");
        row("false and 1 / 0 = 1", "false");
        row("true or 1 / 0 = 1", "true");
        row("not null", "NULL");
        row(":n is null", "true");
        row(":n isnull", "true");
        row(":i notnull", "true");
        row(":i is not null", "true");
        row("true is true", "true");
        row("1 is true", "false");
        row("null is false", "false");
        row("1 <> 2", "true");
        row("1 != 1", "false");
        row("1 = 1.0", "true");
        row("2 >= 2", "true");
        row("3 > 2.5", "true");
        // CASE
        row("case when true then 1 else 2 end", "1");
        row("case when false then 1 end", "NULL");
        row("case when null then 1 when 1 then 2 else 3 end", "2");
        row("case when 1 = 2 then 1 / 0 else 5 end", "5");
        // functions
        row("abs(-5)", "5");
        row("ABS(-5.5)", "5.5");
        row("debug(1 + 1)", "2");
        row("double(5)", "5");
        row("double(5) / 2", "2.5");
        row("int(5.4 + 3.8)", "9");
        row("int(2.5)", "2");
        row("greatest(5, 4, 3)", "5");
        row("greatest(1, 2.5)", "2.5");
        row("least(5, 4, 3.5)", "3.5");
        row("least(5)", "5");
        row("greatest(1, null)", "NULL");
        row("exp(0)", "1");
        row("ln(exp(1))", "1");
        row("sqrt(2)", "1.4142135623731");
        row("pi()", "3.14159265358979");
        row("power(2, 10)", "1024");
        row("pow(2.0, -1)", "0.5");
        row("hash(10, 5432)", "-5817877081768721676");
        row("hash_murmur2(10, 5432)", "-5817877081768721676");
        row("hash_fnv1a(10, 5432)", "-7793829335365542153");
        row("random(3, 3)", "3");
        row("random_exponential(3, 3, 1)", "3");
        row("random_gaussian(3, 3, 2)", "3");
        row("random_zipfian(3, 3, 1.5)", "3");
        row("random(-9223372036854775807, -9223372036854775807)", "-9223372036854775807");
        row("permute(5, 1)", "0");
        row("permute(null, 8)", "NULL");
    }
    void expressionsHaveTheValuesOfPgbench()
    {
        QFETCH(QByteArray, value);
        QCOMPARE(valueOf(QTest::currentDataTag()), value);
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *written, const char *message) { QTest::addRow("%s", written) << QByteArray("! ") + message; };
        row("", "the expression ends too early.");
        row("1 +", "the expression ends too early.");
        row("1 2", "“2” is not valid here.");
        row("(1", "the expression ends where “)” is expected.");
        row("1 < 2 < 3", "“<” is not valid here.");
        row("is null", "“is” is not valid here.");
        row("case 1 end", "expected “when”, got “1”.");
        row("case when 1 else 2 end", "expected “then”, got “else”.");
        row("9223372036854775808", "“9223372036854775808” is not a 64-bit number.");
        row("1.2.3", "“1.2.3” is not a 64-bit number.");
        row("nosuch(1)", "there is no function “nosuch”.");
        row("sqrt", "the expression ends where “(” is expected.");
        row("sqrt(1, 2)", "sqrt: wrong number of arguments (2).");
        row("random(1)", "random: wrong number of arguments (1).");
        row("pi(1)", "pi: wrong number of arguments (1).");
        row("greatest()", "greatest: wrong number of arguments (0).");
        row(":x", "the variable “:x” is not set.");
        row(":u + 1", "the variable “:u” is not set.");
        row(":w + 1", "the value “word” of the variable “:w” is not a number.");
        row("'a'", "“'” is not valid here.");
        row("1 / 0", "division by zero.");
        row("1 % 0", "division by zero.");
        row("9223372036854775807 + 1", "the result exceeds 64 bits.");
        row("-9223372036854775807 - 2", "the result exceeds 64 bits.");
        row("9223372036854775807 * 2", "the result exceeds 64 bits.");
        row("-9223372036854775808 / -1", "the result exceeds 64 bits.");
        row("abs(-9223372036854775808)", "the result exceeds 64 bits.");
        row("int(1e20)", "the result exceeds 64 bits.");
        row("1 << 64", "the shift by 64 bits is outside 0 to 63.");
        row("1 + true", "expected a number, not true or false.");
        row("sqrt(true)", "expected a number, not true or false.");
        row("1 and true", "expected true or false, not a number.");
        row("not 1", "expected true or false, not a number.");
        row("random(2, 1)", "the range of the random number is empty: 2 to 1.");
        row("random(-9223372036854775808, 9223372036854775807)", "the range of the random number is too wide.");
        row("random_exponential(1, 2, 0)", "the parameter of random_exponential must be above 0.");
        row("random_gaussian(1, 2, 1.9)", "the parameter of random_gaussian must be at least 2.");
        row("random_zipfian(1, 2, 1)", "the parameter of random_zipfian must be from 1.001 to 1000.");
        row("random_zipfian(1, 2, 1001)", "the parameter of random_zipfian must be from 1.001 to 1000.");
        row("permute(1, 0)", "the size of a permutation must be above 0, not 0.");
    }
    void faultsAreNamed()
    {
        QFETCH(QByteArray, message);
        QCOMPARE(valueOf(QTest::currentDataTag()), message);
    }

    void whatIsNestedTooDeeplyIsRefusedAndNotTried_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addRow("brackets") << QByteArray(60'000, '(');
        QTest::addRow("signs") << QByteArray(60'000, '-') + '1';
        QTest::addRow("not") << QByteArray("not ").repeated(15'000) + "true";
        QTest::addRow("a long sum") << QByteArray("1+").repeated(30'000) + '1';
        QTest::addRow("is null, over and over") << QByteArray("1") + QByteArray(" isnull").repeated(9'000);
    }
    void whatIsNestedTooDeeplyIsRefusedAndNotTried()
    {
        QFETCH(QByteArray, written);
        QCOMPARE(valueOf(written), QByteArray("! the expression is nested too deeply."));
    }

    void randomScrapsNeverCrash_data() { addSeeds(4); }
    void randomScrapsNeverCrash()
    {
        QFETCH(quint64, seed);
        static const QByteArrayList scraps{"1",        "2.5",    "-1",
                                           "+",        "-",      "*",
                                           "/",        "%",      "(",
                                           ")",        ",",      "<",
                                           "<=",       "<>",     "=",
                                           "and ",     "or ",    "not ",
                                           " is ",     "null",   "true",
                                           "false",    "case ",  " when ",
                                           " then ",   " else ", " end",
                                           "random(",  "least(", "hash(",
                                           "permute(", "sqrt(",  ":i",
                                           ":n",       ":w",     "<<",
                                           "~",        "|",      "9223372036854775807"};
        Random random(seed);
        int valid = 0;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray written;
            for (auto left = random.below(9); left > 0; --left)
                written += scraps[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(scraps.size())))] + ' ';
            valid += !valueOf(written).startsWith('!');
        }
        QVERIFY2(valid > 200, qPrintable(QString::number(valid)));
    }
};

QTEST_GUILESS_MAIN(TestScriptExpression)
#include "tst_scriptexpression.moc"
