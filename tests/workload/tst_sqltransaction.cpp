// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqltransaction.h"

#include <QTest>

using namespace poolwart;

class TestSqlTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBeginsOrEndsATransactionIsToldFromWhatWorksInIt_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("controls");
        for (const char *sql : {"BEGIN", " -- c\n/* d */ Begin Read Only", "START TRANSACTION", "COMMIT", "END", "ROLLBACK TO a", "ABORT",
                                "SAVEPOINT a", "RELEASE a", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"})
            QTest::newRow(sql) << QByteArray(sql) << true;
        for (const char *sql :
             {"SELECT 1", "beginning()", "'BEGIN'", "\"begin\"", "INSERT INTO t VALUES (1)", "PREPARE TRANSACTION 'a'", ""})
            QTest::newRow(*sql ? sql : "nothing") << QByteArray(sql) << false;
    }
    void whatBeginsOrEndsATransactionIsToldFromWhatWorksInIt()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, controls);
        QCOMPARE(controlsTransaction(sql.toStdString()), controls);
    }
};

QTEST_GUILESS_MAIN(TestSqlTransaction)
#include "tst_sqltransaction.moc"
