// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace poolwart {

// The formats, grouped by ecosystem, with a search.
class ExportFormatList : public QWidget
{
    Q_OBJECT

public:
    explicit ExportFormatList(QWidget *parent = nullptr);

    QString format() const; // its id; empty: the search leaves none
    void setFormat(const QString &id);

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void fill();
    void search(const QString &words);
    void announce();

    QLineEdit *m_search;
    QTreeWidget *m_tree;
};

} // namespace poolwart
