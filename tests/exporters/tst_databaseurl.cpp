// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/escape/databaseurl.h"

#include "model/core/random.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

std::string rewritten(const QByteArray &url)
{
    const auto result = rewriteDatabaseUrl(url.toStdString(), 12, 20s);
    return result ? *result : "error: " + result.error().message;
}

} // namespace

class TestDatabaseUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Long: one table.
    void bothKeysAreReplacedOrAppendedAndNothingElseChanges_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *url, const char *expected) {
            QTest::addRow("%s", name) << QByteArray(url) << QByteArray(expected);
        };
        row("neither, no query", "postgresql://u:p@h:5432/db", "postgresql://u:p@h:5432/db?connection_limit=12&pool_timeout=20");
        row("neither, other parameters", "postgresql://u:p@h/db?schema=public&sslmode=require",
            "postgresql://u:p@h/db?schema=public&sslmode=require&connection_limit=12&pool_timeout=20");
        row("limit only", "postgresql://u:p@h/db?connection_limit=5&schema=public",
            "postgresql://u:p@h/db?connection_limit=12&schema=public&pool_timeout=20");
        row("timeout only", "postgresql://u:p@h/db?schema=public&pool_timeout=10",
            "postgresql://u:p@h/db?schema=public&pool_timeout=20&connection_limit=12");
        row("both", "postgresql://u:p@h/db?pool_timeout=10&a=b&connection_limit=5",
            "postgresql://u:p@h/db?pool_timeout=20&a=b&connection_limit=12");
        row("the short scheme", "postgres://h/db", "postgres://h/db?connection_limit=12&pool_timeout=20");
        row("a scheme in capitals", "POSTGRESQL://h/db", "POSTGRESQL://h/db?connection_limit=12&pool_timeout=20");
        row("empty query", "postgresql://h/db?", "postgresql://h/db?connection_limit=12&pool_timeout=20");
        row("trailing ampersand", "postgresql://h/db?a=b&", "postgresql://h/db?a=b&connection_limit=12&pool_timeout=20");
        row("empty pairs stay", "postgresql://h/db?&&a=b", "postgresql://h/db?&&a=b&connection_limit=12&pool_timeout=20");
        row("fragment without query", "postgresql://h/db#f", "postgresql://h/db?connection_limit=12&pool_timeout=20#f");
        row("fragment after a query", "postgresql://h/db?a=b#f?connection_limit=1",
            "postgresql://h/db?a=b&connection_limit=12&pool_timeout=20#f?connection_limit=1");
        row("every occurrence", "postgresql://h/db?connection_limit=1&a=b&connection_limit=2",
            "postgresql://h/db?connection_limit=12&a=b&connection_limit=12&pool_timeout=20");
        row("key without a value", "postgresql://h/db?connection_limit&a", "postgresql://h/db?connection_limit=12&a&pool_timeout=20");
        row("empty value", "postgresql://h/db?connection_limit=&pool_timeout=", "postgresql://h/db?connection_limit=12&pool_timeout=20");
        row("value with an equals sign", "postgresql://h/db?pool_timeout=1=2&options=-c%20a%3Db=c",
            "postgresql://h/db?pool_timeout=20&options=-c%20a%3Db=c&connection_limit=12");
        row("percent-encoded key", "postgresql://h/db?connection%5Flimit=5", "postgresql://h/db?connection%5Flimit=12&pool_timeout=20");
        row("keys that only end alike", "postgresql://h/db?x_connection_limit=5&my-pool_timeout=1",
            "postgresql://h/db?x_connection_limit=5&my-pool_timeout=1&connection_limit=12&pool_timeout=20");
        row("keys that only begin alike", "postgresql://h/db?connection_limit2=5&pool_timeouts=1",
            "postgresql://h/db?connection_limit2=5&pool_timeouts=1&connection_limit=12&pool_timeout=20");
        row("keys in another case", "postgresql://h/db?Connection_Limit=5",
            "postgresql://h/db?Connection_Limit=5&connection_limit=12&pool_timeout=20");
        row("the key in a value", "postgresql://h/db?a=connection_limit=5&b=%26pool_timeout=3",
            "postgresql://h/db?a=connection_limit=5&b=%26pool_timeout=3&connection_limit=12&pool_timeout=20");
        row("the key as password and path", "postgresql://u:connection_limit=5@h/connection_limit=5",
            "postgresql://u:connection_limit=5@h/connection_limit=5?connection_limit=12&pool_timeout=20");
        row("encoded question mark in the password", "postgresql://u:p%3Fa%23b%40c@h/db?a=%20+%2B",
            "postgresql://u:p%3Fa%23b%40c@h/db?a=%20+%2B&connection_limit=12&pool_timeout=20");
        row("bare question mark in the password", "postgresql://u:p?w@h/db", "postgresql://u:p?w@h/db?connection_limit=12&pool_timeout=20");
        row("bare question mark and a query", "postgresql://u:12?w@h/db?a=b",
            "postgresql://u:12?w@h/db?a=b&connection_limit=12&pool_timeout=20");
        row("bare hash and at sign in the password", "postgresql://u:p#w@x@h/db?pool_timeout=1",
            "postgresql://u:p#w@x@h/db?pool_timeout=20&connection_limit=12");
        row("at sign in the query, no path", "postgresql://h?application_name=a@b",
            "postgresql://h?application_name=a@b&connection_limit=12&pool_timeout=20");
        row("at sign in the query, port, no path", "postgresql://h:5432?user=a@b",
            "postgresql://h:5432?user=a@b&connection_limit=12&pool_timeout=20");
        row("at sign and slash in the query", "postgresql://u@h/db?a=x/y@z?q",
            "postgresql://u@h/db?a=x/y@z?q&connection_limit=12&pool_timeout=20");
        row("two at signs in the password and a query without a path", "postgresql://u:a@b@h:1?c=d@e",
            "postgresql://u:a@b@h:1?c=d@e&connection_limit=12&pool_timeout=20");
        row("IPv6", "postgresql://u@[::1]:5432?user=a@b", "postgresql://u@[::1]:5432?user=a@b&connection_limit=12&pool_timeout=20");
        row("IPv6 without a user", "postgresql://[::1]?user=a@b", "postgresql://[::1]?user=a@b&connection_limit=12&pool_timeout=20");
        row("several hosts", "postgresql://a:1,b:2/db?target_session_attrs=any",
            "postgresql://a:1,b:2/db?target_session_attrs=any&connection_limit=12&pool_timeout=20");
        row("socket in the query", "postgresql:///db?host=/tmp", "postgresql:///db?host=/tmp&connection_limit=12&pool_timeout=20");
        row("encoded socket as host", "postgresql://u@%2Ftmp/db", "postgresql://u@%2Ftmp/db?connection_limit=12&pool_timeout=20");
        row("nothing but the scheme", "postgresql://", "postgresql://?connection_limit=12&pool_timeout=20");
        row("UTF-8", "postgresql://ü:ß@h/dä?o=ö", "postgresql://ü:ß@h/dä?o=ö&connection_limit=12&pool_timeout=20");
    }
    void bothKeysAreReplacedOrAppendedAndNothingElseChanges()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, expected);
        QCOMPARE(rewritten(url), expected.toStdString());
        QCOMPARE(rewritten(expected), expected.toStdString());
    }

    void anythingButAPostgresUrlIsRefusedWithoutRepeatingIt_data()
    {
        QTest::addColumn<QByteArray>("url");
        for (const char *url :
             {"", "secret", "host=h password=secret", "mysql://u:secret@h/db", "prisma://secret", "prisma+postgres://secret",
              "postgres:secret", "postgresql:/secret", " postgresql://secret", "postgresqlx://secret", "https://secret", "secret://h",
              "file:secret?u=postgres://h", "postgresql://u:secret@h/db\n", "postgresql://u:sec\tret@h/db"})
            QTest::addRow("'%s'", url) << QByteArray(url);
    }
    void anythingButAPostgresUrlIsRefusedWithoutRepeatingIt()
    {
        QFETCH(QByteArray, url);
        const auto result = rewriteDatabaseUrl(url.toStdString(), 12, 20s);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
        QVERIFY(!result.error().message.empty());
        QVERIFY(!result.error().hint.empty());
        if (!url.startsWith("secret://"))
            QVERIFY2(result.error().message.find("secret") == std::string::npos, result.error().message.c_str());
    }

    void theOtherParametersOfRandomUrlsKeepTheirBytesAndOrder()
    {
        const std::vector<std::string> pieces{"a=b",   "connection_limit=3", "pool_timeout=4", "",   "c", "x=%26y",
                                              "k=a@b", "connection_limit",   "u=/?=",          "z=ü"};
        for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
            Random random(seed);
            std::string query;
            std::string others;
            bool hasLimit = false;
            bool hasTimeout = false;
            const auto count = random.below(6);
            for (std::uint64_t i = 0; i < count; ++i) {
                const std::string &piece = pieces[random.below(pieces.size())];
                const bool isLimit = piece.starts_with("connection_limit");
                const bool isTimeout = piece.starts_with("pool_timeout");
                hasLimit = hasLimit || isLimit;
                hasTimeout = hasTimeout || isTimeout;
                query += (i == 0 ? "" : "&") + piece;
                others += (i == 0 ? "" : "&") + (isLimit ? "connection_limit=12" : isTimeout ? "pool_timeout=20" : piece);
            }
            const auto append = [&others](const std::string &pair) {
                others += (others.empty() || others.back() == '&' ? "" : "&") + pair;
            };
            if (!hasLimit)
                append("connection_limit=12");
            if (!hasTimeout)
                append("pool_timeout=20");
            const std::string base = "postgresql://user:p%40ss@host/db";
            const std::string url = base + (count > 0 ? "?" + query : "");
            const auto result = rewriteDatabaseUrl(url, 12, 20s);
            QVERIFY2(result.ok(), qPrintable(QString::number(seed)));
            QCOMPARE(*result, base + "?" + others);
        }
    }

    void whatIsPercentEncodedDecodesToItself()
    {
        std::string all;
        for (int byte = 0; byte < 256; ++byte)
            all += static_cast<char>(byte);
        QCOMPARE(percentDecoded(percentEncoded(all)), all);
        QCOMPARE(percentEncoded("a b+c/ü~"), std::string("a%20b%2Bc%2F%C3%BC~"));
        QCOMPARE(percentDecoded("%4x%%41%4"), std::string("%4x%A%4"));
    }

    void aUrlFallsIntoBaseQueryAndFragment()
    {
        const std::string url = "postgres://u@h/db?a=b#c";
        const DatabaseUrlParts expected{.base = "postgres://u@h/db", .hasQuery = true, .query = "a=b", .fragment = "#c"};
        QVERIFY(splitDatabaseUrl(url).value() == expected);
        QVERIFY(!splitDatabaseUrl("postgres://h/db").value().hasQuery);
        QCOMPARE(setUrlParameters("postgres://h/db?", {}).value(), std::string("postgres://h/db?"));
    }
};

QTEST_GUILESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
