// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/planexport.h"

#include <QTextBrowser>

#include <vector>

namespace poolwart {

// What the target cannot say of the plan, says otherwise, or what was chosen for it.
class ExportReport : public QTextBrowser
{
    Q_OBJECT

public:
    explicit ExportReport(QWidget *parent = nullptr);

    void show(const std::vector<ExportNote> &notes);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();

    std::vector<ExportNote> m_notes;
};

} // namespace poolwart
