// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportdialog.h"

#include "ui/controls/messagebar.h"
#include "ui/dialogs/exportformatlist.h"
#include "ui/dialogs/exportoptionspanel.h"
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

constexpr auto archiveEnd = ".zip"_L1;

QString absolute(const QString &place)
{
    if (place.isEmpty())
        return place;
    const QString home = place == u"~"_s || place.startsWith(u"~/"_s) ? QDir::homePath() + place.mid(1) : place;
    return QDir::cleanPath(QDir(home).absolutePath());
}

bool isArchiveName(const QString &place)
{
    return place.endsWith(archiveEnd, Qt::CaseInsensitive);
}

// "shop" as "shop.zip", and back.
QString asArchive(const QString &place, bool isArchive)
{
    if (place.isEmpty() || isArchiveName(place) == isArchive)
        return place;
    if (!isArchive)
        return place.chopped(archiveEnd.size());
    return (place.endsWith(u'/') ? place.chopped(1) : place) + archiveEnd;
}

// A message bar is no list.
QString shortened(const QStringList &names)
{
    constexpr qsizetype most = 5;
    return names.size() <= most ? names.join(u", "_s) : names.first(most).join(u", "_s) + u", …"_s;
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
    , m_choosePlace(button(tr("Ch&oose …"), u"chooseFolder"_s, tr("Choose the folder, or the zip, that the files are written to")))
    , m_copy(button(tr("&Copy"), u"copyFile"_s, tr("Copy the file that is shown to the clipboard")))
    , m_save(button(tr("&Save"), u"saveExport"_s, tr("Write the files into the folder, or into the zip")))
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
    m_place->setPlaceholderText(tr("where the files go"));
    m_place->setToolTip(tr("The folder that the files are written to, or a zip if the name ends in .zip; it is made if it is not there"));
    m_isArchive->setObjectName(u"exportAsZip"_s);
    m_isArchive->setToolTip(tr("All files in one zip instead of a folder"));
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
}

// The formats and the place of the last time.
void ExportDialog::restore()
{
    const QSettings settings;
    m_formats->setFormat(settings.value(u"export/format"_s, u"prisma-7"_s).toString());
    m_formats->setBundle(settings.value(u"export/bundle"_s).toStringList());
    m_options->setFormat(m_formats->format());
    m_place->setText(settings.value(u"export/folder"_s).toString());
    m_isArchive->setChecked(isArchiveName(m_place->text()));
    m_draft.setPlace(absolute(m_place->text()).toStdString());
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
        m_isArchive->setChecked(isArchiveName(place));
    m_draft.setPlace(absolute(place).toStdString());
    refresh();
}

void ExportDialog::setIsArchive(bool isArchive)
{
    m_place->setText(asArchive(m_place->text(), isArchive));
    setPlace(m_place->text());
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
    m_report->show(m_draft.made()->formats);
    if (const Done readable = m_draft.readable(); !readable)
        m_messages->show(readable.error());
}

// A zip that is there is no matter for the file dialog to ask about: the difference is shown here, before saving.
void ExportDialog::choosePlace()
{
    const bool isArchive = m_isArchive->isChecked();
    auto *dialog = new QFileDialog(this, isArchive ? tr("Zip for the files") : tr("Folder for the files"), absolute(m_place->text()));
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
        m_place->setText(asArchive(QDir::toNativeSeparators(place), isArchive));
        setPlace(m_place->text());
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
    if (m_place->text().isEmpty())
        return choosePlace();
    if (m_typing.isActive())
        setPlace(m_place->text());
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
        message = replacing();
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

Message ExportDialog::replacing() const
{
    Message message{.severity = Severity::Warning};
    const int files = m_draft.replacedFiles();
    if (!m_draft.isArchive()) {
        message.text =
            tr("%n file(s) on disk would be replaced. What would change is shown above, and marked ± in the tabs.", nullptr, files);
        message.actionText = tr("&Replace %n file(s)", nullptr, files);
        return message;
    }
    if (files > 0)
        message.text =
            tr("%n file(s) in the zip would change. What would change is shown above, and marked ± in the tabs.", nullptr, files);
    const auto &gone = m_draft.goneFiles();
    if (!gone.empty()) {
        QStringList names;
        for (const std::string &name : gone)
            names.append(QString::fromStdString(name));
        message.text += (files > 0 ? u" "_s : QString())
                      + tr("%n file(s) of the zip would be gone: %1.", nullptr, static_cast<int>(gone.size())).arg(shortened(names));
    }
    message.actionText = tr("&Replace the zip");
    return message;
}

void ExportDialog::write()
{
    const auto saved = m_draft.save();
    refresh();
    if (saved)
        m_messages->show({.text = saidOf(*saved)});
    else
        m_messages->show(saved.error());
}

QString ExportDialog::saidOf(const ExportDraft::Saved &saved) const
{
    const QString place = QString::fromStdString(m_draft.place());
    if (m_draft.isArchive())
        return saved.written == 0
                 ? tr("%1 was as it should be.").arg(place)
                 : tr("%1 written, with %n file(s) in it.", nullptr, static_cast<int>(m_draft.made()->result.files.size())).arg(place);
    QString text = tr("%n file(s) written to %1.", nullptr, saved.written).arg(place);
    if (saved.unchanged > 0)
        text += u' ' + tr("%n file(s) were as they should be.", nullptr, saved.unchanged);
    return text;
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
    if (!m_formats->format().isEmpty())
        settings.setValue(u"export/format"_s, m_formats->format());
    settings.setValue(u"export/bundle"_s, m_formats->bundle());
    settings.setValue(u"export/folder"_s, m_place->text());
    QDialog::done(result);
}

} // namespace poolwart
