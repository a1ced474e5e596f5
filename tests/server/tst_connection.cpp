// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection.h"
#include "model/server/target.h"
#include "tests/support/testserver.h"

#include <QSqlDatabase>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestConnection : public QObject
{
    Q_OBJECT

    TestServer m_server;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anOpenConnectionIsSeenByItsName()
    {
        QVERIFY(!openConnection(m_server.target(), {.connectionName = "c", .applicationName = "poolwart/x/p1/s01", .statementTimeout = {}}));
        QVERIFY(nativeHandle("c"));
        QCOMPARE(m_server.backends("poolwart/x/p1/s01"), 1);
        closeConnection("c");
        QVERIFY(!QSqlDatabase::contains(u"c"_s));
        QTRY_COMPARE(m_server.backends("poolwart/x/p1/s01"), 0);
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
