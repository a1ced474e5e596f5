// SPDX-License-Identifier: GPL-3.0-or-later
// What an installation brings to the desktop, judged by the desktop's own programs.
#include "tests/support/eventually.h"
#include "tests/support/program.h"

#include <QFileInfo>
#include <QIcon>
#include <QMimeDatabase>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestDesktop : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_prefix;

    QString installed(const QString &path) const { return m_prefix.filePath(path); }

    // What it said, if it did not succeed.
    static QByteArray complaint(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(hangMs))
            return program.toUtf8() + " did not start or end";
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 ? QByteArray() : process.readAll() + '.';
    }

    static bool isMissing(const QString &program) { return QStandardPaths::findExecutable(program).isEmpty(); }

private Q_SLOTS:
    void initTestCase()
    {
        const QString build = QFileInfo(qEnvironmentVariable("POOLWART_PROGRAM")).path();
        const QByteArray said = complaint(u"cmake"_s, {u"--install"_s, build, u"--prefix"_s, m_prefix.path()});
        QVERIFY2(said.isEmpty(), said.constData());
        qputenv("XDG_DATA_DIRS", m_prefix.filePath(u"share"_s).toUtf8() + ":/usr/share");
    }

    void theInstalledProgramStarts()
    {
        const QString program = installed(u"bin/poolwart"_s);
        QCOMPARE(complaint(program, {u"--version"_s}), QByteArray());
    }

    void theManualPageIsInstalledInBothLanguages()
    {
        for (const auto &[folder, title] : {std::pair(u"man"_s, ".SH \"NAME\""), std::pair(u"man/de"_s, ".SH \"ÜBERSICHT\"")}) {
            QFile page(installed(u"share/%1/man1/poolwart.1"_s.arg(folder)));
            QVERIFY2(page.open(QIODevice::ReadOnly), qPrintable(page.fileName()));
            const QByteArray text = page.readAll();
            QVERIFY(text.startsWith(".TH POOLWART 1"));
            QVERIFY2(text.contains(QByteArray(title).replace("Ü", "\\[u00DC]")), title);
        }
    }

    void theDesktopEntryIsValid()
    {
        if (isMissing(u"desktop-file-validate"_s))
            QSKIP("desktop-file-validate is not installed.");
        const QString entry = installed(u"share/applications/org.poolwart.Poolwart.desktop"_s);
        QVERIFY(QFileInfo::exists(entry));
        QCOMPARE(complaint(u"desktop-file-validate"_s, {u"--warn-kde"_s, entry}), QByteArray());
    }

    void theMetadataOfTheSoftwareCentreIsValid()
    {
        if (isMissing(u"appstreamcli"_s))
            QSKIP("appstreamcli is not installed.");
        const QString metadata = installed(u"share/metainfo/org.poolwart.Poolwart.metainfo.xml"_s);
        QVERIFY(QFileInfo::exists(metadata));
        QCOMPARE(complaint(u"appstreamcli"_s, {u"validate"_s, u"--no-net"_s, metadata}), QByteArray());
    }

    void aPlanFileHasATypeOfItsOwnAndIsJson()
    {
        if (isMissing(u"update-mime-database"_s))
            QSKIP("update-mime-database is not installed.");
        QCOMPARE(complaint(u"update-mime-database"_s, {installed(u"share/mime"_s)}), QByteArray());
        const QMimeDatabase types;
        const QMimeType plan = types.mimeTypeForFile(u"shop.poolwart.json"_s, QMimeDatabase::MatchExtension);
        QCOMPARE(plan.name(), u"application/vnd.poolwart.plan+json"_s);
        QVERIFY(plan.inherits(u"application/json"_s));
        QCOMPARE(types.mimeTypeForFile(u"package.json"_s, QMimeDatabase::MatchExtension).name(), u"application/json"_s);
    }

    void theIconIsDrawnAtEverySize()
    {
        const QString installedIcon = installed(u"share/icons/hicolor/scalable/apps/org.poolwart.Poolwart.svg"_s);
        QVERIFY(QFileInfo::exists(installedIcon));
        const QIcon icon(u":/desktop/org.poolwart.Poolwart.svg"_s);
        for (const int size : {16, 32, 128, 256}) {
            const QImage image = icon.pixmap(size).toImage();
            QCOMPARE(image.size(), QSize(size, size));
            QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
            QCOMPARE(image.pixelColor(size * 36 / 128, size * 36 / 128).name(), u"#56b4e9"_s); // a slot in use
            QCOMPARE(image.pixelColor(size * 92 / 128, size * 36 / 128).name(), u"#e69f00"_s); // the one waited for
        }
    }
};

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
