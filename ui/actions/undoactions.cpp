// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/undoactions.h"

#include "model/session/session.h"
#include "ui/actions/newaction.h"

#include <QAction>

namespace poolwart {

using namespace Qt::StringLiterals;

UndoActions::UndoActions(Session *session, QObject *parent)
    : QObject(parent)
    , undo(newAction(this, {.name = u"undo"_s,
                            .text = tr("&Undo"),
                            .toolTip = tr("Undo the last edit of the plan, or a refused input"),
                            .whatsThis = {},
                            .shortcut = Qt::CTRL | Qt::Key_Z,
                            .glyph = Glyph::Undo}))
    , redo(newAction(this, {.name = u"redo"_s,
                            .text = tr("&Redo"),
                            .toolTip = tr("Redo the edit that was undone"),
                            .whatsThis = {},
                            .shortcut = {},
                            .glyph = Glyph::Redo}))
    , m_session(session)
{
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    connect(undo, &QAction::triggered, this, &UndoActions::takeBack);
    connect(redo, &QAction::triggered, this, &UndoActions::doAgain);
    connect(session->undoStack(), &QUndoStack::indexChanged, this, &UndoActions::update);
    connect(session, &Session::refreshed, this, &UndoActions::update);
    update();
}

void UndoActions::setRefusal(const Refusal &refusal)
{
    m_refusal = refusal;
    update();
}

void UndoActions::update()
{
    const QUndoStack *stack = m_session->undoStack();
    const bool isRefused = m_refusal.isShown && m_refusal.isShown();
    const QString last = isRefused ? tr("the refused input") : stack->undoText();
    undo->setText(last.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(last));
    redo->setText(stack->redoText().isEmpty() ? tr("&Redo") : tr("&Redo: %1").arg(stack->redoText()));
    const bool isOpen = m_session->state() != Session::State::ShuttingDown && m_session->state() != Session::State::Down;
    undo->setEnabled(isOpen && (isRefused || stack->canUndo()));
    redo->setEnabled(isOpen && stack->canRedo());
}

void UndoActions::takeBack()
{
    if (m_refusal.isShown && m_refusal.isShown())
        m_refusal.takeAway();
    else if (const Done undone = m_session->undo(); !undone)
        Q_EMIT messageRaised(messageOf(undone.error()));
    update();
}

void UndoActions::doAgain()
{
    if (const Done redone = m_session->redo(); !redone)
        Q_EMIT messageRaised(messageOf(redone.error()));
    update();
}

} // namespace poolwart
