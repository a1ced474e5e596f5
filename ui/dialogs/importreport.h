// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/importresult.h"

#include <QDialog>

class QTreeWidget;

namespace poolwart {

// What an import did not understand, passed over or assumed, line by line. Stays beside the window until it is closed.
class ImportReport : public QDialog
{
    Q_OBJECT

public:
    ImportReport(const QString &file, const std::vector<ImportRemark> &remarks, QWidget *parent);

private:
    void buildLayout(const QString &file);
    void fill(const std::vector<ImportRemark> &remarks);
    void copy() const;

    QTreeWidget *m_list;
};

} // namespace poolwart
