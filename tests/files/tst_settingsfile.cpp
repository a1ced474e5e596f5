// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/settingsfile.h"
#include "tests/support/smalldisk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSettingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allThatTheWindowKeepsIsReadAsItWasWritten()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"poolwart.json"_s);
        const QList<QVariant> values{u"dunkel “ü”"_s, QByteArray("\0\xff\n", 3), QStringList{u"a"_s, u"b, c"_s}, QStringList(), true, 42};
        {
            QSettings settings(path, settingsFormat());
            for (qsizetype i = 0; i < values.size(); ++i)
                settings.setValue(u"group/%1"_s.arg(i), values[i]);
        }
        QFile copy(folder.filePath(u"copy.json"_s)); // Qt keeps the other one in its memory
        QVERIFY(QFile::copy(path, copy.fileName()));
        const QSettings settings(copy.fileName(), settingsFormat());
        QCOMPARE(settings.status(), QSettings::NoError);
        for (qsizetype i = 0; i < 5; ++i)
            QCOMPARE(settings.value(u"group/%1"_s.arg(i)), values[i]);
        QCOMPARE(settings.value(u"group/5"_s).toInt(), 42);
    }

    void aFullDiskLeavesTheOldOnes()
    {
        const auto disk = SmallDisk::make(64);
        if (!disk)
            QSKIP("This user may not mount a file system.");
        const QString path = disk->file("poolwart.json");
        QSettings settings(path, settingsFormat());
        settings.setValue(u"theme"_s, u"dark"_s);
        settings.sync();
        QCOMPARE(settings.status(), QSettings::NoError);
        const QByteArray before = contentOf(path);
        QVERIFY(before.contains("dark"));
        disk->fillExcept(4); // that much takes the lock file of QSettings
        settings.setValue(u"theme"_s, u"light"_s);
        settings.sync();
        QCOMPARE(contentOf(path), before);
        QVERIFY(settings.status() != QSettings::NoError);
        disk->empty();
        settings.sync();
        QVERIFY(contentOf(path).contains("light"));
    }

    void whatIsNoSettingsFileIsAnErrorAndNoCrash()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"poolwart.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("[general]\ntheme=dark\n") > 0);
        file.close();
        const QSettings settings(path, settingsFormat());
        QCOMPARE(settings.status(), QSettings::FormatError);
        QVERIFY(!settings.contains(u"theme"_s));
    }
};

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "tst_settingsfile.moc"
