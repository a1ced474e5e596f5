// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QAbstractItemView;
QT_END_NAMESPACE

namespace poolwart {

class MergingTableModel;

// Tells of a view's selection and current row when they changed and its model is whole. A row that goes takes the selection with it
// while the model still has old rows and the session new ones already: what is chosen then is only known once all rows are settled.
class SettledSelection : public QObject
{
    Q_OBJECT

public:
    // `model` is the view's own or the source of the one that the view sorts by.
    SettledSelection(QAbstractItemView *view, const MergingTableModel *model);

Q_SIGNALS:
    void changed();

private:
    void noteChange();
    void settle();

    const MergingTableModel *m_model;
    bool m_isPending = false; // it changed while rows came and went
};

} // namespace poolwart
