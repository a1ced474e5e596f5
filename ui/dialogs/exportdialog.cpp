// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportdialog.h"

#include "ui/controls/filenotice.h"
#include "ui/controls/messagebar.h"
#include "ui/dialogs/exportformatlist.h"
#include "ui/dialogs/exportoptionspanel.h"
#include "ui/dialogs/exportplace.h"
#include "ui/dialogs/exportpreview.h"
#include "ui/dialogs/exportreport.h"
#include "ui/dialogs/exportstamp.h"
#include "ui/style/icons.h"

#include <QCheckBox>
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
    , m_place(new QLineEdit)
    , m_isArchive(new QCheckBox(tr("As &zip")))
    , m_choosePlace(button(tr("Ch&oose …"), u"chooseFolder"_s, tr("Choose the target folder or zip file")))
    , m_copy(button(tr("&Copy"), u"copyFile"_s, tr("Copy the displayed file to the clipboard")))
    , m_save(button(tr("&Save"), u"saveExport"_s, tr("Write the files to the folder or zip file")))
    , m_close(button(tr("Close"), u"closeExport"_s, tr("Close without saving")))
    , m_notice(new FileNotice(this))
{
    setObjectName(u"exportDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
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
    column->addWidget(buildPlaceRow());
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

QWidget *ExportDialog::buildPlaceRow()
{
    m_place->setObjectName(u"exportFolder"_s);
    m_place->setPlaceholderText(tr("target folder"));
    m_place->setToolTip(tr("Target folder, or a zip file if the name ends in .zip; it is created if it does not exist"));
    m_isArchive->setObjectName(u"exportAsZip"_s);
    m_isArchive->setToolTip(tr("Write all files to one zip file instead of a folder"));
    m_save->setIcon(icon(Glyph::Save));
    m_copy->setIcon(icon(Glyph::Duplicate));
    m_save->setDefault(true);
    auto *label = new QLabel(tr("Fol&der"));
    label->setBuddy(m_place);
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(m_place, 1);
    row->addWidget(m_isArchive);
    row->addWidget(m_choosePlace);
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
    connect(m_formats, &ExportFormatList::chosen, this, &ExportDialog::look);
    connect(m_formats, &ExportFormatList::bundleChanged, this, [this] {
        choose();
        showFormat();
    });
    connect(m_options, &ExportOptionsPanel::changed, this, &ExportDialog::choose);
    connect(m_place, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] { setPlace(m_place->text()); });
    connect(m_isArchive, &QCheckBox::clicked, this, &ExportDialog::setIsArchive);
    connect(m_choosePlace, &QPushButton::clicked, this, &ExportDialog::choosePlace);
    connect(m_copy, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::save);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_notice, &FileNotice::raised, this, [this](const Message &message) { m_messages->show(message); });
}

// The formats and the place of the last time.
void ExportDialog::restore()
{
    const QSettings settings;
    m_formats->setFormat(settings.value(u"export/format"_s, u"prisma-7"_s).toString());
    m_formats->setBundle(settings.value(u"export/bundle"_s).toStringList());
    m_options->setFormat(m_formats->format());
    m_place->setText(settings.value(u"export/folder"_s).toString());
    m_isArchive->setChecked(isZipName(m_place->text()));
    m_draft.setPlace(absolutePlace(m_place->text()).toStdString());
}

// What is exported: the formats that are checked, or else the one that is looked at.
QStringList ExportDialog::exported() const
{
    const QStringList bundle = m_formats->bundle();
    return bundle.isEmpty() ? QStringList{m_formats->format()} : bundle;
}

void ExportDialog::look(const QString &id)
{
    m_options->setFormat(id);
    choose();
    showFormat();
}

// Of several formats, the files and the losses of the one that is looked at.
void ExportDialog::showFormat()
{
    m_preview->showFormat(m_formats->format());
    m_report->showFormat(m_formats->format());
}

void ExportDialog::choose()
{
    const QStringList formats = exported();
    m_options->setExported(formats.contains(m_formats->format()));
    m_draft.choose(m_options->choices(formats));
    refresh();
}

void ExportDialog::setPlace(const QString &place)
{
    m_typing.stop();
    if (!place.isEmpty())
        m_isArchive->setChecked(isZipName(place));
    m_draft.setPlace(absolutePlace(place).toStdString());
    refresh();
}

void ExportDialog::setIsArchive(bool isArchive)
{
    m_place->setText(withArchive(m_place->text(), isArchive));
    setPlace(m_place->text());
}

// Shows the export at once, and what stands at its place when that was read.
void ExportDialog::refresh()
{
    if (!m_writing.isRunning()) // else its message stays
        m_messages->dismiss();
    showMade();
    lookAtPlace({});
}

void ExportDialog::showMade()
{
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
    m_report->show(m_draft.made()->formats);
}

// `next`, if there is one, is called when it is known what stands there. What was looked at before is forgotten with its `next`.
void ExportDialog::lookAtPlace(const std::function<void()> &next)
{
    if (m_writing.isRunning())
        return; // it is looked at when that has ended
    m_looking.cancel();
    m_notice->end();
    const auto goal = m_draft.goal();
    if (!goal)
        return;
    m_notice->beginReading(QString::fromStdString(goal->place), [this] { m_looking.cancel(); });
    m_looking.start([goal = *goal] { return lookAt(goal); },
                    [this, next](const Outcome<ExportLook> &look) {
                        if (m_notice->end())
                            m_messages->dismiss();
                        m_draft.setLook(look);
                        m_preview->refresh();
                        if (const Done readable = m_draft.readable(); !readable)
                            m_messages->show(readable.error());
                        else if (next)
                            next();
                    });
}

// A zip that is there is no matter for the file dialog to ask about: the difference is shown here, before saving.
void ExportDialog::choosePlace()
{
    const bool isArchive = m_isArchive->isChecked();
    auto *dialog = new QFileDialog(this, isArchive ? tr("Zip file") : tr("Folder for the files"), absolutePlace(m_place->text()));
    dialog->setObjectName(u"folderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (isArchive) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilter(tr("Zip archives (*.zip)"));
        dialog->setDefaultSuffix(u"zip"_s);
        dialog->setOption(QFileDialog::DontConfirmOverwrite);
    } else {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, isArchive](const QString &place) {
        m_place->setText(withArchive(QDir::toNativeSeparators(place), isArchive));
        setPlace(m_place->text());
    });
    dialog->open();
}

void ExportDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_preview->content());
    m_messages->show({.text = tr("Copied.")});
}

// Back from another window, such as an editor: the disk may have changed.
void ExportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow())
        return;
    if (!isBusy()) // else it is on its way, and may have a file to save
        lookAtPlace({});
}

void ExportDialog::done(int result)
{
    QSettings settings;
    if (!m_formats->format().isEmpty())
        settings.setValue(u"export/format"_s, m_formats->format());
    settings.setValue(u"export/bundle"_s, m_formats->bundle());
    settings.setValue(u"export/folder"_s, m_place->text());
    if (!m_writing.isRunning())
        return QDialog::done(result);
    setAttribute(Qt::WA_DeleteOnClose, false); // finishWriting() deletes it
    hide();
}

} // namespace poolwart
