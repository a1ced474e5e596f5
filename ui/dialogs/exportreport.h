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

    void show(const std::vector<FormatNotes> &formats); // of several, each under its title
    void showFormat(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();

    std::vector<FormatNotes> m_formats;
};

} // namespace poolwart
