// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/planexport.h"

#include <QTextBrowser>

#include <vector>

namespace poolwart {

// The limitations of the target: not supported, different meaning, and chosen defaults.
class ExportReport : public QTextBrowser
{
    Q_OBJECT

public:
    explicit ExportReport(QWidget *parent = nullptr);

    void show(const std::vector<FormatNotes> &formats); // with a title for each of several
    void showFormat(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();

    std::vector<FormatNotes> m_formats;
};

} // namespace poolwart
