// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

#include <QPushButton>

namespace poolwart {

// A large button with an icon, a title and a sentence below it.
class DoorButton : public QPushButton
{
    Q_OBJECT

public:
    DoorButton(Glyph glyph, const QString &title, const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont titleFont() const;

    Glyph m_glyph;
    QString m_text;
};

} // namespace poolwart
