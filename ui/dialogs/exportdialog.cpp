// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportdialog.h"

#include "ui/dialogs/exportformatlist.h"
#include "ui/dialogs/exportoptionspanel.h"
#include "ui/dialogs/exportpreview.h"
#include "ui/dialogs/exportreport.h"
#include "ui/dialogs/exportstamp.h"
#include "ui/icons.h"
#include "ui/messagebar.h"

#include <QClipboard>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QPushButton *button(const QString &text, const QString &name, const QString &toolTip)
{
    auto *made = new QPushButton(text);
    made->setObjectName(name);
    made->setToolTip(toolTip);
    made->setAutoDefault(false);
    return made;
}

QString absolute(const QString &folder)
{
    if (folder.isEmpty())
        return folder;
    const QString home = folder == u"~"_s || folder.startsWith(u"~/"_s) ? QDir::homePath() + folder.mid(1) : folder;
    return QDir::cleanPath(QDir(home).absolutePath());
}

} // namespace

ExportDialog::ExportDialog(const ExportSource &source, QWidget *parent)
    : QDialog(parent)
    , m_draft(source)
    , m_formats(new ExportFormatList)
    , m_options(new ExportOptionsPanel(source))
    , m_preview(new ExportPreview(&m_draft))
    , m_stamp(new ExportStamp)
    , m_report(new ExportReport)
    , m_messages(new MessageBar)
    , m_folder(new QLineEdit)
    , m_chooseFolder(button(tr("Ch&oose …"), u"chooseFolder"_s, tr("Choose the folder that the files are written to")))
    , m_copy(button(tr("&Copy"), u"copyFile"_s, tr("Copy the file that is shown to the clipboard")))
    , m_save(button(tr("&Save"), u"saveExport"_s, tr("Write the files into the folder")))
    , m_close(button(tr("Close"), u"closeExport"_s, tr("Close; what was not saved is not kept")))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export the plan"));
    setSizeGripEnabled(true);
    resize(parent ? (parent->window()->size() * 0.97).expandedTo({900, 560}) : QSize(1200, 750));
    buildLayout();
    restore();
    connectSignals();
    choose();
}

void ExportDialog::buildLayout()
{
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_formats);
    splitter->addWidget(m_preview);
    splitter->addWidget(buildRight());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({225, width() - 225 - 295, 295});
    auto *column = new QVBoxLayout(this);
    column->addWidget(splitter, 1);
    column->addWidget(m_messages);
    column->addWidget(buildFolderRow());
}

QWidget *ExportDialog::buildRight()
{
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stamp);
    column->addWidget(m_options);
    column->addWidget(m_report, 1);
    return right;
}

QWidget *ExportDialog::buildFolderRow()
{
    m_folder->setObjectName(u"exportFolder"_s);
    m_folder->setPlaceholderText(tr("where the files go"));
    m_folder->setToolTip(tr("The folder that the files are written to; it is made if it is not there"));
    m_save->setIcon(icon(Glyph::Save));
    m_copy->setIcon(icon(Glyph::Duplicate));
    m_save->setDefault(true);
    auto *label = new QLabel(tr("Fol&der"));
    label->setBuddy(m_folder);
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(m_folder, 1);
    row->addWidget(m_chooseFolder);
    row->addSpacing(16);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    row->addWidget(m_close);
    return holder;
}

void ExportDialog::connectSignals()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(300ms);
    connect(m_formats, &ExportFormatList::chosen, this, [this](const QString &id) {
        m_options->setFormat(id);
        choose();
    });
    connect(m_options, &ExportOptionsPanel::changed, this, &ExportDialog::choose);
    connect(m_folder, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] { setFolder(m_folder->text()); });
    connect(m_chooseFolder, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(m_copy, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::save);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

// The format and the folder of the last time.
void ExportDialog::restore()
{
    const QSettings settings;
    m_formats->setFormat(settings.value(u"export/format"_s, u"prisma-7"_s).toString());
    m_options->setFormat(m_formats->format());
    m_folder->setText(settings.value(u"export/folder"_s).toString());
    m_draft.setFolder(absolute(m_folder->text()).toStdString());
}

void ExportDialog::choose()
{
    m_draft.choose(m_options->choices());
    refresh();
}

void ExportDialog::setFolder(const QString &folder)
{
    m_typing.stop();
    m_draft.setFolder(absolute(folder).toStdString());
    refresh();
}

void ExportDialog::refresh()
{
    m_messages->dismiss();
    m_preview->refresh();
    m_copy->setEnabled(m_draft.made().ok());
    m_save->setEnabled(m_draft.made().ok());
    if (!m_draft.made()) {
        m_stamp->show({});
        m_report->show({});
        m_messages->show(m_draft.made().error());
        return;
    }
    m_stamp->show(m_draft.made()->stamp);
    m_report->show(m_draft.made()->result.notes);
    if (const Done readable = m_draft.readable(); !readable)
        m_messages->show(readable.error());
}

void ExportDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the files"), absolute(m_folder->text()));
    dialog->setObjectName(u"folderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_folder->setText(QDir::toNativeSeparators(folder));
        setFolder(folder);
    });
    dialog->open();
}

void ExportDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_preview->content());
    m_messages->show({.text = tr("Copied.")});
}

void ExportDialog::save()
{
    if (m_folder->text().isEmpty())
        return chooseFolder();
    if (m_typing.isActive())
        setFolder(m_folder->text());
    m_draft.refresh(); // others may have written there
    refresh();
    if (const auto question = m_draft.question())
        ask(*question);
    else
        write();
}

// Asked inline, where the answer's reason is in sight: the stamp, or the change itself.
void ExportDialog::ask(ExportDraft::Question question)
{
    Message message{.severity = Severity::Warning};
    if (question == ExportDraft::Question::OverBudget) {
        message.text = tr("%1 The files will say so in their first lines.").arg(QString::fromStdString(m_draft.made()->stamp.sentence));
        message.actionText = tr("Save &all the same");
    } else {
        m_preview->showReplaced();
        message.text = tr("%n file(s) on disk would be replaced. What would change is shown above, and marked ± in the tabs.",
                          nullptr,
                          m_draft.replacedFiles());
        message.actionText = tr("&Replace %n file(s)", nullptr, m_draft.replacedFiles());
    }
    message.action = [this] {
        m_draft.agree();
        if (const auto next = m_draft.question())
            ask(*next);
        else
            write();
    };
    m_messages->show(message);
}

void ExportDialog::write()
{
    const auto saved = m_draft.save();
    refresh();
    if (!saved) {
        m_messages->show(saved.error());
        return;
    }
    QString text = tr("%n file(s) written to %1.", nullptr, saved->written).arg(QString::fromStdString(m_draft.folder()));
    if (saved->unchanged > 0)
        text += u' ' + tr("%n file(s) were as they should be.", nullptr, saved->unchanged);
    m_messages->show({.text = text});
}

// Back from another window, such as an editor: the disk may have changed.
void ExportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow())
        return;
    m_draft.refresh();
    m_preview->refresh();
}

void ExportDialog::done(int result)
{
    QSettings settings;
    settings.setValue(u"export/format"_s, QString::fromStdString(m_draft.choices().format));
    settings.setValue(u"export/folder"_s, m_folder->text());
    QDialog::done(result);
}

} // namespace poolwart
