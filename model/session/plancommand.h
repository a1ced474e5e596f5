// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QUndoCommand>

#include <functional>
#include <optional>
#include <utility>

namespace poolwart {

// One edit of the plan: undo is the plan before, redo the plan after. The pools follow by reconciling. `follow`, if there is one, is
// told of each: true when the edit holds, false when it was taken back. Edits of the same gesture become one.
class PlanCommand : public QUndoCommand
{
public:
    using Apply = std::function<void(const Plan &)>;
    using Follow = std::function<void(bool)>;

    PlanCommand(const QString &text, Plan before, Plan after, Apply apply, Follow follow, std::optional<int> gesture = {})
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_apply(std::move(apply))
        , m_follow(std::move(follow))
        , m_gesture(gesture)
    {}

    const Plan &before() const { return m_before; }
    const Plan &after() const { return m_after; }

    void undo() override { perform(m_before, false); }
    void redo() override { perform(m_after, true); }

    int id() const override { return m_gesture.value_or(-1); }
    bool mergeWith(const QUndoCommand *later) override
    {
        if (later->text() != text())
            return false;
        m_after = static_cast<const PlanCommand *>(later)->m_after; // the same id: of the same kind
        setObsolete(m_after == m_before);
        return true;
    }

private:
    void perform(const Plan &plan, bool holds)
    {
        if (m_follow)
            m_follow(holds); // first, because receivers of the plan ask for its origin
        m_apply(plan);
    }

    Plan m_before;
    Plan m_after;
    Apply m_apply;
    Follow m_follow;
    std::optional<int> m_gesture;
};

} // namespace poolwart
