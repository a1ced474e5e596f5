// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace poolwart {

Translations::Translations()
{
    const QString folder = u":/i18n"_s;
    if (!m_own.load(QLocale(), u"poolwart"_s, u"_"_s, folder))
        (void)m_own.load(u"poolwart_en"_s, folder); // of a language that we do not have; Qt's own buttons shall not be in another
    if (!m_own.language().startsWith(u"en"_s))
        (void)m_qt.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    QCoreApplication::installTranslator(&m_qt);
    QCoreApplication::installTranslator(&m_own);
}

Translations::~Translations()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

} // namespace poolwart
