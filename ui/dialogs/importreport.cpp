// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importreport.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

ImportReport::ImportReport(const QString &file, const std::vector<ImportRemark> &remarks, QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
{
    setObjectName(u"importReport"_s);
    buildLayout(file);
    fill(remarks);
}

void ImportReport::buildLayout(const QString &file)
{
    auto *heading = new QLabel(
        tr("What of “%1” is not in the plan as it stands there, and what the plan has that the file does not say:").arg(file), this);
    heading->setTextFormat(Qt::PlainText); // a file's name is no markup
    heading->setWordWrap(true);
    m_list->setObjectName(u"importRemarks"_s);
    m_list->setAccessibleName(tr("Remarks of the import"));
    m_list->setWhatsThis(tr("Each line or setting of the file that did not go into the plan as it is: not understood, known but "
                            "no matter of a plan, taken with another meaning, or assumed because the file is silent."));
    m_list->setHeaderLabels({tr("Line"), tr("Setting"), tr("Is"), tr("Why")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(heading);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
}

void ImportReport::fill(const std::vector<ImportRemark> &remarks)
{
    for (const ImportRemark &remark : remarks) {
        const QString why = QString::fromStdString(remark.translated());
        auto *item =
            new QTreeWidgetItem(m_list, {remark.line > 0 ? locale().toString(remark.line) : QString(),
                                         QString::fromStdString(remark.setting), QString::fromStdString(remarkKindText(remark.kind)), why});
        item->setTextAlignment(0, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(3, why);
    }
    for (int column = 0; column < 3; ++column)
        m_list->resizeColumnToContents(column);
}

void ImportReport::copy() const
{
    QStringList lines;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_list->topLevelItem(row);
        lines.append(QStringList{item->text(0), item->text(1), item->text(2), item->text(3)}.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

} // namespace poolwart
