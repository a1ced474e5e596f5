// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace poolwart {

class RunArchive;
class RunDetails;
class RunTableModel;

// The recorded runs: one selected run shows its figures, two are compared, several are superimposed.
class RunsPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPage(RunArchive *archive, QWidget *parent = nullptr);

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

protected:
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildTable();
    void buildLayout();
    void connectSignals();
    QStringList selectedPaths() const; // the earlier one first
    void showSelection();
    void showCount();
    void setRecording(bool on);
    void replaySelected();
    void removeSelected();
    void chooseFile();
    void offerUndo(const QString &trashed, const QString &path);

    RunArchive *m_archive;
    RunTableModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QLabel *m_empty;
    QCheckBox *m_record;
    QCheckBox *m_arrivals; // whether recorded runs can be replayed
    QPushButton *m_replay;
    QPushButton *m_import;
    QPushButton *m_reveal;
    QPushButton *m_delete;
    RunDetails *m_details;
};

} // namespace poolwart
