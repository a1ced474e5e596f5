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

} // namespace

void ExportDialog::save()
{
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
                 ? tr("%1 is already up to date.").arg(place)
                 : tr("%1 written with %n file(s).", nullptr, static_cast<int>(m_draft.made()->result.files.size())).arg(place);
    QString text = tr("%n file(s) written to %1.", nullptr, saved.written).arg(place);
    if (saved.unchanged > 0)
        text += u' ' + tr("%n file(s) already up to date.", nullptr, saved.unchanged);
    return text;
}

} // namespace poolwart
