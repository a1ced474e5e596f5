// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/java/placeholders.h"

#include "model/importers/framework/words.h"

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr int deepest = 8; // a property may refer to itself
constexpr std::size_t longest = 65'536;
constexpr int mostReferences = 1'000; // of one value, all depths together

// "${poolwart.text:$}" at `at`, with backslashes before the second "$" or not: how our own export writes "$" for Spring,
// which had no escape for it before 6.2. What it stands for, or nothing.
std::string_view ownPlaceholder(std::string_view value, std::size_t at)
{
    constexpr std::string_view begin = "${poolwart.text:";
    if (value.substr(at, begin.size()) != begin)
        return {};
    const std::string_view text = value.substr(at + begin.size());
    const std::size_t dollar = text.find_first_not_of('\\');
    return dollar != npos && text.substr(dollar, 2) == "$}" ? text.substr(0, dollar + 1) : std::string_view();
}

// The "}" that closes the "${" at `at`, or npos.
std::size_t closing(std::string_view value, std::size_t at)
{
    int open = 0;
    for (std::size_t i = at; i < value.size(); ++i) {
        if (value.substr(i, 2) == "${")
            ++open;
        else if (value[i] == '}' && --open == 0)
            return i;
    }
    return npos;
}

class Resolver
{
public:
    explicit Resolver(const std::unordered_map<std::string, std::string> &properties)
        : m_properties(properties)
    {}

    std::string resolve(std::string_view value, int depth)
    {
        std::string plain;
        for (std::size_t at = 0; at < value.size() && plain.size() < longest; ++at) {
            const std::size_t end = value.substr(at, 2) == "${" ? closing(value, at) : npos;
            if (const std::string_view own = ownPlaceholder(value, at); !own.empty()) {
                plain += own;
                at = value.find('}', at);
            } else if (end != npos) {
                plain += valueOf(value.substr(at + 2, end - at - 2), depth);
                at = end;
            } else {
                at += value.substr(at, 2) == "\\$" ? 1 : 0;
                plain += value[at];
            }
        }
        return plain;
    }

    std::vector<std::string> defaulted;

private:
    std::string valueOf(std::string_view reference, int depth)
    {
        const std::size_t colon = reference.find(':');
        const std::string name(reference.substr(0, colon));
        const auto found = m_properties.find(name);
        if (depth >= deepest || ++m_references > mostReferences)
            return std::string(1, openPart);
        if (found != m_properties.end())
            return resolve(found->second, depth + 1);
        if (colon == npos)
            return std::string(1, openPart);
        defaulted.push_back(name);
        return resolve(reference.substr(colon + 1), depth + 1);
    }

    const std::unordered_map<std::string, std::string> &m_properties;
    int m_references = 0;
};

} // namespace

ResolvedValue resolvedPlaceholders(std::string_view value, const std::unordered_map<std::string, std::string> &properties)
{
    Resolver resolver(properties);
    std::string text = resolver.resolve(value, 0);
    return {.text = std::move(text), .defaulted = std::move(resolver.defaulted)};
}

} // namespace poolwart
