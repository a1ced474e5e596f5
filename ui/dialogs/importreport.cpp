// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importreport.h"

#include "model/importers/framework/importreport.h"

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
    auto *heading =
        new QLabel(tr("Parts of “%1” that the plan does not contain unchanged, and values that the file does not set:").arg(file), this);
    heading->setTextFormat(Qt::PlainText); // a file's name is no markup
    heading->setWordWrap(true);
    m_list->setObjectName(u"importRemarks"_s);
    m_list->setAccessibleName(tr("Remarks of the import"));
    m_list->setWhatsThis(tr("Each line or setting of the file that was not taken over unchanged: left out, not understood, taken with a "
                            "different meaning, not part of a plan, or assumed because the file does not set it."));
    m_list->setHeaderLabels({tr("Line"), tr("Setting"), tr("Result"), tr("Reason")});
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
    for (const ImportRemark &remark : byImportance(remarks)) {
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
