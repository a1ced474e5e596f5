// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace poolwart {

// The formats, grouped by ecosystem, with a search. One is selected for display; the checked ones are exported together.
class ExportFormatList : public QWidget
{
    Q_OBJECT

public:
    explicit ExportFormatList(QWidget *parent = nullptr);

    QString format() const; // its id; empty: no format matches the search
    void setFormat(const QString &id);
    QStringList bundle() const; // the ids of the checked ones, including those hidden by the search
    void setBundle(const QStringList &ids);

Q_SIGNALS:
    void chosen(const QString &id);
    void bundleChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void fill();
    void search(const QString &words);
    void announce();
    void announceCheck(const QTreeWidgetItem *item);
    void showBundle();

    QLineEdit *m_search;
    QTreeWidget *m_tree;
    QLabel *m_together;
    QToolButton *m_uncheck;
};

} // namespace poolwart
