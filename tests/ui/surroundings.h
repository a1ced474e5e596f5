// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

namespace poolwart {

// Settings in a folder of their own, numbers as in the United States, and every warning a failure.
class TestSurroundings
{
public:
    TestSurroundings()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        QApplication::setOrganizationName(QStringLiteral("poolwart-test"));
        QApplication::setApplicationName(QStringLiteral("poolwart"));
        QSettings().setValue(QStringLiteral("runs/folder"), m_settings.filePath(QStringLiteral("runs")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    static void failOnWarning()
    {
        // The offscreen platform says this of every window.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

private:
    QTemporaryDir m_settings;
};

} // namespace poolwart
