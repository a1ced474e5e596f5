// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pooler.h"

#include <QFrame>

class QLabel;

namespace poolwart {

class Session;

// A strip that is visible while the pools connect through a pooler: which one, and the consequences.
class PoolerBanner : public QFrame
{
    Q_OBJECT

public:
    explicit PoolerBanner(Session *session, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void refresh();
    void applyColours();

    Session *m_session;
    std::optional<Pooler> m_shown;
    QColor m_seen; // the theme's text colour when the colours were chosen
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_meaning;
};

} // namespace poolwart
