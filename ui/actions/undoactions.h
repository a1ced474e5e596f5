// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QObject>

#include <functional>

class QAction;

namespace poolwart {

class Session;

// Undo and redo of the plan. While an input that was refused is still to be seen, Undo takes that away and nothing else: the edit
// before it was not what the user meant.
class UndoActions : public QObject
{
    Q_OBJECT

public:
    // Something that was refused and is still shown, and how it is taken away.
    struct Refusal
    {
        std::function<bool()> isShown;
        std::function<void()> takeAway;
    };

    UndoActions(Session *session, QObject *parent);

    QAction *const undo;
    QAction *const redo;

    void setRefusal(const Refusal &refusal);
    void update(); // texts, and what is enabled

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

private:
    void takeBack();
    void doAgain();

    Session *m_session;
    Refusal m_refusal;
};

} // namespace poolwart
