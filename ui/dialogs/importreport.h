// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"

#include <QWidget>

class QTreeWidget;

namespace poolwart {

// What an import did not understand, passed over or assumed, line by line.
class ImportReport : public QWidget
{
    Q_OBJECT

public:
    ImportReport(const QString &file, const std::vector<ImportRemark> &remarks, QWidget *parent = nullptr);

    void copy() const; // the whole report to the clipboard, a line each

private:
    void buildLayout(const QString &file);
    void fill(const std::vector<ImportRemark> &remarks);

    QTreeWidget *m_list;
};

} // namespace poolwart
