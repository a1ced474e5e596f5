// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace poolwart {

// Installs the user's language for our texts and Qt's. English is a translation too because of its plurals. Texts translated
// before the construction stay as in the source.
class Translations
{
public:
    Translations(); // for QLocale(), installed into the application
    ~Translations();
    Translations(const Translations &) = delete;
    Translations &operator=(const Translations &) = delete;

private:
    QTranslator m_qt;
    QTranslator m_own;
};

} // namespace poolwart
