// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/detachedtask.h"
#include "model/session/exportdraft.h"

#include <QDialog>
#include <QTimer>

#include <functional>

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
class ReadingNotice;
struct Message;

// Exports the plan as files of other programs: formats, preview, limitations, and the target folder or zip. Existing files are
// replaced only after their changes were shown.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(const ExportSource &source, QWidget *parent = nullptr);

    void done(int result) override;
    bool isLooking() const { return m_looking.isRunning(); } // at what stands where the files go

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
    QString saidOf(const ExportDraft::Saved &saved) const;

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
    ReadingNotice *m_notice;
    QTimer m_typing; // the place is read when typing pauses
    DetachedTask m_looking;
};

} // namespace poolwart
