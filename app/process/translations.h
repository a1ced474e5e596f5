// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace poolwart {

// The user's language, for our texts and for Qt's own. English is a translation too: it has the plurals. Texts that are
// shown before it is made stay as they are in the source.
class Translations
{
public:
    Translations(); // of QLocale(), installed into the application
    ~Translations();
    Translations(const Translations &) = delete;
    Translations &operator=(const Translations &) = delete;

private:
    QTranslator m_qt;
    QTranslator m_own;
};

} // namespace poolwart
