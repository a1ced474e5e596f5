// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/detachedtask.h"
#include "model/session/exportdraft.h"

#include <QDialog>
#include <QTimer>

#include <functional>
#include <stop_token>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace poolwart {

class ExportFormatList;
class ExportOptionsPanel;
class ExportPreview;
class ExportReport;
class ExportStamp;
class MessageBar;
class FileNotice;
struct Message;

// Exports the plan as files of other programs: formats, preview, limitations, and the target folder or zip. Existing files are
// replaced only after their changes were shown. Once closed the dialog deletes itself, when the files that it writes are there.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(const ExportSource &source, QWidget *parent = nullptr);

    void done(int result) override;
    bool isBusy() const { return m_looking.isRunning() || m_writing.isRunning(); } // reading or writing where the files go

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message); // what became of the files, after the dialog was closed

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    QWidget *buildRight();
    QWidget *buildPlaceRow();
    void connectSignals();
    void restore();
    void choose();
    void look(const QString &id);
    void showFormat();
    QStringList exported() const;
    void setPlace(const QString &place);
    void setIsArchive(bool isArchive);
    void choosePlace();
    void refresh();
    void showMade();
    void lookAtPlace(const std::function<void()> &next);
    void copy();
    void save();
    void askOrWrite();
    void ask(ExportDraft::Question question);
    Message replacing() const;
    void write();
    void finishWriting(const Message &message);

    ExportDraft m_draft;
    ExportFormatList *m_formats;
    ExportOptionsPanel *m_options;
    ExportPreview *m_preview;
    ExportStamp *m_stamp;
    ExportReport *m_report;
    MessageBar *m_messages;
    QLineEdit *m_place;
    QCheckBox *m_isArchive;
    QPushButton *m_choosePlace;
    QPushButton *m_copy;
    QPushButton *m_save;
    QPushButton *m_close;
    FileNotice *m_notice;
    QTimer m_typing; // the place is read when typing pauses
    DetachedTask m_looking;
    DetachedTask m_writing;
    std::stop_source m_stop; // of what is being written
};

} // namespace poolwart
