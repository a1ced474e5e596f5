// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/kubernetes/workload.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;

constexpr std::array<std::string_view, 7> kinds{"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod"};

// "containers", "0", "env", "1", "name" of a path that begins with the pod's.
using Within = std::span<const std::string>;

// What the path says within the pod's specification; nothing: it is no part of it.
Within withinPod(const Setting &setting, std::string_view kind)
{
    const std::string_view pod = kind == "Pod" ? "spec" : kind == "CronJob" ? "spec.jobTemplate.spec.template.spec" : "spec.template.spec";
    const std::size_t depth = kind == "Pod" ? 1 : kind == "CronJob" ? 5 : 3;
    if (setting.path.size() <= depth || !(setting.key() + '.').starts_with(std::string(pod) + '.'))
        return {};
    return Within(setting.path).subspan(depth);
}

// One of a list that is read name by name: the index is a part of the path.
template <class T>
T &itemAt(std::vector<T> &list, std::map<std::string, std::size_t> &places, const std::string &index)
{
    const auto [place, isNew] = places.try_emplace(index, list.size());
    if (isNew)
        list.emplace_back();
    return list[place->second];
}

class WorkloadReader
{
public:
    WorkloadReader(PlanDraft &draft, std::string kind, const Settings &object)
        : m_draft(draft)
        , m_object(object)
    {
        m_workload.kind = std::move(kind);
        m_workload.name = settingOf(object, "metadata.name");
        m_workload.line = object.front().line;
    }

    ManifestWorkload read()
    {
        for (const Setting &setting : m_object)
            readSetting(setting);
        readSurge();
        nameKind();
        return std::move(m_workload);
    }

private:
    void readSetting(const Setting &setting)
    {
        const std::string key = setting.key();
        const Within within = withinPod(setting, m_workload.kind);
        const bool isJob = m_workload.kind == "Job" || m_workload.kind == "CronJob";
        if ((key == "spec.replicas" && !isJob) || (isJob && key.ends_with("spec.parallelism")))
            readReplicas(setting);
        else if (key == "spec.strategy.rollingUpdate.maxSurge")
            m_surge = &setting;
        else if (within.size() > 2 && within[0] == "containers")
            readContainer(setting, within);
        else if (within.size() > 3 && within[0] == "volumes" && within[2] == "configMap" && within[3] == "name")
            m_workload.mounted.push_back(setting.value);
        else if (key != "kind")
            m_draft.set(Rule{.key = key}, {}, setting.line);
    }

    void readReplicas(const Setting &setting)
    {
        const auto number = readNumber(setting.value);
        if (!number)
            return m_draft.fail(setting.line, setting.key() + ": " + number.error().message);
        m_workload.replicas = *number;
        m_workload.saysReplicas = true;
    }

    void readContainer(const Setting &setting, Within within)
    {
        ManifestContainer &container = itemAt(m_workload.containers, m_containers, within[1]);
        if (within.size() == 3 && within[2] == "name")
            container.name = setting.value;
        if (within.size() > 4 && within[2] == "env")
            readVariable(itemAt(container.variables, m_variables[within[1]], within[3]), setting, within.subspan(4));
        else if (within.size() > 4 && within[2] == "envFrom")
            readEnvFrom(itemAt(container.from, m_from[within[1]], within[3]), setting, within.subspan(4));
        else
            m_draft.set(Rule{.key = setting.key()}, {}, setting.line);
    }

    static void readVariable(ManifestVariable &variable, const Setting &setting, Within within)
    {
        variable.line = std::max(variable.line, setting.line);
        if (within[0] == "name") {
            variable.name = setting.value;
        } else if (within[0] == "value") {
            variable.value = setting.value;
        } else if (within[0] == "valueFrom") {
            variable.from = variable.from ? variable.from : ManifestReference{};
            const std::string_view source = within.size() > 2 ? std::string_view(within[1]) : std::string_view();
            if (source == "configMapKeyRef" || source == "secretKeyRef") {
                variable.from->kind = source == "secretKeyRef" ? "Secret" : "ConfigMap";
                if (within[2] == "name")
                    variable.from->object = setting.value;
                else if (within[2] == "key")
                    variable.from->key = setting.value;
            }
        }
    }

    static void readEnvFrom(ManifestObject &object, const Setting &setting, Within within)
    {
        object.line = setting.line;
        if (within[0] == "prefix")
            object.prefix = setting.value;
        if (within.size() < 2 || within[1] != "name")
            return;
        object.kind = within[0] == "secretRef" ? "Secret" : "ConfigMap";
        object.name = setting.value;
    }

    // maxSurge is a number, or a percentage of the replicas, rounded up; 25% if a Deployment does not say.
    void readSurge()
    {
        const bool isRecreated = settingOf(m_object, "spec.strategy.type") == "Recreate";
        m_workload.saysSurge = m_surge || isRecreated || m_workload.kind != "Deployment";
        if (m_workload.kind != "Deployment" || isRecreated)
            return;
        std::string written = m_surge ? m_surge->value : "25%";
        const bool isPercentage = written.ends_with('%');
        if (isPercentage)
            written.pop_back();
        const auto number = readNumber(written);
        if (!number || *number < 0 || *number > limits::maxFleet)
            return m_draft.fail(m_surge ? m_surge->line : 0,
                                "maxSurge: " + text(QT_TRANSLATE_NOOP("core", "“%1” is not a number of instances."), written));
        const long long replicas = std::clamp(m_workload.replicas, 0, limits::maxFleet);
        m_workload.surge = static_cast<int>(isPercentage ? (replicas * *number + 99) / 100 : *number);
        if (m_surge && isPercentage)
            m_draft.remark(ChangesMeaning, m_surge->line, m_surge->key(),
                           QT_TRANSLATE_NOOP("core", "A plan has a number of surge instances, not a percentage: %1."),
                           {std::to_string(m_workload.surge)});
    }

    // What decides how often it runs, and is not in the file.
    void nameKind()
    {
        if (m_workload.kind == "DaemonSet")
            m_draft.remark(LeftOut, m_workload.line, m_workload.name,
                           QT_TRANSLATE_NOOP("core", "A DaemonSet runs once on each node; the plan counts one. Set the number of nodes."));
        else if (m_workload.kind == "CronJob")
            m_draft.remark(
                ChangesMeaning, m_workload.line, m_workload.name,
                QT_TRANSLATE_NOOP("core", "A CronJob runs at its times only; the plan counts its instances as if they always ran."));
    }

    PlanDraft &m_draft;
    const Settings &m_object;
    ManifestWorkload m_workload;
    const Setting *m_surge = nullptr;
    std::map<std::string, std::size_t> m_containers;                       // by index
    std::map<std::string, std::map<std::string, std::size_t>> m_variables; // of each container
    std::map<std::string, std::map<std::string, std::size_t>> m_from;
};

} // namespace

bool isWorkload(std::string_view kind)
{
    return std::ranges::find(kinds, kind) != kinds.end();
}

ManifestWorkload readWorkload(PlanDraft &draft, const std::string &kind, const Settings &object)
{
    return WorkloadReader(draft, kind, object).read();
}

std::string settingOf(const Settings &object, std::string_view key)
{
    const auto found = std::ranges::find(object, key, [](const Setting &setting) { return setting.key(); });
    return found == object.end() ? std::string() : found->value;
}

} // namespace poolwart
