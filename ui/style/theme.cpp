// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include "ui/style/framedstyle.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct Shades
{
    QColor window, base, alternate, text, button, mid, dark, light, highlight, link, disabled;
};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette;
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::Button, shades.button);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, shades.base);
    palette.setColor(QPalette::ToolTipText, shades.text);
    palette.setColor(QPalette::Light, shades.light);
    palette.setColor(QPalette::Midlight, shades.button);
    palette.setColor(QPalette::Mid, shades.mid);
    palette.setColor(QPalette::Dark, shades.dark);
    palette.setColor(QPalette::Shadow, Qt::black);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::PlaceholderText, shades.disabled);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, shades.mid);
    return palette;
}

const Shades &light()
{
    static const Shades shades{.window = QColor(0xf3f4f6),
                               .base = QColor(0xffffff),
                               .alternate = QColor(0xf8f9fb),
                               .text = QColor(0x1c2127),
                               .button = QColor(0xfafbfc),
                               .mid = QColor(0xc3c9d1),
                               .dark = QColor(0x9aa2ad),
                               .light = QColor(0xffffff),
                               .highlight = QColor(0x2563a8),
                               .link = QColor(0x1f5fa8),
                               .disabled = QColor(0x8b929c)};
    return shades;
}

const Shades &dark()
{
    static const Shades shades{.window = QColor(0x23272d),
                               .base = QColor(0x1b1e23),
                               .alternate = QColor(0x20242a),
                               .text = QColor(0xe4e7eb),
                               .button = QColor(0x30353d),
                               .mid = QColor(0x454c56),
                               .dark = QColor(0x14171b),
                               .light = QColor(0x4a525d),
                               .highlight = QColor(0x2f6fb7),
                               .link = QColor(0x7ab3ee),
                               .disabled = QColor(0x858d98)};
    return shades;
}

struct System
{
    QPalette palette = QApplication::palette();
    QString style = QApplication::style()->name();
};

const System &systemLook()
{
    static const System look; // made by the first applyTheme(), before anything was changed
    return look;
}

} // namespace

QString themeId(Theme theme)
{
    switch (theme) {
    case Theme::System:
        return u"system"_s;
    case Theme::Light:
        return u"light"_s;
    case Theme::Dark:
        return u"dark"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Theme> themeFromId(const QString &id)
{
    for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark}) {
        if (themeId(theme) == id)
            return theme;
    }
    return std::nullopt;
}

void applyTheme(Theme theme)
{
    const System &look = systemLook();
    const bool isOurs = theme != Theme::System || look.style.compare(u"fusion"_s, Qt::CaseInsensitive) == 0;
    QApplication::setStyle(isOurs ? new FramedStyle : QStyleFactory::create(look.style));
    if (theme == Theme::System)
        QApplication::setPalette(look.palette);
    else
        QApplication::setPalette(paletteOf(theme == Theme::Light ? light() : dark()));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor warningColour(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf0b429) : QColor(0x8f5f00);
}

QColor lossColour(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xff8a5c) : QColor(0xb84300);
}

QColor goodColour(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x3cc79b) : QColor(0x00795a);
}

QColor quietColour(const QPalette &palette)
{
    return palette.color(QPalette::Disabled, QPalette::Text);
}

} // namespace poolwart
