// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QAbstractItemView;
QT_END_NAMESPACE

namespace poolwart {

class MergingTableModel;

// Reports changes of a view's selection and current row when its model is consistent. While a model is being updated, removed
// rows change the selection although the new rows are not yet known.
class SettledSelection : public QObject
{
    Q_OBJECT

public:
    // `model` is the view's own, or the source of its sorting model.
    SettledSelection(QAbstractItemView *view, const MergingTableModel *model);

Q_SIGNALS:
    void changed();

private:
    void noteChange();
    void settle();

    const MergingTableModel *m_model;
    bool m_isPending = false; // changed during an update
};

} // namespace poolwart
