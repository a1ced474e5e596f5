// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QUndoCommand>

#include <functional>
#include <utility>

namespace poolwart {

// One edit of the plan: undo is the plan before, redo the plan after. The pools follow by reconciling.
class PlanCommand : public QUndoCommand
{
public:
    using Apply = std::function<void(const Plan &)>;

    PlanCommand(const QString &text, Plan before, Plan after, Apply apply)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_apply(std::move(apply))
    {}

    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }

private:
    Plan m_before;
    Plan m_after;
    Apply m_apply;
};

} // namespace poolwart
