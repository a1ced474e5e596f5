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

// The progress of closing, pool by pool, with a button to quit at once.
class ShutdownPanel : public QFrame
{
    Q_OBJECT

public:
    explicit ShutdownPanel(Session *session, QWidget *parent = nullptr);

    void begin(); // follows the session from now on

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
