// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/urlcredentials.h"

#include <QTest>

using namespace poolwart;

class TestUrlCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAtBehindTheCredentialsMayEndAPassword_data()
    {
        QTest::addColumn<QByteArray>("behind");
        QTest::addColumn<bool>("isSuspect");
        const auto row = [](const char *behind, bool isSuspect) { QTest::addRow("%s", behind) << QByteArray(behind) << isSuspect; };
        row("db:5432/shop", false);
        row("db/shop?user=app@tenant", false);
        row("/shop?host=@socket/x", false);
        row("/shop?host=/tmp&sslmode=disable", false);
        row("Geheim@db/shop", true);
        row("db/rest@host/shop", true);
        row("db#rest@host", true);
        row("db?x=rest@host/shop", true);
        row("db?rest@host", true);
        row("db?x=rest@host", true);
        row("db?a=b&x=rest@host:5432", true);
    }
    void anAtBehindTheCredentialsMayEndAPassword()
    {
        QFETCH(QByteArray, behind);
        QFETCH(bool, isSuspect);
        QCOMPARE(mayHoldPassword(behind.toStdString()), isSuspect);
    }

    void credentialsAreTakenOutOfATextThatQuotesThem_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *written, const char *shown) {
            QTest::addRow("%s", written) << QByteArray(written) << QByteArray(shown);
        };
        row("“plan.json” cannot be read.", "“plan.json” cannot be read.");
        row("metrics at http://127.0.0.1:9187/metrics", "metrics at http://127.0.0.1:9187/metrics");
        row("“postgresql://app:a b@c”d@db/shop” cannot be read.", "“postgresql://…@db/shop” cannot be read.");
        row("host=db Password = 'a b' user=x", "host=db Password =…");
        row("“host=db password=a b”: no\nsecond line", "“host=db password=…”: no\nsecond line");
        row("the role's password is wrong", "the role's password is wrong");
        row("postgresql://a:b@c postgresql://d:e://f@g", "postgresql://…@g");
    }
    void credentialsAreTakenOutOfATextThatQuotesThem()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(withoutCredentials(written.toStdString())), shown);
    }
};

QTEST_GUILESS_MAIN(TestUrlCredentials)
#include "tst_urlcredentials.moc"
