// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/planexport.h"

#include <QFrame>

class QLabel;

namespace poolwart {

// Whether the plan fits the server, as a colour, a sign and a sentence.
class ExportStamp : public QFrame
{
    Q_OBJECT

public:
    explicit ExportStamp(QWidget *parent = nullptr);

    void show(const BudgetStamp &stamp);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void applyColours();

    BudgetStamp m_stamp;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
};

} // namespace poolwart
