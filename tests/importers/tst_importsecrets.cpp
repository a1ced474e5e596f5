// SPDX-License-Identifier: GPL-3.0-or-later
// Random passwords in files that are imported: neither the plan's target, which goes into exported files, nor a remark or an
// error shows one.
#include "model/importers/framework/importer.h"
#include "tests/support/randompassword.h"

#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

constexpr int tries = 5'000;

std::string shown(const Outcome<ImportResult> &read)
{
    if (!read)
        return read.error().message + '\n' + read.error().hint + '\n' + read.error().details;
    std::string all = read->plan.applicationName;
    for (const PoolPlan &pool : read->plan.pools)
        all += '\n' + pool.name;
    for (const auto &[keyword, value] : read->target)
        all += '\n' + keyword + '=' + value;
    for (const ImportRemark &remark : read->remarks)
        all += '\n' + remark.setting + ": " + remark.english();
    return all;
}

} // namespace

class TestImportSecrets : public QObject
{
    Q_OBJECT

private:
    RandomPasswords m_passwords;

    std::string fileOf(const QByteArray &format, const std::string &password)
    {
        if (format == "dsn")
            return m_passwords.conninfo(password);
        if (format == "service")
            return "[shop]\nhost=db\npassword=" + password + "\ndbname=shop\n";
        if (format == "pgbouncer")
            return "[databases]\nshop = " + m_passwords.conninfo(password) + "\n[pgbouncer]\npool_mode = session\n";
        const std::string url = m_passwords.uri(password);
        return format == "env" ? "DATABASE_URL=" + url + "\nNAME=x\n" : url + '\n' + url.substr(url.size() / 3) + '\n';
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void noPasswordIsShown_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"url", "env", "dsn", "service", "pgbouncer"})
            QTest::newRow(format) << QByteArray(format);
    }
    void noPasswordIsShown()
    {
        QFETCH(QByteArray, format);
        for (int i = 0; i < tries; ++i) {
            const RandomPassword password = m_passwords.next();
            const std::string file = fileOf(format, password.text);
            const std::string all = shown(importPlan({.name = "shop", .text = file}, format.toStdString()));
            const auto piece = password.pieceIn(all);
            QVERIFY2(!piece, ("“" + piece.value_or("") + "” of\n" + file + "in\n" + all).c_str());
        }
    }

    void aUrlOfSeveralHostsIsTakenAsAWhole()
    {
        const auto read = importPlan({.name = "shop", .text = "postgresql://app@a:1,b:2/shop\n"}, "url");
        QVERIFY(read.ok());
        QCOMPARE(read->target.at("host"), std::string("a,b"));
        QCOMPARE(read->target.at("port"), std::string("1,2"));
    }
};

QTEST_GUILESS_MAIN(TestImportSecrets)
#include "tst_importsecrets.moc"
