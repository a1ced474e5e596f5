// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"

#include <QWidget>

class QTreeWidget;

namespace poolwart {

// Remarks of an import: not understood, ignored or assumed, line by line.
class ImportReport : public QWidget
{
    Q_OBJECT

public:
    ImportReport(const QString &file, const std::vector<ImportRemark> &remarks, QWidget *parent = nullptr);

    void copy() const; // copies the whole report to the clipboard, one line per remark

private:
    void buildLayout(const QString &file);
    void fill(const std::vector<ImportRemark> &remarks);

    QTreeWidget *m_list;
};

} // namespace poolwart
