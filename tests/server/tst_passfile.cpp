// SPDX-License-Identifier: GPL-3.0-or-later
// A password file that others may read is told of once by us, and never by libpq.
#include "model/server/connection/passfile.h"
#include "tests/support/program.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestPassfile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString passfile(QFile::Permissions permissions) const
    {
        QFile file(m_folder.filePath(u"pgpass"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("*:*:*:*:hunter2\n") < 0 || !file.setPermissions(permissions))
            qFatal("the password file cannot be written");
        return file.fileName();
    }
    static Target naming(const QString &path) { return {.parameters = {{"host", "db"}, {"passfile", path.toStdString()}}, .password = {}}; }

private Q_SLOTS:
    void aFileForItsOwnerIsInOrder()
    {
        QVERIFY(!openPassfile(naming(passfile(QFile::ReadOwner | QFile::WriteOwner))));
        QVERIFY(!openPassfile(naming(m_folder.filePath(u"none"_s))));
        QVERIFY(!openPassfile(naming(m_folder.path())));
    }

    void aFileThatOthersMayReadIsNamedUnlessThePasswordIsKnown()
    {
        const QString path = passfile(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        QCOMPARE(openPassfile(naming(path)), std::optional(path.toStdString()));
        const auto warning = passfileWarning(naming(path));
        QVERIFY(warning && warning->find(path.toStdString()) != std::string::npos && warning->find("0600") != std::string::npos);
        Target known = naming(path);
        known.password = Secret("hunter2");
        QVERIFY(!openPassfile(known));
    }

    void aRunOfManyConnectionsTellsItOnce()
    {
        TestServer server;
        const auto result = Program::run({u"run"_s, u"--target"_s, targetUri(server.target()), u"--pools"_s, u"2"_s, u"--slots"_s, u"4"_s,
                                          u"--warmup"_s, u"0"_s, u"--duration"_s, u"200ms"_s},
                                         {{u"PGPASSFILE"_s, passfile(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther)}});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.err.count("group or") == 1, result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestPassfile)
#include "tst_passfile.moc"
