// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/choicedelegate.h"

#include "model/tables/roles.h"

#include <QComboBox>
#include <QLineEdit>

namespace poolwart {

using namespace Qt::StringLiterals;

QWidget *ChoiceDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QString title = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    if (const QStringList choices = index.data(ChoicesRole).toStringList(); !choices.isEmpty()) {
        auto *combo = new QComboBox(parent);
        combo->setObjectName(u"choiceEditor"_s);
        combo->setAccessibleName(title);
        combo->addItems(choices);
        combo->setFrame(false);
        // What is clicked holds at once; with the keys Enter applies, as in every cell.
        connect(combo, &QComboBox::activated, this, &ChoiceDelegate::finish);
        return combo;
    }
    auto *line = new QLineEdit(parent);
    line->setObjectName(u"workloadEditor"_s);
    line->setFrame(false);
    line->setAccessibleName(title);
    line->setAlignment(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    return line;
}

void ChoiceDelegate::finish()
{
    auto *editor = qobject_cast<QWidget *>(sender());
    Q_EMIT commitData(editor);
    Q_EMIT closeEditor(editor);
}

void ChoiceDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // The model refreshes ten times a second; what is being typed must not be overwritten by that.
    if (editor->property("isFilled").toBool())
        return;
    editor->setProperty("isFilled", true);
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setCurrentText(text);
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(text);
        line->selectAll();
    }
}

void ChoiceDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const auto *combo = qobject_cast<QComboBox *>(editor);
    const auto *line = qobject_cast<QLineEdit *>(editor);
    const QString chosen = combo ? combo->currentText() : line ? line->text() : QString();
    if (chosen != index.data(Qt::EditRole).toString())
        model->setData(index, chosen, Qt::EditRole);
}

} // namespace poolwart
