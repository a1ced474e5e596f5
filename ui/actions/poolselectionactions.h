// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/core/outcome.h"

#include <QObject>

#include <vector>

class QAction;

namespace poolwart {

class Session;

// The actions on the selected pools, one or several; each is one undo step.
class PoolSelectionActions : public QObject
{
    Q_OBJECT

public:
    explicit PoolSelectionActions(Session *session, QObject *parent = nullptr);

    QAction *const add;
    QAction *const duplicate;
    QAction *const remove;
    QAction *const drain;
    QAction *const pause;
    QAction *const resume;

    QList<QAction *> all() const { return {add, duplicate, remove, drain, pause, resume}; }

    void setSelection(const std::vector<PoolId> &pools);

Q_SIGNALS:
    void refused(const poolwart::Error &error);
    void poolsAdded(const std::vector<poolwart::PoolId> &pools);

private:
    void connectSignals();
    void updateEnabled();
    void addPool();
    void duplicateSelected();
    void removeSelected();

    Session *m_session;
    std::vector<PoolId> m_selection;
};

} // namespace poolwart
