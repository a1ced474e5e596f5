// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/plandraft.h"
#include "model/importers/javascript/scriptvalues.h"

namespace poolwart {

// Takes the members of the object that a pool is made with.
class PoolMembers
{
public:
    enum class Program { NodePostgres, Prisma };

    PoolMembers(PlanDraft &draft, const ScriptValues &values)
        : m_draft(draft)
        , m_values(values)
    {}

    // The settings of a pool that has begun: an object, a constant that is one, or a URL.
    void read(const Literal &settings, Program program);

    // One member; "name" is the caller's.
    void readMember(const std::string &key, const Literal &value, Program program);

    // Members of constants (...name) in their place; of a key that occurs twice the last, as the language has it.
    LiteralMembers expanded(const LiteralMembers &members);

    // The second argument of PrismaPg, or what no class has.
    void readFurther(const Literal &argument, bool isAdapter);

private:
    std::optional<std::string> constantOf(const Literal &value) const;
    std::optional<std::string> known(const std::string &key, const Literal &value);
    void setUrl(const std::string &url, int line, Program program);

    PlanDraft &m_draft;
    const ScriptValues &m_values;
    int m_spreads = 0;
};

// Sets what the program does where its pool's object is silent, for the pool that begins next.
void useDefaultsOfScript(PlanDraft &draft, PoolMembers::Program program);

} // namespace poolwart
