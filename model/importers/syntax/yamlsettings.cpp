// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/settings.h"

#include "model/core/text.h"

#include <yaml-cpp/yaml.h>

#include <unordered_set>

namespace poolwart {

namespace {

constexpr std::size_t maxValues = 100'000; // an alias of aliases says more than memory holds
constexpr std::size_t deepest = 64;        // an alias may hold itself

int lineOf(const YAML::Mark &mark)
{
    return mark.is_null() ? 0 : mark.line + 1;
}

class Flattener
{
public:
    explicit Flattener(const Source &source)
        : m_source(source)
    {}

    Outcome<Settings> flatten(const YAML::Node &root)
    {
        visit(root);
        if (m_fault)
            return *m_fault;
        return m_settings;
    }

private:
    using Names = std::unordered_set<std::string>; // of one map

    void fail(const YAML::Node &node, const std::string &message)
    {
        if (!m_fault)
            m_fault = faultAt(m_source, lineOf(node.Mark()), message);
    }

    void visit(const YAML::Node &node)
    {
        if (m_fault)
            return;
        if (m_path.size() > deepest || m_settings.size() > maxValues)
            return fail(node, text(QT_TRANSLATE_NOOP("core", "the file is nested too deeply or is too long for a pool configuration.")));
        if (node.IsMap())
            return visitMap(node);
        for (std::size_t i = 0; node.IsSequence() && i < node.size(); ++i)
            visitInner(std::to_string(i), node[i]);
        if (!node.IsSequence())
            m_settings.push_back({.path = m_path, .value = node.IsScalar() ? node.Scalar() : "", .line = lineOf(node.Mark())});
    }

    void visitInner(const std::string &name, const YAML::Node &node)
    {
        m_path.push_back(name);
        visit(node);
        m_path.pop_back();
    }

    // What a merge key brings holds where the map itself says nothing.
    void visitMap(const YAML::Node &map)
    {
        Names names;
        for (const auto &entry : map) {
            const YAML::Node key = entry.first;
            const std::string name = key.IsScalar() ? key.Scalar() : "?";
            if (name == "<<")
                continue;
            if (!names.insert(name).second)
                return fail(key, text(QT_TRANSLATE_NOOP("core", "“%1” occurs twice."), name));
            visitInner(name, entry.second);
        }
        if (const YAML::Node merged = map["<<"])
            visitMerged(merged, names);
    }

    void visitMerged(const YAML::Node &merged, Names &names)
    {
        for (std::size_t i = 0; merged.IsSequence() && i < merged.size() && i < deepest; ++i) {
            if (merged[i].IsMap())
                visitMerged(merged[i], names);
        }
        if (merged.IsScalar()) // as a template makes it where the file is used
            visitInner("<<", merged);
        if (!merged.IsMap())
            return;
        if (++m_merges > maxValues)
            return fail(merged, text(QT_TRANSLATE_NOOP("core", "the file is nested too deeply or is too long for a pool configuration.")));
        for (const auto &entry : merged) {
            const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "?";
            if (name == "<<" && m_merges < maxValues / 100)
                visitMerged(entry.second, names);
            else if (name != "<<" && names.insert(name).second)
                visitInner(name, entry.second);
        }
    }

    const Source &m_source;
    std::vector<std::string> m_path;
    Settings m_settings;
    std::size_t m_merges = 0;
    std::optional<Error> m_fault;
};

} // namespace

// The library throws; nothing of it leaves this function.
Outcome<std::vector<Settings>> yamlDocuments(const Source &source)
{
    try {
        std::vector<Settings> documents;
        for (const YAML::Node &root : YAML::LoadAll(source.text)) {
            auto settings = Flattener(source).flatten(root);
            if (!settings)
                return settings.error();
            documents.push_back(std::move(settings).value());
        }
        return documents;
    } catch (const YAML::Exception &fault) {
        return faultAt(source, lineOf(fault.mark), fault.msg);
    }
}

} // namespace poolwart
