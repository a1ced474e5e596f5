// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace poolwart {

// Compares an export with tests/exporters/golden/<name>/…, file by file. POOLWART_UPDATE_GOLDEN=1 writes them instead:
// look at the difference before it is committed.
inline void compareWithGolden(const ExportResult &result, const QString &name)
{
    using namespace Qt::StringLiterals;
    const QDir folder(qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/exporters/golden/"_s + name);
    const bool update = qEnvironmentVariableIsSet("POOLWART_UPDATE_GOLDEN");
    for (const ExportFile &file : result.files) {
        const QString path = folder.filePath(QString::fromStdString(file.path));
        QFile golden(path);
        if (update) {
            QVERIFY(QDir().mkpath(QFileInfo(path).path()));
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(QByteArray::fromStdString(file.content));
            continue;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(path));
        const QByteArrayList expected = golden.readAll().split('\n');
        const QByteArrayList actual = QByteArray::fromStdString(file.content).split('\n');
        for (qsizetype line = 0; line < std::min(expected.size(), actual.size()); ++line)
            QVERIFY2(actual[line] == expected[line], qPrintable(u"%1:%2\nis       %3\nexpected %4"_s.arg(path).arg(line + 1).arg(
                                                         QString::fromUtf8(actual[line]), QString::fromUtf8(expected[line]))));
        QCOMPARE(actual.size(), expected.size());
    }
}

} // namespace poolwart
