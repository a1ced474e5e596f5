// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes: the variables of ConfigMaps, Secrets and Deployments, and a Deployment's replicas.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/variables.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;

std::string valueOf(const Settings &document, std::string_view key)
{
    const auto found = std::ranges::find(document, key, [](const Setting &setting) { return setting.key(); });
    return found == document.end() ? std::string() : found->value;
}

class Objects
{
public:
    explicit Objects(PlanDraft &draft)
        : m_draft(draft)
    {}

    void add(const Settings &document)
    {
        const std::string kind = valueOf(document, "kind");
        if (kind == "ConfigMap" || kind == "Secret")
            return addData(document);
        if (kind == "Deployment" || kind == "StatefulSet")
            return addWorkload(document);
        const bool isNothing = document.empty() || (document.front().path.empty() && document.front().value.empty());
        if (!isNothing)
            m_draft.notUnderstood(document.front().line, !kind.empty()                   ? kind
                                                         : document.front().path.empty() ? document.front().value
                                                                                         : document.front().key());
    }

    void read() { readVariables(m_draft, m_variables, VariableNames::Plain); }

private:
    void addVariable(const std::string &name, const Setting &setting)
    {
        const auto known = std::ranges::find(m_variables, name, &Variable::name);
        if (known == m_variables.end())
            m_variables.push_back({.line = setting.line, .name = name, .value = setting.value});
        else if (known->value != setting.value)
            m_draft.fail(setting.line, text(QT_TRANSLATE_NOOP("core", "%1 contradicts line %2."), name, known->line));
    }

    void addData(const Settings &document)
    {
        for (const Setting &setting : document) {
            if (setting.path.size() == 2 && (setting.path[0] == "data" || setting.path[0] == "stringData"))
                addDatum(document, setting);
            else
                passOver(setting);
        }
    }

    // What a Secret has in data is base64: a password most likely, and not looked into.
    void addDatum(const Settings &document, const Setting &setting)
    {
        if (valueOf(document, "kind") == "Secret" && setting.path[0] == "data")
            m_draft.remark(PassedOver, setting.line, setting.key(), QT_TRANSLATE_NOOP("core", "The encoded data of a Secret is not read."));
        else
            addVariable(setting.path[1], setting);
    }

    void addWorkload(const Settings &document)
    {
        for (const Setting &setting : document) {
            const auto environment = std::ranges::find(setting.path, "env");
            if (setting.key() == "spec.replicas")
                setFleet("fleet.replicas", setting, m_draft.whole().fleet.replicas);
            else if (setting.key() == "spec.strategy.rollingUpdate.maxSurge")
                setFleet("fleet.surge", setting, m_draft.whole().fleet.surge);
            else if (setting.path.end() - environment > 2)
                addOfEnvironment(document, setting, static_cast<std::size_t>(environment - setting.path.begin()) + 2);
            else if (std::ranges::find(setting.path, "envFrom") != setting.path.end())
                m_draft.remark(PassedOver, setting.line, setting.key(),
                               QT_TRANSLATE_NOOP("core", "The object of that name is read from this file only."));
            else
                passOver(setting);
        }
    }

    // env: [{ name: A, value: b }], in either order; `depth` names lead to what stands in the braces.
    void addOfEnvironment(const Settings &document, const Setting &setting, std::size_t depth)
    {
        const std::string within = setting.key(depth);
        if (within == "name")
            return;
        Setting named{.path = {setting.path.begin(), setting.path.begin() + static_cast<std::ptrdiff_t>(depth)}};
        named.path.emplace_back("name");
        const std::string name = valueOf(document, named.key());
        if (within == "value")
            addVariable(name, setting);
        else
            m_draft.remark(NotUnderstood, setting.line, name + '.' + within, runTimeValue);
    }

    void passOver(const Setting &setting)
    {
        if (setting.key() != "kind") // which said what the object is
            m_draft.remark(PassedOver, setting.line, setting.key(), QT_TRANSLATE_NOOP("core", "Not part of a plan."));
    }

    void setFleet(const std::string &field, const Setting &setting, int &place)
    {
        if (setting.value.ends_with('%'))
            return m_draft.remark(NotUnderstood, setting.line, setting.key(),
                                  QT_TRANSLATE_NOOP("core", "A plan has a number of surge instances, not a percentage."));
        const auto number = readNumber(setting.value);
        if (!number)
            return m_draft.fail(setting.line, setting.key() + ": " + number.error().message);
        place = *number;
        m_draft.saysWhole(field);
    }

    PlanDraft &m_draft;
    std::vector<Variable> m_variables;
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
        Objects objects(draft);
        for (const Settings &document : *documents)
            objects.add(document);
        objects.read();
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
