// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/exportdraft.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QPushButton;

namespace poolwart {

class ExportFormatList;
class ExportOptionsPanel;
class ExportPreview;
class ExportReport;
class ExportStamp;
class MessageBar;

// The plan as the files of another program: format, preview, what is lost, and the way into a folder. Nothing that is
// there is replaced before its difference was shown.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(const ExportSource &source, QWidget *parent = nullptr);

    void done(int result) override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    QWidget *buildRight();
    QWidget *buildFolderRow();
    void connectSignals();
    void restore();
    void choose();
    void setFolder(const QString &folder);
    void chooseFolder();
    void refresh();
    void copy();
    void save();
    void ask(ExportDraft::Question question);
    void write();

    ExportDraft m_draft;
    ExportFormatList *m_formats;
    ExportOptionsPanel *m_options;
    ExportPreview *m_preview;
    ExportStamp *m_stamp;
    ExportReport *m_report;
    MessageBar *m_messages;
    QLineEdit *m_folder;
    QPushButton *m_chooseFolder;
    QPushButton *m_copy;
    QPushButton *m_save;
    QPushButton *m_close;
    QTimer m_typing; // the folder is looked at when typing pauses
};

} // namespace poolwart
