// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace poolwart {

class Session;

// The start page: try it here, connect to a server, or open a plan.
class FirstRunPage : public QWidget
{
    Q_OBJECT

public:
    explicit FirstRunPage(Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    void sandboxChosen();
    void connectChosen();
    void planChosen();
    void environmentChosen(); // the server named by DATABASE_URL or PG*

private:
    QPushButton *addDoor(Glyph glyph, const QString &name, const QString &title, const QString &text);
    void buildLayout();
    void offerEnvironment();
    void showState();

    Session *m_session;
    QWidget *m_doors;
    QPushButton *m_environment;
    QLabel *m_progress;
    QPushButton *m_cancel;
};

} // namespace poolwart
