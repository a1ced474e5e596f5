// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/exportdraft.h"

#include <QDialog>
#include <QTimer>

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
struct Message;

// The plan as the files of other programs: formats, preview, what is lost, and the way into a folder or a zip. Nothing
// that is there is replaced before its difference was shown.
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
    void copy();
    void save();
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
    QTimer m_typing; // the place is looked at when typing pauses
};

} // namespace poolwart
