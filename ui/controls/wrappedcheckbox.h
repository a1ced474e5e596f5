// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;

namespace poolwart {

// A check box whose text wraps if the column is narrow.
class WrappedCheckBox : public QWidget
{
    Q_OBJECT

public:
    WrappedCheckBox(const QString &text, const QString &name, QWidget *parent = nullptr);

    QCheckBox *box() const { return m_box; }

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QCheckBox *m_box;
};

} // namespace poolwart
