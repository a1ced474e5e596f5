// SPDX-License-Identifier: GPL-3.0-or-later
// Our expressions against pgbench's own.
#include "model/server/sandbox/sandbox.h"
#include "model/workload/scriptexpression.h"
#include "tests/support/testserver.h"
#include "tests/support/tool.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

const QByteArrayList expressions{
    "1 + 2 * 3",
    "(1 + 2) * 3",
    "10 - 2 - 3",
    "100 / 10 / 5",
    "2 - -2",
    "- 2 * 3",
    "7 / 2",
    "-7 / 2",
    "7 / 2.0",
    "7 % 3",
    "-7 % 3",
    "7.6 % 3",
    "mod(-7, 3)",
    "5 / -1",
    "-9223372036854775808",
    "-9223372036854775808 % -1",
    "1 << 4 >> 2",
    "-16 >> 2",
    "~ 0",
    "~ 1 + 2",
    "~ 1 & 2",
    "5 # 1",
    "6 & 3 | 8",
    "1 | 2 + 4",
    "1.",
    ".5",
    "1e3",
    "2e-1",
    "1 + 2 < 4",
    "not 1 = 2",
    "not true or true",
    "false or not false and true",
    "1 < 2 and 2 < 1 or true",
    "1 = 1.0",
    "1 <> 2",
    "1 != 1",
    "2 >= 2",
    "3 > 2.5",
    "null + 1",
    "null = null",
    "null and false",
    "null and true",
    "null or true",
    "null or false",
    "false and null",
    "true and null",
    "true or null",
    "false or null",
    "not null",
    "false and 1 / 0 = 1",
    "true or 1 / 0 = 1",
    "null is null",
    "1 is null",
    "1 isnull",
    "1 notnull",
    "1 is not null",
    "true is true",
    "1 is true",
    "null is false",
    "1 = 1 is true",
    "1 + 1 is null",
    "not null is null",
    "case when true then 1 else 2 end",
    "case when false then 1 end",
    "case when null then 1 when 1 then 2 else 3 end",
    "case when 0.0 then 1 else 2.5 end",
    "abs(-5)",
    "ABS(-5.5)",
    "double(5)",
    "double(5) / 2",
    "int(5.4 + 3.8)",
    "int(2.5)",
    "int(-3.5)",
    "greatest(5, 4, 3)",
    "greatest(1, 2.5)",
    "least(5, 4, 3.5)",
    "least(5)",
    "greatest(1, null)",
    "exp(1)",
    "ln(10)",
    "sqrt(2)",
    "pi()",
    "power(2, 10)",
    "pow(2.0, -1)",
    "power(9, 0.5)",
    "sqrt(null)",
    "hash(10, 5432)",
    "hash_murmur2(-1, 7)",
    "hash_fnv1a(10, 5432)",
    "hash_fnv1a(-1, -7)",
    "hash(123456789012, 0)",
    "random(3, 3)",
    "random_gaussian(3, 3, 2)",
    "1.5 * 4",
    "1 / 3.0",
};

std::optional<std::size_t> noVariable(std::string_view)
{
    return std::nullopt;
}

// As pgbench's debug() writes a value.
QByteArray debugged(const ScriptValue &value)
{
    if (const auto *boolean = std::get_if<bool>(&value))
        return *boolean ? "boolean true" : "boolean false";
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return "int " + QByteArray::number(static_cast<qlonglong>(*whole));
    if (const auto *number = std::get_if<double>(&value))
        return "double " + QByteArray::number(*number, 'g', 15);
    return "null";
}

} // namespace

class TestPgbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExpressionHasTheValueThatPgbenchGivesIt()
    {
        TestServer server;
        QTemporaryDir folder;
        QByteArray script;
        for (const QByteArray &expression : expressions)
            script += "\\set x debug(" + expression + ")\n";
        const QString file = folder.filePath(u"expressions.sql"_s);
        writeTestFile(file, script + "SELECT 1;\n");
        const QString own = QStandardPaths::findExecutable(u"pgbench"_s, {QString::fromStdString(Sandbox::programDirectory())});
        const Target target = server.networkTarget();
        const ToolResult result = runTool({.program = own.isEmpty() ? u"pgbench"_s : own,
                                           .arguments = {u"-n"_s, u"-t"_s, u"1"_s, u"-f"_s, file, u"-h"_s, u"127.0.0.1"_s, u"-p"_s,
                                                         QString::number(server.port()), u"-U"_s, u"app"_s, u"app"_s},
                                           .environment = {u"PGPASSWORD="_s + QString::fromStdString(target.password.reveal())}});
        QVERIFY2(result.exitCode == 0, result.output.constData());

        const QRegularExpression line(u"debug\\(script=0,command=(\\d+)\\): (.*)"_s);
        int compared = 0;
        for (auto found = line.globalMatch(QString::fromUtf8(result.output)); found.hasNext(); ++compared) {
            const QRegularExpressionMatch match = found.next();
            const QByteArray &expression = expressions[match.captured(1).toInt() - 1];
            const auto parsed = ScriptExpression::parse(expression.toStdString(), noVariable);
            QVERIFY2(parsed.ok(), expression.constData());
            Random random(1);
            const auto value = parsed->evaluate({.variables = {}, .random = random, .defaultSeed = 0});
            QVERIFY2(value.ok(), expression.constData());
            QCOMPARE(expression + " is " + debugged(*value), expression + " is " + match.captured(2).trimmed().toUtf8());
        }
        QCOMPARE(compared, static_cast<int>(expressions.size()));
    }
};

QTEST_GUILESS_MAIN(TestPgbench)
#include "tst_pgbench.moc"
