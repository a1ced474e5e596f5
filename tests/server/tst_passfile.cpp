// SPDX-License-Identifier: GPL-3.0-or-later
// A password file that others may read is told of by us, and never by libpq; that a run tells it once: app/tst_connecting.cpp.
#include "model/server/connection/passfile.h"

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
};

QTEST_GUILESS_MAIN(TestPassfile)
#include "tst_passfile.moc"
