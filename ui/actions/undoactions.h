// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QObject>

#include <functional>

class QAction;

namespace poolwart {

class Session;

// Undo and redo of the plan. While a refused input is shown, Undo removes only that input.
class UndoActions : public QObject
{
    Q_OBJECT

public:
    // A refused input that is still shown, and how to remove it.
    struct Refusal
    {
        std::function<bool()> isShown;
        std::function<void()> takeAway;
    };

    UndoActions(Session *session, QObject *parent);

    QAction *const undo;
    QAction *const redo;

    void setRefusal(const Refusal &refusal);
    void update(); // texts and enabled states

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

private:
    void takeBack();
    void doAgain();

    Session *m_session;
    Refusal m_refusal;
};

} // namespace poolwart
