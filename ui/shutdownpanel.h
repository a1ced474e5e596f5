// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"

#include <QFrame>

#include <map>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace poolwart {

class Session;

// What closing is waiting for, pool by pool, with the way to wait no longer.
class ShutdownPanel : public QFrame
{
    Q_OBJECT

public:
    explicit ShutdownPanel(Session *session, QWidget *parent = nullptr);

    void begin(); // from now on it follows the session

private:
    struct Row
    {
        QProgressBar *bar;
        QLabel *text;
    };

    void buildLayout();
    void refresh();
    void addRow(PoolId pool, const QString &name, int open);
    QString phaseText() const;

    Session *m_session;
    QLabel *m_phase;
    QGridLayout *m_pools;
    QPushButton *m_quitNow;
    std::map<PoolId, Row> m_rows;
    bool m_isNow = false;
};

} // namespace poolwart
