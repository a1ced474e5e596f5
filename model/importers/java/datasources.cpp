// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/java/datasources.h"

#include "model/core/text.h"
#include "model/importers/framework/foreigndatabase.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/java/datasourcerules.h"
#include "model/importers/java/placeholders.h"

#include <algorithm>
#include <array>
#include <optional>

namespace poolwart {

namespace {

using RemarkKind = ImportRemark::Kind;

constexpr std::string_view app = "app.datasource."; // where Spring's documentation has the second datasource and all others
constexpr std::string_view spring = "spring.datasource.";
constexpr std::string_view quarkus = "quarkus.datasource.";

std::string relaxed(std::string_view key)
{
    std::string result;
    for (const char c : key) {
        if (c != '-' && c != '_')
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

bool isUrlKey(std::string_view key)
{
    return key == "jdbcurl" || key == "url" || key == "jdbc.url" || key == "datasource.url" || key == "reactive.url";
}

// What stands before the name of a property of Hikari, in one order or another.
std::string hikariKey(std::string_view key)
{
    std::string name = relaxed(key);
    for (const std::string_view prefix : {"configuration.", "hikari."}) {
        if (name.starts_with(prefix))
            name.erase(0, prefix.size());
    }
    constexpr std::string_view driver = "datasourceproperties.";
    return name.starts_with(driver) ? "datasource." + name.substr(driver.size()) : name;
}

// The part up to the first "." that is not in quotes; `rest` is behind it.
std::string_view firstName(std::string_view key, std::string_view &rest)
{
    const std::size_t quote = key.starts_with('"') ? key.find('"', 1) : std::string_view::npos;
    const std::size_t end = std::min(key.find('.', quote == std::string_view::npos ? 0 : quote), key.size());
    rest = key.substr(std::min(end + 1, key.size()));
    return quote == std::string_view::npos ? key.substr(0, end) : key.substr(1, quote - 1);
}

// Keys of a datasource of Quarkus that are no name of one: its reference, "quarkus.datasource.*".
constexpr std::array<std::string_view, 12> defaultKeys{"jdbc",       "reactive",    "db-kind",
                                                       "db-version", "username",    "password",
                                                       "active",     "devservices", "credentials-provider",
                                                       "metrics",    "health",      "credentials-provider-name"};

constexpr std::string_view quarkusVariable = "QUARKUS_DATASOURCE_";

// MicroProfile's names in the environment: "jdbc.max-size" of JDBC_MAX_SIZE, and "p0".jdbc.url of _P0__JDBC_URL or P0_JDBC_URL.
std::string quarkusKey(std::string_view variable)
{
    std::string key;
    for (const char c : variable)
        key += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    std::string name;
    const bool isDefault = std::ranges::any_of(defaultKeys, [&key](std::string_view known) { return key.starts_with(known); });
    for (const std::string_view part : {"-jdbc-", "-reactive-", "-username", "-password", "-db-kind"}) {
        const std::size_t end = isDefault || !name.empty() ? std::string::npos : key.find(part, 1);
        if (end == std::string::npos)
            continue;
        name = key.substr(0, end);
        key.erase(0, end + 1);
        name.erase(0, name.starts_with('-') ? 1 : 0);
        name.erase(name.ends_with('-') ? name.size() - 1 : name.size());
    }
    for (const std::string_view part : {"jdbc-", "reactive-", "devservices-", "metrics-", "health-"}) {
        if (key.starts_with(part))
            key[part.size() - 1] = '.';
    }
    return name.empty() ? key : name + '.' + key;
}

// Of these, what says nothing of a pool.
bool isOfOtherPart(std::string_view key)
{
    std::string_view rest;
    const std::string_view name = firstName(key, rest);
    return name == "devservices" || name == "metrics" || name == "health" || name == "active" || name == "db-version"
        || name.starts_with("credentials-provider") || name == "health-exclude";
}

// Whether a key of no datasource might be of a pool.
bool mayBeOfPool(std::string_view key)
{
    const std::string name = relaxed(key);
    return std::ranges::any_of(std::array{"datasource", "r2dbc", "pool", "jdbc", "hikari"},
                               [&name](const char *word) { return name.find(word) != std::string::npos; })
        || name.find('.') == std::string::npos;
}

} // namespace

const DataSources::Property *DataSources::DataSource::find(std::string_view key) const
{
    const auto found = std::ranges::find(properties, key, &Property::key);
    return found == properties.end() ? nullptr : &*found;
}

bool DataSources::DataSource::hasUnder(std::string_view prefix) const
{
    return std::ranges::any_of(properties, [prefix](const Property &property) { return property.key.starts_with(prefix); });
}

void DataSources::add(PlanDraft &draft, std::string_view key, const std::string &value, int line)
{
    const bool isOfProduction = key.starts_with('%');
    if (isOfProduction && !takeProfile(draft, key, line))
        return;
    m_values[std::string(key)] = value;
    Property property{
        .key = {}, .written = std::string(key), .value = value, .line = line, .mayRefer = true, .isOfProduction = isOfProduction};
    if (key.starts_with(quarkus))
        return addQuarkus(draft, key.substr(quarkus.size()), std::move(property));
    addSpring(draft, key, std::move(property));
}

// Removes "%prod." or "%{prod,staging}."; false: the key is of another profile.
bool DataSources::takeProfile(PlanDraft &draft, std::string_view &key, int line) const
{
    std::string_view rest;
    const std::string_view names = firstName(key.substr(1), rest);
    const std::string list = ',' + std::string(names.starts_with('{') ? names.substr(1, names.size() - 2) : names) + ',';
    key = rest;
    if (list.find(",prod,") != std::string::npos)
        return true;
    if (mayBeOfPool(rest))
        draft.remark(RemarkKind::LeftOut, line, std::string(rest),
                     QT_TRANSLATE_NOOP("core", "It applies to the profile “%1” only; the plan has the profile prod."),
                     {std::string(names)});
    return false;
}

void DataSources::addSpring(PlanDraft &draft, std::string_view key, Property property)
{
    if (key.starts_with(app) && key.find('.', app.size()) != std::string_view::npos) {
        const std::string_view rest = key.substr(app.size());
        const std::size_t dot = rest.find('.');
        property.key = hikariKey(rest.substr(dot + 1));
        return addTo(draft, std::string(rest.substr(0, dot)), std::move(property), Kind::Hikari);
    }
    property.mayRefer = key.starts_with(spring);
    property.key = hikariKey(property.mayRefer ? key.substr(spring.size()) : key);
    if (isUrlKey(property.key) || findRule(hikariRules().rules, property.key))
        return addTo(draft, "pool-1", std::move(property), Kind::Hikari);
    if (mayBeOfPool(key))
        draft.notUnderstood(property.line, std::string(key));
    else
        draft.set(Rule{.key = key}, {}, property.line);
}

// Spring's relaxed binding of environment variables: "_" for ".", and no "-".
void DataSources::addVariable(PlanDraft &draft, std::string_view name, const std::string &value, int line)
{
    constexpr std::string_view prefix = "SPRING_DATASOURCE_";
    Property property{.key = {}, .written = std::string(name), .value = value, .line = line, .mayRefer = true};
    if (name.starts_with(quarkusVariable))
        return addQuarkus(draft, quarkusKey(name.substr(quarkusVariable.size())), std::move(property));
    if (!name.starts_with(prefix))
        return draft.notUnderstood(line, std::string(name));
    std::string key(name.substr(prefix.size()));
    for (const std::string_view properties : {"HIKARI_DATASOURCEPROPERTIES_", "HIKARI_DATA_SOURCE_PROPERTIES_"}) {
        if (key.starts_with(properties))
            key.replace(0, properties.size(), "data-source-properties.");
    }
    if (key.starts_with("HIKARI_"))
        key.replace(0, 7, "hikari.");
    addSpring(draft, std::string(spring) + key, std::move(property));
}

// quarkus.datasource.p0.jdbc.max-size, or without a name for the default one.
void DataSources::addQuarkus(PlanDraft &draft, std::string_view key, Property property)
{
    std::string_view rest;
    const std::string_view first = firstName(key, rest);
    const bool isDefault = std::ranges::find(defaultKeys, first) != defaultKeys.end();
    if (!isDefault && rest.empty())
        return draft.notUnderstood(property.line, property.written);
    property.key = isDefault ? key : rest;
    addTo(draft, isDefault ? "default" : std::string(first), std::move(property), Kind::Quarkus);
}

void DataSources::addTo(PlanDraft &draft, const std::string &name, Property property, Kind kind)
{
    if (draft.failed())
        return;
    auto found = std::ranges::find(m_sources, name, &DataSource::name);
    if (found == m_sources.end()) {
        if (m_sources.size() > limits::maxPools)
            return draft.fail(property.line,
                              text(QT_TRANSLATE_NOOP("core", "the file has more pools than the limit of %1."), limits::maxPools));
        m_sources.push_back({.name = name, .kind = kind, .properties = {}, .byWritten = {}});
        found = m_sources.end() - 1;
    }
    const auto [known, isNew] = found->byWritten.try_emplace(property.written, found->properties.size());
    if (isNew)
        found->properties.push_back(std::move(property));
    else
        replace(draft, found->properties[known->second], std::move(property));
}

// The last of a key counts, and one of the profile prod before all others.
void DataSources::replace(PlanDraft &draft, Property &old, Property property)
{
    if (old.isOfProduction && !property.isOfProduction)
        std::swap(old, property);
    draft.remark(RemarkKind::LeftOut, old.line, old.written, QT_TRANSLATE_NOOP("core", "Line %1 sets it again; the last value counts."),
                 {std::to_string(property.line)});
    m_values[property.written] = property.value;
    old = std::move(property);
}

// HikariCP's own name says more than the key under which the datasource stands.
std::string DataSources::poolName(const DataSource &source) const
{
    const Property *named = source.find("poolname");
    if (!named)
        return source.name;
    const std::string name = named->mayRefer ? resolvedPlaceholders(named->value, m_values).text : named->value;
    return name.find(openPart) == std::string::npos ? name : source.name;
}

std::string DataSources::resolved(PlanDraft &draft, const Property &property) const
{
    if (!property.mayRefer)
        return property.value;
    ResolvedValue value = resolvedPlaceholders(property.value, m_values);
    for (const std::string &name : value.defaulted)
        draft.remark(RemarkKind::Assumed, property.line, property.key,
                     QT_TRANSLATE_NOOP("core", "The default in the file is used; %1 replaces it where the application runs."), {name});
    return std::move(value.text);
}

// What is no pool of PostgreSQL: another database, or a datasource of which only other parts are configured.
bool DataSources::leavesOut(PlanDraft &draft, const DataSource &source) const
{
    if (source.kind == Kind::Quarkus && std::ranges::all_of(source.properties, isOfOtherPart, &Property::key)) {
        for (const Property &property : source.properties)
            draft.set(Rule{.key = property.written}, {}, property.line);
        return true;
    }
    for (const Property &property : source.properties) {
        const std::string value = property.mayRefer ? resolvedPlaceholders(property.value, m_values).text : property.value;
        const bool isClass = property.key == "driverclassname" || property.key == "datasourceclassname" || property.key == "jdbc.driver"
                          || property.key == "db-kind";
        const std::string product = foreignDatabase(isUrlKey(property.key) ? urlScheme(value) : isClass ? value : std::string());
        if (product.empty())
            continue;
        leaveOutForeign(draft, property.line, source.name, product);
        return true;
    }
    return false;
}

void DataSources::readProperty(PlanDraft &draft, std::span<const Rule> rules, const Property &property) const
{
    const Rule *rule = findRule(rules, property.key);
    if (isOfOtherPart(property.key))
        return draft.set(Rule{.key = property.written}, {}, property.line);
    if (rule && (rule->field == Field::Password || rule->field == Field::PassedOver))
        return draft.set(*rule, {}, property.line);
    const std::string value = resolved(draft, property);
    if (!isUrlKey(property.key))
        return draft.set(rules, property.key, value, property.line);
    if (value.find("://") == std::string::npos && value.find(openPart) != std::string::npos)
        return draft.remark(RemarkKind::NotUnderstood, property.line, property.key, runTimeValue);
    draft.setUrl(urlRules(), value, property.line);
}

void DataSources::readSource(PlanDraft &draft, const DataSource &source) const
{
    const Property *jdbc = source.find("jdbc");
    const bool hasJdbc = source.hasUnder("jdbc.") && !(jdbc && jdbc->value == "false");
    const bool isReactive = source.kind == Kind::Quarkus && source.hasUnder("reactive.") && !hasJdbc;
    const DataSourceRules &rules = isReactive ? reactiveRules() : source.kind == Kind::Quarkus ? agroalRules() : hikariRules();
    draft.useDefaultsOf(rules.program, rules.defaults);
    draft.beginPool(poolName(source), source.properties.front().line);
    for (const Property &property : source.properties) {
        const bool isOfOther = source.kind == Kind::Quarkus && property.key.starts_with(isReactive ? "jdbc." : "reactive.");
        if (isOfOther)
            draft.remark(RemarkKind::LeftOut, property.line, property.written,
                         isReactive ? QT_TRANSLATE_NOOP("core", "JDBC is switched off; the plan has the reactive pool.")
                                    : QT_TRANSLATE_NOOP("core", "The plan has the JDBC pool of this datasource, not its reactive pool."));
        else
            readProperty(draft, rules.rules, property);
    }
}

void DataSources::read(PlanDraft &draft) const
{
    for (const DataSource &source : m_sources) {
        if (!leavesOut(draft, source))
            readSource(draft, source);
    }
}

} // namespace poolwart
