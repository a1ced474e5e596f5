// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/fileheader.h"

#include <array>
#include <cstdio>
#include <sstream>

namespace poolwart {

namespace {

constexpr std::size_t columns = 100;

std::string counted(long long number, const char *one, const char *many)
{
    return std::to_string(number) + ' ' + (number == 1 ? one : many);
}

std::string fixed(double value, int decimals)
{
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

std::string milliseconds(std::chrono::microseconds time)
{
    return fixed(static_cast<double>(time.count()) / 1000.0, 2) + " ms";
}

// "(2 replicas + 1 surge) x 4 processes x "; empty for a single process.
std::string fleetFactor(const Fleet &fleet)
{
    std::string factor;
    if (fleet.surge > 0)
        factor = '(' + counted(fleet.replicas, "replica", "replicas") + " + " + std::to_string(fleet.surge) + " surge) x ";
    else if (fleet.replicas != 1)
        factor = counted(fleet.replicas, "replica", "replicas") + " x ";
    if (fleet.processes != 1)
        factor += counted(fleet.processes, "process", "processes") + " x ";
    return factor;
}

// "5 pools x 12", or "60 slots in 5 pools" where they differ.
std::string poolsFactor(const Plan &plan)
{
    const std::string pools = counted(static_cast<long long>(plan.pools.size()), "pool", "pools");
    for (const PoolPlan &pool : plan.pools) {
        if (pool.slots != plan.pools.front().slots)
            return counted(committedSlots(plan), "slot", "slots") + " in " + pools;
    }
    return pools + " x " + std::to_string(plan.pools.front().slots);
}

std::string demand(const Plan &plan)
{
    return fleetFactor(plan.fleet) + poolsFactor(plan) + " = " + std::to_string(committedByFleet(plan));
}

std::string planLine(const Plan &plan)
{
    std::string line = "Plan: " + poolsFactor(plan) + ", " + std::string(policyId(plan.policy));
    if (plan.migrationShare < 100)
        line += ", " + std::to_string(plan.migrationShare) + " % of the requests spread, the rest to pool 1";
    return line + '.';
}

std::string runLine(const RunHeadline &run)
{
    return "Measured on " + run.date + " over " + fixed(run.seconds, 0) + " s: " + fixed(run.completedPerSecond, 0) + " requests/s, p99 "
         + milliseconds(run.responseP99) + " (" + milliseconds(run.acquireP99) + " including waiting for a slot), "
         + counted(static_cast<long long>(run.timeouts), "timeout", "timeouts") + '.';
}

void addWrapped(std::vector<std::string> &lines, const std::string &first, const std::string &text)
{
    const std::string indent(first.size(), ' ');
    std::string line = first;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (line.size() > indent.size() && line.size() + 1 + word.size() > columns) {
            lines.push_back(line);
            line = indent;
        }
        line += (line.size() > indent.size() ? " " : "") + word;
    }
    lines.push_back(line);
}

} // namespace

BudgetVerdict budgetVerdict(const ExportContext &context)
{
    if (!context.budget)
        return BudgetVerdict::Unknown;
    const long long needed = committedByFleet(context.plan);
    if (needed > context.budget->usable)
        return BudgetVerdict::Over;
    return needed + context.budget->others > context.budget->usable ? BudgetVerdict::FitsAlone : BudgetVerdict::Fits;
}

std::string budgetLine(const ExportContext &context)
{
    if (!context.budget)
        return "Budget: " + demand(context.plan)
             + " connections; no server was connected, so compare with its max_connections minus the reserved ones.";
    const Budget &budget = *context.budget;
    const std::string ceiling = budget.ceiling == Budget::Ceiling::Role ? "CONNECTION LIMIT of the role"
                              : budget.ceiling == Budget::Ceiling::Database
                                  ? "CONNECTION LIMIT of the database"
                                  : "max_connections " + std::to_string(budget.limits.maxConnections) + ", "
                                        + std::to_string(budget.limits.superuserReserved + budget.limits.reserved) + " reserved";
    std::string line = "Budget: " + demand(context.plan) + " of " + std::to_string(budget.usable) + " usable connections (" + ceiling + ")";
    if (budget.others > 0)
        line += "; others had up to " + std::to_string(budget.others);
    return line + '.';
}

std::vector<std::string> shortHeader(const ExportContext &context, const std::string &target)
{
    std::vector<std::string> lines;
    const std::string needed = std::to_string(committedByFleet(context.plan));
    if (const BudgetVerdict verdict = budgetVerdict(context); verdict == BudgetVerdict::Over)
        addWrapped(lines, "OVER BUDGET: ",
                   "the fleet needs " + needed + " connections, but the server has " + std::to_string(context.budget->usable)
                       + " available. The rest will be refused (SQLSTATE 53300).");
    else if (verdict == BudgetVerdict::FitsAlone)
        addWrapped(lines, "TIGHT BUDGET: ",
                   "the fleet's " + needed + " connections fit the server's " + std::to_string(context.budget->usable)
                       + " only if those of others (" + std::to_string(context.budget->others) + " at their peak) are closed.");
    addWrapped(lines, "", "Written by Poolwart " + context.toolVersion + " on " + context.date + " for " + target + '.');
    addWrapped(lines, "", planLine(context.plan));
    addWrapped(lines, "", budgetLine(context));
    if (context.run)
        addWrapped(lines, "", runLine(*context.run));
    return lines;
}

std::vector<std::string> fileHeader(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes)
{
    std::vector<std::string> lines = shortHeader(context, target);
    if (notes.empty())
        return lines;
    lines.emplace_back("Limitations of this target (not supported, different meaning) and chosen defaults:");
    for (const ExportNote &note : notes)
        addWrapped(lines, "- ", note.setting + " (" + noteKindEnglish(note.kind) + "): " + note.english());
    return lines;
}

std::vector<TemplateData> lineRows(const std::vector<std::string> &lines)
{
    std::vector<TemplateData> rows;
    for (const std::string &line : lines)
        rows.push_back(TemplateData().set("line", line));
    return rows;
}

} // namespace poolwart
