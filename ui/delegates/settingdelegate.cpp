// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/settingdelegate.h"

#include "model/tables/poolcolumn.h"

#include <QLineEdit>
#include <QSpinBox>

namespace poolwart {

using namespace Qt::StringLiterals;

QWidget *SettingDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const PoolColumn column{index.column()};
    const QString title = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    if (column == PoolColumn::Slots) {
        auto *box = new QSpinBox(parent);
        box->setObjectName(u"slotsEditor"_s);
        box->setRange(0, 99'999); // wider than any plan may be: the model says why a number is refused
        box->setAlignment(Qt::AlignRight);
        box->setFrame(false);
        box->setAccessibleName(title);
        return box;
    }
    auto *line = new QLineEdit(parent);
    line->setObjectName(u"settingEditor"_s);
    line->setFrame(false);
    line->setAccessibleName(title);
    line->setAlignment(column == PoolColumn::Name ? Qt::AlignLeft : Qt::AlignRight);
    if (const PoolSetting *setting = settingOf(column); setting && setting->isTime())
        line->setPlaceholderText(u"500ms, 20s, 5m, 2h"_s);
    return line;
}

void SettingDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // The model refreshes ten times a second; what is being typed must not be overwritten by that.
    if (editor->property("isFilled").toBool())
        return;
    editor->setProperty("isFilled", true);
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *box = qobject_cast<QSpinBox *>(editor)) {
        box->setValue(text.toInt());
        box->selectAll();
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(text);
        line->selectAll();
    }
}

QString SettingDelegate::typedIn(const QWidget *editor)
{
    if (const auto *box = qobject_cast<const QSpinBox *>(editor))
        return QString::number(box->value());
    if (const auto *line = qobject_cast<const QLineEdit *>(editor))
        return line->text();
    return {};
}

void SettingDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (auto *box = qobject_cast<QSpinBox *>(editor))
        box->interpretText();
    const QString typed = typedIn(editor);
    if (typed != index.data(Qt::EditRole).toString())
        model->setData(index, typed, Qt::EditRole);
}

void SettingDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect place = option.rect;
    const int wanted = editor->sizeHint().width();
    if (wanted > place.width()) // grow over the neighbour, not over what is typed
        place.setLeft(place.right() - wanted + 1);
    if (place.left() < 0)
        place.moveLeft(0);
    editor->setGeometry(place);
}

} // namespace poolwart
