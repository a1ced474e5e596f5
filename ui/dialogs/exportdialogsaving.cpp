// SPDX-License-Identifier: GPL-3.0-or-later
// What follows the Save button: what has to be asked, and what was written.
#include "ui/controls/messagebar.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/exportpreview.h"

#include <QLineEdit>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

// A message bar is no list.
QString shortened(const QStringList &names)
{
    constexpr qsizetype most = 5;
    return names.size() <= most ? names.join(u", "_s) : names.first(most).join(u", "_s) + u", …"_s;
}

// What was written to a folder or a zip, which has so many files.
QString saidOf(const ExportSaved &saved, const std::string &place, int files)
{
    const QString where = QString::fromStdString(place);
    if (isArchiveName(place))
        return saved.written == 0 ? ExportDialog::tr("%1 is already up to date.").arg(where)
                                  : ExportDialog::tr("%1 written with %n file(s).", nullptr, files).arg(where);
    QString text = ExportDialog::tr("%n file(s) written to %1.", nullptr, saved.written).arg(where);
    if (saved.unchanged > 0)
        text += u' ' + ExportDialog::tr("%n file(s) already up to date.", nullptr, saved.unchanged);
    return text;
}

Message messageOf(const Outcome<ExportSaved> &saved, const std::string &place, int files)
{
    if (saved)
        return {.text = saidOf(*saved, place, files)};
    if (saved.error().kind == ErrorKind::Cancelled)
        return {.text = QString::fromStdString(saved.error().message)};
    return messageOf(saved.error());
}

} // namespace

void ExportDialog::save()
{
    if (m_writing.isRunning())
        return;
    if (m_place->text().isEmpty())
        return choosePlace();
    if (m_typing.isActive())
        setPlace(m_place->text());
    m_messages->dismiss();
    lookAtPlace([this] { askOrWrite(); }); // anew: others may have written there
}

void ExportDialog::askOrWrite()
{
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
        message.text = tr("%1 The first lines of the files will say this.").arg(QString::fromStdString(m_draft.made()->stamp.sentence));
        message.actionText = tr("Save &all anyway");
    } else {
        m_preview->showReplaced();
        message = replacing();
    }
    message.action = [this] {
        m_draft.agree();
        askOrWrite();
    };
    m_messages->show(message);
}

Message ExportDialog::replacing() const
{
    Message message{.severity = Severity::Warning};
    const int files = m_draft.replacedFiles();
    if (!m_draft.isArchive()) {
        message.text = tr("%n file(s) on disk would be replaced. The changes are shown above; their tabs are marked ±.", nullptr, files);
        message.actionText = tr("&Replace %n file(s)", nullptr, files);
        return message;
    }
    if (files > 0)
        message.text = tr("%n file(s) in the zip would change. The changes are shown above; their tabs are marked ±.", nullptr, files);
    const std::vector<std::string> gone = m_draft.goneFiles();
    if (!gone.empty()) {
        QStringList names;
        for (const std::string &name : gone)
            names.append(QString::fromStdString(name));
        message.text += (files > 0 ? u" "_s : QString())
                      + tr("%n file(s) in the zip would be lost: %1.", nullptr, static_cast<int>(gone.size())).arg(shortened(names));
    }
    message.actionText = tr("&Replace the zip");
    return message;
}

void ExportDialog::write()
{
    auto order = m_draft.order();
    if (!order)
        return finishWriting(messageOf(order.error()));
    m_stop = std::stop_source();
    m_notice->beginWriting(QString::fromStdString(m_draft.place()), [this] {
        m_stop.request_stop();
        m_messages->show({.text = tr("Cancelling …")});
    });
    m_writing.start([order = std::move(order).value(), stop = m_stop.get_token()] { return carryOut(order, stop); },
                    [this, place = m_draft.place(), files = static_cast<int>(m_draft.made()->result.files.size())](
                        const Outcome<ExportSaved> &saved) { finishWriting(messageOf(saved, place, files)); },
                    DetachedTask::AtExit::Await);
}

void ExportDialog::finishWriting(const Message &message)
{
    m_notice->end();
    if (isVisible()) {
        refresh();
        m_notice->end(); // what is read now must not take the message's place
        return m_messages->show(message);
    }
    Q_EMIT messageRaised(message);
    deleteLater();
}

} // namespace poolwart
