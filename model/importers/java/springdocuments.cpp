// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/java/springdocuments.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>

namespace poolwart {

namespace {

// "a, b" and "a | b".
std::vector<std::string> listOf(std::string_view written)
{
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < written.size();) {
        const std::size_t end = std::min(written.find_first_of(",|", begin), written.size());
        names.emplace_back(trimmed(written.substr(begin, end - begin)));
        begin = end + 1;
    }
    return names;
}

// "dev" of ${PROFILE:dev}
std::string_view withDefault(std::string_view value)
{
    const std::size_t colon = value.find(':');
    if (!value.starts_with("${") || !value.ends_with('}') || colon == std::string_view::npos)
        return value;
    return value.substr(colon + 1, value.size() - colon - 2);
}

// "spring.profiles.active" or, as a list, "spring.profiles.active.0".
bool isKey(const Setting &setting, const std::string &name)
{
    const std::string key = setting.key();
    return key == name || key.starts_with(name + '.') || key.starts_with(name + '[');
}

bool isCondition(const Setting &setting)
{
    const std::string key = setting.key();
    const bool isOldForm = isKey(setting, "spring.profiles") && !key.starts_with("spring.profiles.a")
                        && !key.starts_with("spring.profiles.i") && !key.starts_with("spring.profiles.g")
                        && !key.starts_with("spring.profiles.d");
    return key.starts_with("spring.config.activate.") || isOldForm;
}

class Profiles
{
public:
    explicit Profiles(const std::vector<Settings> &documents)
    {
        for (const Settings &document : documents) {
            if (std::ranges::any_of(document, isCondition))
                continue;
            for (const Setting &setting : document) {
                if (isKey(setting, "spring.profiles.active"))
                    std::ranges::move(listOf(withDefault(setting.value)), std::back_inserter(m_active));
            }
        }
    }

    // Whether one of the document's profiles is active. What stands there beside profiles (a cloud platform) is not decided.
    bool apply(const Settings &document) const
    {
        bool hasCondition = false;
        bool isActive = false;
        for (const Setting &setting : document) {
            if (!isCondition(setting))
                continue;
            const bool isOther = setting.key().starts_with("spring.config.activate.on-cloud");
            hasCondition = true;
            if (isOther)
                return false;
            for (const std::string &profile : listOf(setting.value))
                isActive = isActive || is(profile);
        }
        return !hasCondition || isActive;
    }

private:
    bool is(const std::string &profile) const
    {
        if (profile.starts_with('!'))
            return !is(profile.substr(1));
        if (profile == "default" && m_active.empty())
            return true;
        return std::ranges::find(m_active, profile) != m_active.end();
    }

    std::vector<std::string> m_active;
};

} // namespace

std::vector<const Settings *> activeDocuments(PlanDraft &draft, const std::vector<Settings> &documents)
{
    const Profiles profiles(documents);
    std::vector<const Settings *> active;
    for (const Settings &document : documents) {
        const auto condition = std::ranges::find_if(document, isCondition);
        const bool applies = profiles.apply(document);
        if (applies)
            active.push_back(&document);
        if (applies && condition != document.end())
            draft.remark(ImportRemark::Kind::Assumed, condition->line, condition->key(),
                         QT_TRANSLATE_NOOP("core", "This document applies to “%1”, which is active without a further choice."),
                         {condition->value});
        else if (!applies)
            draft.remark(ImportRemark::Kind::LeftOut, condition->line, condition->key(),
                         QT_TRANSLATE_NOOP("core", "This document applies to “%1” only and is not in the plan."), {condition->value});
    }
    return active;
}

} // namespace poolwart
