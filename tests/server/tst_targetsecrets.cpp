// SPDX-License-Identifier: GPL-3.0-or-later
// Random passwords in random places of URIs, conninfo strings, variables and services: none is shown.
#include "model/server/connection/target.h"
#include "tests/support/randompassword.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

constexpr int tries = 5'000;

// Everything of a target that is ever shown.
std::string shown(const Outcome<Target> &target)
{
    if (!target)
        return target.error().message + '\n' + target.error().hint + '\n' + target.error().details;
    std::string all = describeTarget(*target);
    for (const auto &[keyword, value] : effectiveParameters(*target))
        all += '\n' + keyword + '=' + value;
    return all;
}

Outcome<Target> withoutPrisma(const Outcome<ParsedTarget> &parsed)
{
    return parsed ? Outcome<Target>(parsed->target) : Outcome<Target>(parsed.error());
}

} // namespace

class TestTargetSecrets : public QObject
{
    Q_OBJECT

private:
    RandomPasswords m_passwords;

    void verifyHidden(const RandomPassword &password, const Outcome<Target> &target, const std::string &written)
    {
        const auto piece = password.pieceIn(shown(target));
        QVERIFY2(!piece, ("“" + piece.value_or("") + "” of " + written + " in: " + shown(target)).c_str());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        for (const char *name : {"DATABASE_URL", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSERVICE",
                                 "PGSERVICEFILE", "PGPASSFILE"})
            qunsetenv(name);
    }

    void aPasswordThatIsNotEncodedIsNotShown()
    {
        for (int i = 0; i < tries && !QTest::currentTestFailed(); ++i) {
            const RandomPassword password = m_passwords.next();
            const std::string uri = m_passwords.uri(password.text);
            verifyHidden(password, targetFromText(uri), uri);
            verifyHidden(password, withoutPrisma(targetFromApplicationUrl(uri)), uri);
        }
    }

    void anEncodedPasswordArrivesAndIsNotShown()
    {
        for (int i = 0; i < tries && !QTest::currentTestFailed(); ++i) {
            const RandomPassword password = m_passwords.next();
            const std::string uri = m_passwords.uri(password.encoded());
            const auto target = withoutPrisma(targetFromApplicationUrl(uri));
            QVERIFY2(target.ok(), uri.c_str());
            QCOMPARE(target->password.reveal(), password.text);
            verifyHidden(password, target, uri);
        }
    }

    void aPasswordOfTheKeyValueFormIsNotShown()
    {
        for (int i = 0; i < tries && !QTest::currentTestFailed(); ++i) {
            const RandomPassword password = m_passwords.next();
            const std::string written = m_passwords.conninfo(password.text);
            verifyHidden(password, targetFromText(written), written);
        }
    }

    void aPasswordInTheWrongVariableIsNotShown_data()
    {
        QTest::addColumn<QByteArray>("variable");
        for (const char *name : {"DATABASE_URL", "PGDATABASE", "PGSERVICE", "PGHOST", "PGPASSWORD"})
            QTest::newRow(name) << QByteArray(name);
    }
    void aPasswordInTheWrongVariableIsNotShown()
    {
        QFETCH(QByteArray, variable);
        for (int i = 0; i < tries / 5 && !QTest::currentTestFailed(); ++i) {
            const RandomPassword password = m_passwords.next();
            const std::string value = variable == "PGHOST"     ? "app:" + password.text + "@db"
                                    : variable == "PGPASSWORD" ? password.text
                                                               : m_passwords.uri(password.text);
            qputenv("PGUSER", "app");
            qputenv(variable.constData(), QByteArray::fromStdString(value));
            verifyHidden(password, withoutPrisma(targetFromEnvironment()), value);
        }
        qunsetenv(variable.constData());
    }

    void aPasswordOfAServiceIsNotShown()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"services.conf"_s);
        qputenv("PGSERVICEFILE", path.toLocal8Bit());
        for (int i = 0; i < tries / 20 && !QTest::currentTestFailed(); ++i) {
            const RandomPassword password = m_passwords.next();
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString("[shop]\nhost=db\nuser=app\npassword=" + password.text
                                                 + "\n[other]\ndbname=" + m_passwords.uri(password.text) + "\n"));
            file.close();
            for (const std::string &name : {std::string("shop"), std::string("other"), m_passwords.uri(password.text)})
                verifyHidden(password, targetFromService(name), name);
        }
    }
};

QTEST_GUILESS_MAIN(TestTargetSecrets)
#include "tst_targetsecrets.moc"
