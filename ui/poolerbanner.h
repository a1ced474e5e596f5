// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pooler.h"

#include <QFrame>

class QLabel;

namespace poolwart {

class Session;

// A strip that stays as long as a pooler stands between the pools and the server: which one, and what that means.
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
    QColor m_seen; // of the theme's text, when the colours were chosen
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_meaning;
};

} // namespace poolwart
