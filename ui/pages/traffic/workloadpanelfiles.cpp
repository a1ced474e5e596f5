// SPDX-License-Identifier: GPL-3.0-or-later
// The workload's files: opened and saved.
#include "model/session/session.h"
#include "model/store/workloadfile.h"
#include "ui/controls/filenotice.h"
#include "ui/pages/traffic/workloadpanel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace poolwart {

using namespace Qt::StringLiterals;

void WorkloadPanel::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open workload"), {}, tr("Workloads and scripts (*.json *.sql);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &WorkloadPanel::openFile);
    dialog->open();
}

void WorkloadPanel::openFile(const QString &path)
{
    cancelReading(); // of the file before
    m_notice->beginReading(path, [this] { cancelReading(); });
    m_reader.start([path = path.toStdString()] { return readWorkloadOrScript(path); },
                   [this, name = QFileInfo(path).fileName()](const Outcome<Workload> &workload) { takeRead(name, workload); });
}

void WorkloadPanel::cancelReading()
{
    m_reader.cancel();
    m_notice->end();
}

void WorkloadPanel::takeRead(const QString &name, const Outcome<Workload> &workload)
{
    m_notice->end();
    if (!workload)
        return Q_EMIT messageRaised(messageOf(workload.error()));
    const QString sentence = tr("“%1” is in use.").arg(name);
    if (*workload == m_session->traffic().workload)
        return Q_EMIT messageRaised({.text = sentence});
    replace(*workload, sentence);
}

void WorkloadPanel::chooseSaveName()
{
    auto *dialog = new QFileDialog(this, tr("Save workload"), {}, tr("Workloads (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"workload.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &WorkloadPanel::saveTo);
    dialog->open();
}

void WorkloadPanel::saveTo(const QString &path)
{
    if (const Done written = writeWorkloadFile(m_session->traffic().workload, path.toStdString()); !written)
        return Q_EMIT messageRaised(messageOf(written.error()));
    Q_EMIT messageRaised({.severity = Severity::Info,
                          .text = tr("The workload was saved to “%1”.").arg(QDir::toNativeSeparators(path)),
                          .details = {},
                          .actionText = {},
                          .action = {}});
}

} // namespace poolwart
