// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/filetemplate.h"

#include "model/exporters/escape/escape.h"

#include <QJsonDocument>
#include <QTest>

using namespace poolwart;

namespace {

TemplateData sampleData()
{
    return TemplateData()
        .set("name", "o'neil")
        .set("count", 3)
        .setFlag("on", true)
        .setFlag("off", false)
        .setRows("none", {})
        .addRow("rows", TemplateData().set("name", "a").setFlag("on", false))
        .addRow("rows", TemplateData().set("other", "b"));
}

std::string filled(const QByteArray &source)
{
    const auto result = fillTemplate(source.toStdString(), sampleData());
    return result ? *result : "error: " + result.error().message;
}

} // namespace

class TestFileTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTemplateIsFilled_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *source, const char *expected) {
            QTest::addRow("%s", source) << QByteArray(source) << QByteArray(expected);
        };
        row("", "");
        row("text } }} { ", "text } }} { ");
        row("{{name|ts}} {{ name | raw }}", R"('o\'neil' o'neil)");
        row("n={{count|int}};", "n=3;");
        row("{{#rows}}{{name|raw}},{{/rows}}", "a,o'neil,");
        row("{{#rows}}\n- {{name|raw}}\n{{/rows}}\nend\n", "- a\n- o'neil\nend\n");
        row("a\n  {{#on}}  \n  b\n  {{/on}}\nc", "a\n  b\nc");
        row("a {{#on}}b{{/on}}\nc\n", "a b\nc\n");
        row("{{name|raw}} {{#on}}\nx{{/on}}\n", "o'neil \nx\n");
        row("{{#off}}\nx\n{{/off}}\ny", "y");
        row("{{^off}}no{{/off}}{{^on}}yes{{/on}}{{^none}}!{{/none}}", "no!");
        row("{{#rows}}{{#on}}+{{/on}}{{^on}}-{{/on}}{{/rows}}", "-+");
        row("{{#rows}}{{#rows}}{{name|raw}}{{/rows}}{{/rows}}", "aaao'neil");
    }
    void aTemplateIsFilled()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        QCOMPARE(filled(source), expected.toStdString());
    }

    void aFaultyTemplateSaysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *source, const char *expected) {
            QTest::addRow("%s", source) << QByteArray(source) << QByteArray(expected);
        };
        row("{{name}}", "“name” names no escape");
        row("{{name|html}}", "“name|html” names no escape");
        row("{{nobody|raw}}", "“nobody” is not set");
        row("{{rows|raw}}", "“rows” is not set");
        row("{{#nobody}}{{/nobody}}", "“nobody” is not set");
        row("{{#on}}", "“on” is not closed");
        row("{{#on}}{{/off}}", "“on” is closed by “off”");
        row("x{{/on}}", "“on” ends where nothing began");
        row("{{name|raw", "a tag is not closed: {{name|raw");
        row("{{}}", "an empty tag");
        row("{{>no/such}}", "there is no “no/such”");
    }
    void aFaultyTemplateSaysWhatIsWrong()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        QCOMPARE(filled(source), "error: Template: " + expected.toStdString());
    }

    void aValueIsNeverReadAsATemplate()
    {
        const auto result = fillTemplate("{{v|raw}}", TemplateData().set("v", "{{v|raw}}{{#x}}"));
        QCOMPARE(result.value(), std::string("{{v|raw}}{{#x}}"));
    }

    void aStringIsEscapedByTheRulesOfItsSyntax_data()
    {
        QTest::addColumn<QByteArray>("escape");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("expected"); // null: refused
        const auto row = [](const char *escape, const char *value, const char *expected) {
            QTest::addRow("%s '%s'", escape, value) << QByteArray(escape) << QByteArray(value) << QByteArray(expected);
        };
        row("ts", R"(a"b'c\d#e;f%g${h}ü)", R"('a"b\'c\\d#e;f%g${h}ü')");
        row("ts", "a\nb\x7f\xe2\x80\xa8", R"('a\u000ab\u007f\u2028')");
        row("json", R"(a"b'c\d)", R"("a\"b'c\\d")");
        row("go", "a\"b'c\\d\ne$%{ü\xef\xbb\xbf", R"("a\"b'c\\d\u000ae$%{ü\ufeff")");
        row("env", "a b#c", "\"a b#c\""); // no raw string: moc would take the # for a directive
        row("env", R"(a"b)", R"('a"b')");
        row("env", R"(a\nb'c)", R"(`a\nb'c`)");
        row("env", R"("'`)", nullptr);
        row("env", "a$b", nullptr);
        row("env", "a\rb", nullptr);
        row("url", "a b/ü", "a%20b%2F%C3%BC");
        row("erb", "a\"<%= b %>\xc2\x85ü", "\"a\\\"\\u003c%= b %>\\u0085ü\"");
        row("erbcomment", "<%= b\n%>", "<%%= b %>");
        row("int", "-12", "-12");
        row("int", "1.5", nullptr);
        row("int", "", nullptr);
        row("int", "1;drop", nullptr);
        row("decimal", "1.5", "1.5");
        row("decimal", "1800", "1800");
        row("decimal", "1.", nullptr);
        row("decimal", "1.5.2", nullptr);
        row("comment", "a */ b\nc\xef\xbb\xbf", "a * / b c\\ufeff");
    }
    void aStringIsEscapedByTheRulesOfItsSyntax()
    {
        QFETCH(QByteArray, escape);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, expected);
        const auto result = findEscape(escape.toStdString())(value.toStdString());
        QCOMPARE(result.ok(), !expected.isNull());
        if (result.ok())
            QCOMPARE(*result, expected.toStdString());
        else
            QCOMPARE(result.error().kind, ErrorKind::BadInput);
    }

    void aRealJsonReaderReadsEveryEscapedStringBack()
    {
        std::string all = "ü\xe2\x80\xa8";
        for (char c = 1; c > 0 && c < 127; ++c)
            all += c;
        const std::string json = '[' + jsonString(all).value() + ']';
        const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
        QCOMPARE(document[0].toString().toStdString(), all);
    }
};

QTEST_GUILESS_MAIN(TestFileTemplate)
#include "tst_filetemplate.moc"
