// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes: the pools in the variables of the containers, each with its workload's replicas. Without such a workload, the
// variables of ConfigMaps and Secrets, or a pgbouncer.ini in one.
#include "model/core/text.h"
#include "model/importers/environment/urlvariables.h"
#include "model/importers/framework/foreigndatabase.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/words.h"
#include "model/importers/kubernetes/manifest.h"
#include "model/importers/pgbouncer/pgbouncerpools.h"

#include <algorithm>
#include <set>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;

// Of our own form (POOL_0_SIZE), or one that the environment of a program may have.
bool isOfPool(const Variable &variable)
{
    return variable.name.starts_with("POOL_") || isUrlVariable(variable);
}

bool beginsPool(const Variable &variable)
{
    return variable.name.starts_with("POOL_") || makesPool(variable);
}

bool isSame(const std::vector<Variable> &one, const std::vector<Variable> &other)
{
    return std::ranges::equal(one, other, [](const Variable &a, const Variable &b) { return a.name == b.name && a.value == b.value; });
}

// Containers with the same pools, and how often they run in all.
struct PoolGroup
{
    std::string name;
    int line = 0;
    std::vector<Variable> variables; // only those of pools
    std::vector<std::string> members;
    long long replicas = 0;
    long long surge = 0;
    bool saysReplicas = true;
    bool saysSurge = true;
};

class KubernetesReader
{
public:
    KubernetesReader(PlanDraft &draft, const Manifest &manifest)
        : m_draft(draft)
        , m_manifest(manifest)
    {}

    void read()
    {
        for (const ManifestWorkload &workload : m_manifest.workloads) {
            for (const ManifestContainer &container : workload.containers)
                add(workload, container);
        }
        if (!m_groups.empty()) {
            setFleet();
            return readGroups();
        }
        if (const Variable *ini = findIni())
            return readIni(*ini);
        readData();
    }

private:
    void add(const ManifestWorkload &workload, const ManifestContainer &container)
    {
        std::vector<Variable> ofPools;
        for (Variable &variable : environmentOf(m_draft, m_manifest, container)) {
            if (isOfPool(variable))
                ofPools.push_back(std::move(variable));
            else if (m_named.insert(variable.line).second)
                nameOther(variable);
        }
        if (std::ranges::none_of(ofPools, beginsPool))
            return nameWithoutPool(ofPools);
        const bool isOne = workload.containers.size() == 1 || container.name.empty();
        const std::string name = isOne ? workload.name : workload.name + '.' + container.name;
        auto group = std::ranges::find_if(m_groups, [&](const PoolGroup &known) { return isSame(known.variables, ofPools); });
        if (group == m_groups.end())
            group = m_groups.insert(m_groups.end(), {.name = name, .line = workload.line, .variables = std::move(ofPools), .members = {}});
        group->members.push_back(name);
        group->replicas += workload.replicas;
        group->surge += workload.surge;
        group->saysReplicas = group->saysReplicas && workload.saysReplicas;
        group->saysSurge = group->saysSurge && workload.saysSurge;
    }

    void nameOther(const Variable &variable)
    {
        const std::string foreign = foreignDatabase(urlScheme(variable.value));
        if (foreign.empty())
            m_draft.remark(PassedOver, variable.line, variable.name, QT_TRANSLATE_NOOP("core", "It is not the URL of a database."));
        else
            leaveOutForeign(m_draft, variable.line, variable.name, foreign);
    }

    // Settings of a pool whose target the container does not have.
    void nameWithoutPool(const std::vector<Variable> &variables)
    {
        for (const Variable &variable : variables) {
            if (m_named.insert(variable.line).second)
                m_draft.notUnderstood(variable.line, variable.name);
        }
    }

    // A plan has one number of instances for all pools: the sum where the same pools run in several workloads, the largest where
    // the pools differ, so that the budget is not too small.
    void setFleet()
    {
        const PoolGroup &largest = *std::ranges::max_element(m_groups, {}, &PoolGroup::replicas);
        const PoolGroup &surging = *std::ranges::max_element(m_groups, {}, &PoolGroup::surge);
        for (const PoolGroup &group : m_groups) {
            if (group.members.size() > 1)
                m_draft.remark(ChangesMeaning, group.line, "replicas",
                               QT_TRANSLATE_NOOP("core", "The same pools run in %1; the plan has the instances of all, %2."),
                               {joined(group.members), std::to_string(group.replicas)});
            if (group.replicas != largest.replicas)
                m_draft.remark(ChangesMeaning, group.line, "replicas",
                               QT_TRANSLATE_NOOP("core",
                                                 "%1 runs %2 times and %3 runs %4 times. A plan has one number of instances for all "
                                                 "pools: the larger one."),
                               {group.name, std::to_string(group.replicas), largest.name, std::to_string(largest.replicas)});
        }
        setNumber("fleet.replicas", largest.replicas, largest.saysReplicas, largest.line, m_draft.whole().fleet.replicas);
        setNumber("fleet.surge", surging.surge, surging.saysSurge, surging.line, m_draft.whole().fleet.surge);
    }

    void setNumber(const std::string &field, long long number, bool isSaid, int line, int &place)
    {
        if (number > limits::maxFleet)
            return m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "%1 exceeds the limit of %2."), number, limits::maxFleet));
        const bool isStopped = field == "fleet.replicas" && number == 0;
        place = isStopped ? 1 : static_cast<int>(number);
        m_draft.saysWhole(field);
        if (isStopped)
            m_draft.remark(ChangesMeaning, line, field, QT_TRANSLATE_NOOP("core", "It is scaled to 0; the plan has one instance."));
        else if (!isSaid)
            m_draft.remark(Assumed, 0, field, programDefault, {"Kubernetes", std::to_string(place)});
    }

    static std::string joined(const std::vector<std::string> &names)
    {
        std::string list;
        for (const std::string &name : names)
            list += (list.empty() ? "" : ", ") + name;
        return list;
    }

    void readGroups()
    {
        for (const PoolGroup &group : m_groups) {
            const std::size_t first = m_draft.poolCount();
            readVariables(m_draft, group.variables, VariableNames::Plain);
            if (m_groups.size() > 1)
                m_draft.nameGroup(first, group.name);
        }
    }

    // A datum that is a pgbouncer.ini.
    const Variable *findIni()
    {
        for (const ManifestData &data : m_manifest.data) {
            for (const Variable &variable : data.variables) {
                if (variable.value.find("[databases]") == std::string::npos)
                    continue;
                m_ini = &data;
                return &variable;
            }
        }
        return nullptr;
    }

    void readIni(const Variable &ini)
    {
        for (const ManifestWorkload &workload : m_manifest.workloads) {
            if (std::ranges::find(workload.mounted, m_ini->name) == workload.mounted.end())
                continue;
            setNumber("fleet.replicas", workload.replicas, workload.saysReplicas, workload.line, m_draft.whole().fleet.replicas);
            setNumber("fleet.surge", workload.surge, workload.saysSurge, workload.line, m_draft.whole().fleet.surge);
            break;
        }
        readPgBouncer(m_draft, {.name = ini.name, .text = ini.value, .folder = {}}, ini.line);
    }

    // Without a workload that has pools, all variables are taken together.
    void readData()
    {
        std::vector<Variable> all;
        for (const ManifestData &data : m_manifest.data) {
            for (const Variable &variable : data.variables) {
                const auto known = std::ranges::find(all, variable.name, &Variable::name);
                if (!isOfPool(variable))
                    nameOther(variable);
                else if (known == all.end())
                    all.push_back(variable);
                else if (known->value != variable.value)
                    m_draft.fail(variable.line, text(QT_TRANSLATE_NOOP("core", "%1 contradicts line %2."), variable.name, known->line));
            }
        }
        if (!all.empty())
            readVariables(m_draft, all, VariableNames::Plain);
    }

    PlanDraft &m_draft;
    const Manifest &m_manifest;
    std::vector<PoolGroup> m_groups;
    std::set<int> m_named; // lines of variables
    const ManifestData *m_ini = nullptr;
};

class KubernetesImporter final : public Importer
{
public:
    std::string id() const override { return "kubernetes"; }
    std::string title() const override { return "Kubernetes"; }

    int likelihood(const Source &source) const override
    {
        const auto has = [&source](std::string_view what) { return source.text.find(what) != std::string::npos; };
        const bool isYaml = (source.text.starts_with("kind: ") || has("\nkind: ")) && has("apiVersion: ");
        const bool isJson = trimmed(source.text.substr(0, 200)).starts_with('{') && has("\"kind\":") && has("\"apiVersion\":");
        return isYaml || isJson ? 94 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto documents = yamlDocuments(source);
        if (!documents)
            return documents.error();
        PlanDraft draft(id(), source);
        draft.expectPools(QT_TRANSLATE_NOOP("core",
                                            "Its pools are variables of containers with a postgresql:// URL, or a pgbouncer.ini in a "
                                            "ConfigMap."));
        const Manifest manifest = readManifest(draft, *documents);
        KubernetesReader(draft, manifest).read();
        return draft.finish();
    }
};

} // namespace

const Importer &kubernetesImporter()
{
    static const KubernetesImporter importer;
    return importer;
}

} // namespace poolwart
