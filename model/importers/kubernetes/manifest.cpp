// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/kubernetes/manifest.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/kubernetes/workload.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;

constexpr auto npos = std::string::npos;

// The objects of a document: of a List its items, each with a path of its own.
std::vector<Settings> objectsOf(const Settings &document)
{
    if (!settingOf(document, "kind").ends_with("List") && settingOf(document, "kind") != "List")
        return {document};
    std::vector<Settings> objects;
    std::map<std::string, std::size_t> places;
    for (const Setting &setting : document) {
        if (setting.path.size() < 3 || setting.path[0] != "items")
            continue;
        const auto [place, isNew] = places.try_emplace(setting.path[1], objects.size());
        if (isNew)
            objects.emplace_back();
        Setting own = setting;
        own.path.erase(own.path.begin(), own.path.begin() + 2);
        objects[place->second].push_back(std::move(own));
    }
    return objects;
}

// Whether a name looks like a database's or a pool's.
bool mayBeOfPool(std::string_view name)
{
    constexpr std::array<std::string_view, 7> words{"URL", "URI", "DSN", "DATABASE", "DB_", "PG", "POOL"};
    return std::ranges::any_of(words, [name](std::string_view word) { return name.find(word) != npos; });
}

class ManifestReader
{
public:
    explicit ManifestReader(PlanDraft &draft)
        : m_draft(draft)
    {}

    Manifest read(const std::vector<Settings> &documents)
    {
        for (const Settings &document : documents) {
            for (const Settings &object : objectsOf(document))
                readObject(object);
        }
        return std::move(m_manifest);
    }

private:
    void readObject(const Settings &object)
    {
        const std::string kind = settingOf(object, "kind");
        const bool isNothing = object.empty() || (object.front().path.empty() && object.front().value.empty());
        if (isNothing || m_draft.failed())
            return;
        if (kind == "ConfigMap" || kind == "Secret")
            return readData(kind, object);
        if (isWorkload(kind))
            return m_manifest.workloads.push_back(readWorkload(m_draft, kind, object));
        if (kind == "HorizontalPodAutoscaler")
            return m_draft.remark(LeftOut, object.front().line, settingOf(object, "spec.scaleTargetRef.name"),
                                  QT_TRANSLATE_NOOP("core", "An autoscaler runs up to %1 instances of it; the plan has the replicas of the "
                                                            "workload."),
                                  {settingOf(object, "spec.maxReplicas")});
        m_draft.remark(kind.empty() ? NotUnderstood : PassedOver, object.front().line,
                       !kind.empty()                 ? kind
                       : object.front().path.empty() ? object.front().value
                                                     : object.front().key(),
                       QT_TRANSLATE_NOOP("core", "It is no object that has variables or runs containers."));
    }

    void readData(const std::string &kind, const Settings &object)
    {
        ManifestData data{.kind = kind, .name = settingOf(object, "metadata.name"), .variables = {}};
        for (const Setting &setting : object) {
            const bool isEncoded = setting.path[0] == "data" && kind == "Secret";
            const bool isData = setting.path[0] == "data" || (setting.path[0] == "stringData" && kind == "Secret");
            if (isData && setting.path.size() > 1)
                add(data, setting, isEncoded);
            else if (setting.key() != "kind")
                m_draft.set(Rule{.key = setting.key()}, {}, setting.line);
        }
        m_manifest.data.push_back(std::move(data));
    }

    // stringData replaces data. Names may have points, which are no levels.
    void add(ManifestData &data, const Setting &setting, bool isEncoded)
    {
        Variable variable{.line = setting.line, .name = setting.key(1), .value = setting.value};
        if (isEncoded) {
            const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(trimmedValue(setting.value)),
                                                                QByteArray::AbortOnBase64DecodingErrors);
            if (!decoded)
                return m_draft.remark(NotUnderstood, setting.line, setting.key(),
                                      QT_TRANSLATE_NOOP("core", "The value of a Secret's data is not base64."));
            variable.value = trimmedValue((*decoded).toStdString());
        }
        const auto known = std::ranges::find(data.variables, variable.name, &Variable::name);
        if (known == data.variables.end())
            data.variables.push_back(std::move(variable));
        else if (setting.path[0] == "stringData")
            *known = std::move(variable);
    }

    // The end of a line that "echo" encodes with it.
    static std::string trimmedValue(std::string value)
    {
        while (value.ends_with('\n') || value.ends_with('\r'))
            value.pop_back();
        return value;
    }

    PlanDraft &m_draft;
    Manifest m_manifest;
};

class EnvironmentReader
{
public:
    EnvironmentReader(PlanDraft &draft, const Manifest &manifest)
        : m_draft(draft)
        , m_manifest(manifest)
    {}

    std::vector<Variable> read(const ManifestContainer &container)
    {
        for (const ManifestObject &from : container.from)
            addAllOf(from);
        for (const ManifestVariable &variable : container.variables)
            add(variable);
        return std::move(m_variables);
    }

private:
    const ManifestData *find(std::string_view kind, std::string_view name) const
    {
        const auto found =
            std::ranges::find_if(m_manifest.data, [&](const ManifestData &data) { return data.kind == kind && data.name == name; });
        return found == m_manifest.data.end() ? nullptr : &*found;
    }

    void addAllOf(const ManifestObject &from)
    {
        const ManifestData *data = find(from.kind, from.name);
        if (!data)
            return m_draft.remark(LeftOut, from.line, from.kind + ' ' + from.name,
                                  QT_TRANSLATE_NOOP("core", "This object is not in the file. It may have variables of pools."));
        for (const Variable &variable : data->variables)
            put({.line = variable.line, .name = from.prefix + variable.name, .value = variable.value});
    }

    void add(const ManifestVariable &variable)
    {
        if (!variable.from)
            return put({.line = variable.line, .name = variable.name, .value = expanded(variable)});
        const ManifestData *data = find(variable.from->kind, variable.from->object);
        const auto value =
            data ? std::ranges::find(data->variables, variable.from->key, &Variable::name) : std::vector<Variable>::const_iterator();
        if (data && value != data->variables.end())
            return put({.line = value->line, .name = variable.name, .value = value->value});
        m_draft.remark(mayBeOfPool(variable.name) ? NotUnderstood : PassedOver, variable.line, variable.name,
                       QT_TRANSLATE_NOOP("core", "The value is not in the file; only the cluster knows it."));
    }

    void put(Variable variable)
    {
        const auto known = std::ranges::find(m_variables, variable.name, &Variable::name);
        if (known == m_variables.end())
            m_variables.push_back(std::move(variable));
        else
            *known = std::move(variable);
    }

    // $(NAME) is the value of an earlier variable, $$(NAME) is itself.
    std::string expanded(const ManifestVariable &variable)
    {
        const std::string &value = variable.value;
        std::string result;
        for (std::size_t i = 0; i < value.size();) {
            const std::size_t close = value.compare(i, 2, "$(") == 0 ? value.find(')', i) : npos;
            if (value.compare(i, 2, "$$") == 0) {
                result += '$';
                i += 2;
            } else if (close != npos) {
                append(result, variable, value.substr(i + 2, close - i - 2), value.substr(close + 1));
                i = close + 1;
            } else {
                result += value[i++];
            }
        }
        return result;
    }

    void append(std::string &result, const ManifestVariable &variable, const std::string &name, std::string_view rest)
    {
        const auto known = std::ranges::find(m_variables, name, &Variable::name);
        if (known != m_variables.end()) {
            result += known->value;
            return;
        }
        const bool isPassword = result.find("://") != npos && result.ends_with(':') && rest.starts_with('@');
        const bool isPort = result.ends_with(':') && (rest.empty() || rest.starts_with('/') || rest.starts_with('?'));
        if (isPort)
            result.pop_back(); // which is a number
        else
            result += name;
        if (!isPassword)
            m_draft.remark(NotUnderstood, variable.line, variable.name,
                           QT_TRANSLATE_NOOP("core",
                                             "The value of $(%1) is not in the file; only the cluster knows it. The name stands for "
                                             "it."),
                           {name});
    }

    PlanDraft &m_draft;
    const Manifest &m_manifest;
    std::vector<Variable> m_variables;
};

} // namespace

Manifest readManifest(PlanDraft &draft, const std::vector<Settings> &documents)
{
    return ManifestReader(draft).read(documents);
}

std::vector<Variable> environmentOf(PlanDraft &draft, const Manifest &manifest, const ManifestContainer &container)
{
    return EnvironmentReader(draft, manifest).read(container);
}

} // namespace poolwart
