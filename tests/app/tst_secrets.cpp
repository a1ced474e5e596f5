// SPDX-License-Identifier: GPL-3.0-or-later
// Random passwords, wherever a person may have put them: no piece of one is on standard output, on standard error or in a file.
#include "tests/app/runfixture.h"
#include "tests/support/randompassword.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestSecrets : public RunFixture
{
    Q_OBJECT

private:
    RandomPasswords m_passwords;

    QString planFile() const { return m_folder.filePath(u"plan.json"_s); }
    QString envFile() const { return m_folder.filePath(u"input/DATABASE.env"_s); }

    // No server listens on port 1.
    static QString uriOf(const std::string &password)
    {
        return u"postgresql://app:%1@127.0.0.1:1/shop"_s.arg(QString::fromStdString(password));
    }

    QStringList run(const QStringList &more) const
    {
        return QStringList{u"run"_s, u"--pools"_s,    u"1"_s,     u"--slots"_s, u"1"_s,   u"--warmup"_s,
                           u"0"_s,   u"--duration"_s, u"100ms"_s, u"--out"_s,   outFile()}
             + more;
    }

    // All that the program has written anywhere.
    std::string written(const Program::Result &result) const
    {
        QByteArray all = result.out + '\n' + result.err;
        QDirIterator files(m_folder.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName() != envFile() && file.open(QIODevice::ReadOnly))
                all += '\n' + file.readAll();
        }
        return all.toStdString();
    }

    void verifyHidden(const RandomPassword &password, const QStringList &arguments, const Program::Environment &environment = {})
    {
        const std::string all = written(Program::run(arguments, environment));
        const auto piece = password.pieceIn(all);
        QVERIFY2(!piece,
                 qPrintable(u"“%1” of %2: %3\n%4"_s.arg(QString::fromStdString(piece.value_or("")), QString::fromStdString(password.text),
                                                        arguments.join(u' '), QString::fromStdString(all))));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile plan(planFile());
        QVERIFY(plan.open(QIODevice::WriteOnly));
        plan.write(R"({"format": "poolwart-plan", "version": 1, "pools": [{"name": "p", "slots": 1}]})");
        QVERIFY(QDir(m_folder.path()).mkdir(u"input"_s));
    }

    void aPasswordInAnyPlaceIsNotShown_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 1; i <= 3; ++i)
            QTest::addRow("password %d", i) << i;
    }
    void aPasswordInAnyPlaceIsNotShown()
    {
        const RandomPassword password = m_passwords.next();
        const QString uri = uriOf(password.text);
        const QString conninfo = u"host=127.0.0.1 port=1 user=app password="_s + QString::fromStdString(password.text);
        QFile env(envFile());
        QVERIFY(env.open(QIODevice::WriteOnly));
        env.write("DATABASE_URL=" + uri.toUtf8() + '\n');
        env.close();
        const QStringList exported{u"export"_s, planFile(), u"--format"_s, u"env"_s, u"--force"_s, u"--out"_s, m_folder.filePath(u"out"_s)};
        for (const QString &target : {uri, conninfo}) {
            verifyHidden(password, run({u"--target"_s, target}));
            verifyHidden(password, run({target}));
            verifyHidden(password, run({u"--service"_s, target}));
            verifyHidden(password, run({u"--pools"_s, target}));
            verifyHidden(password, {u"check"_s, planFile(), u"--target"_s, target});
            verifyHidden(password, exported + QStringList{u"--target"_s, target});
        }
        verifyHidden(password, {u"import"_s, envFile(), u"--to"_s, u"env"_s, u"--force"_s, u"--out"_s, m_folder.filePath(u"imported"_s)});
        verifyHidden(password, run({}), {{u"DATABASE_URL"_s, uri}});
        verifyHidden(password, run({}), {{u"PGDATABASE"_s, uri}});
        verifyHidden(password, run({}), {{u"PGHOST"_s, uri}});
        verifyHidden(password, run({}), {{u"PGSERVICE"_s, uri}});
        verifyHidden(password, run({}),
                     {{u"PGHOST"_s, u"127.0.0.1"_s}, {u"PGPORT"_s, u"1"_s}, {u"PGPASSWORD"_s, QString::fromStdString(password.text)}});
    }

    void aPasswordThatTheServerTakesIsInNoFile()
    {
        const RandomPassword password = m_passwords.next();
        m_server->execute("ALTER ROLE app PASSWORD $pw$" + password.text + "$pw$");
        Target target = m_server->networkTarget();
        target.password = Secret(password.text);
        const QStringList logged{u"--log-queries"_s, u"100%"_s, u"--log-parameters"_s, u"--log-file"_s, m_folder.filePath(u"log"_s)};
        verifyHidden(password, run(QStringList{u"--target"_s, targetUri(target)} + logged));
        QVERIFY(QFile::exists(outFile())); // the server took it
        QVERIFY(record().requests.completed > 0);
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
