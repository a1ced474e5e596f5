// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/datasources.h"

#include "model/core/text.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <array>
#include <optional>

namespace poolwart {

namespace {

using enum Field;

// Names without "-" and in lower case, as Spring reads them.
constexpr std::array hikariRules{
    Rule{.key = "maximumpoolsize", .field = Slots},
    Rule{.key = "minimumidle", .field = MinimumIdle},
    Rule{.key = "connectiontimeout", .field = AcquireTimeout},
    Rule{.key = "idletimeout", .field = IdleTimeout},
    Rule{.key = "maxlifetime", .field = MaxLifetime},
    Rule{.key = "poolname", .field = PoolName}, // as poolName() has said already
    Rule{.key = "username", .field = Target, .target = "user"},
    Rule{.key = "password", .field = Password},
    Rule{.key = "datasource.user", .field = Target, .target = "user"},
    Rule{.key = "datasource.password", .field = Password},
    Rule{.key = "datasource.databasename", .field = Target, .target = "dbname"},
    Rule{.key = "datasource.servername", .field = Target, .target = "host"},
    Rule{.key = "datasource.portnumber", .field = Target, .target = "port"},
    Rule{.key = "datasource.applicationname", .field = ApplicationName},
    Rule{.key = "datasource.connecttimeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "datasource.options", .field = Options},
    Rule{.key = "datasourceclassname"},
    Rule{.key = "driverclassname"},
    Rule{.key = "datasource.tcpkeepalive"},
    Rule{.key = "datasource.sslmode", .field = Target, .target = "sslmode"},
    Rule{.key = "datasource.sslrootcert", .field = Target, .target = "sslrootcert"},
    Rule{.key = "datasource.sslcert", .field = Target, .target = "sslcert"},
    Rule{.key = "datasource.sslkey", .field = Target, .target = "sslkey"},
    Rule{.key = "datasource.targetservertype"},
    Rule{.key = "keepalivetime"},
    Rule{.key = "validationtimeout"},
    Rule{.key = "leakdetectionthreshold"},
    Rule{.key = "initializationfailtimeout"},
    Rule{.key = "autocommit"},
    Rule{.key = "readonly"},
};

constexpr std::array quarkusRules{
    Rule{.key = "jdbc.max-size", .field = Slots},
    Rule{.key = "jdbc.min-size", .field = MinimumIdle},
    Rule{.key = "jdbc.initial-size"},
    Rule{.key = "jdbc.acquisition-timeout", .field = AcquireTimeout, .unit = Unit::Iso},
    Rule{.key = "jdbc.idle-removal-interval", .field = IdleTimeout, .unit = Unit::Iso},
    Rule{.key = "jdbc.max-lifetime", .field = MaxLifetime, .unit = Unit::Iso},
    Rule{.key = "jdbc.background-validation-interval"},
    Rule{.key = "jdbc.leak-detection-interval"},
    Rule{.key = "jdbc.additional-jdbc-properties.ApplicationName", .field = ApplicationName},
    Rule{.key = "jdbc.additional-jdbc-properties.options", .field = Options},
    Rule{.key = "jdbc.additional-jdbc-properties.connectTimeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "jdbc.additional-jdbc-properties.tcpKeepAlive"},
    Rule{.key = "jdbc.additional-jdbc-properties.sslmode", .field = Target, .target = "sslmode"},
    Rule{.key = "jdbc.additional-jdbc-properties.sslrootcert", .field = Target, .target = "sslrootcert"},
    Rule{.key = "jdbc.additional-jdbc-properties.sslcert", .field = Target, .target = "sslcert"},
    Rule{.key = "jdbc.additional-jdbc-properties.sslkey", .field = Target, .target = "sslkey"},
    Rule{.key = "jdbc.additional-jdbc-properties.targetServerType"},
    Rule{.key = "db-kind"},
    Rule{.key = "username", .field = Target, .target = "user"},
    Rule{.key = "password", .field = Password},
};

constexpr std::string_view app = "app.datasource."; // where Spring's documentation has the second datasource and all others
constexpr std::string_view spring = "spring.datasource.";
constexpr std::string_view quarkus = "quarkus.datasource.";

std::string relaxed(std::string_view key)
{
    std::string result;
    for (const char c : key) {
        if (c != '-')
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

bool isUrlKey(std::string_view key)
{
    return key == "jdbcurl" || key == "url" || key == "jdbc.url" || key == "datasource.url";
}

void readUrlOr(PlanDraft &draft, std::span<const Rule> rules, const std::string &key, const std::string &value, int line)
{
    if (isUrlKey(key))
        draft.setUrl(urlRules(), value, line);
    else
        draft.set(rules, key, value, line);
}

// "${poolwart.text:$}" at `at`, with backslashes before the second "$" or not: how our own export writes "$" for Spring,
// which had no escape for it before 6.2. What it stands for, or nothing.
std::string_view ownPlaceholder(std::string_view value, std::size_t at)
{
    constexpr std::string_view begin = "${poolwart.text:";
    if (value.substr(at, begin.size()) != begin)
        return {};
    const std::string_view text = value.substr(at + begin.size());
    const std::size_t dollar = text.find_first_not_of('\\');
    return dollar != std::string_view::npos && text.substr(dollar, 2) == "$}" ? text.substr(0, dollar + 1) : std::string_view();
}

// Spring and Quarkus put other values in the place of ${…}, which are known later: none. \$ is the character for them.
std::optional<std::string> withoutPlaceholders(std::string_view value)
{
    std::string plain;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (const std::string_view own = ownPlaceholder(value, at); !own.empty()) {
            plain += own;
            at = value.find('}', at);
        } else if (value.substr(at, 2) == "${") {
            return std::nullopt;
        } else {
            at += value.substr(at, 2) == "\\$" ? 1 : 0;
            plain += value[at];
        }
    }
    return plain;
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

} // namespace

// HikariCP's own name says more than the key under which the datasource stands.
std::string DataSources::poolName(const DataSource &source)
{
    const auto named = std::ranges::find(source.properties, "poolname", &Property::key);
    if (named == source.properties.end())
        return source.name;
    return named->mayRefer ? withoutPlaceholders(named->value).value_or(source.name) : named->value;
}

void DataSources::add(PlanDraft &draft, std::string_view key, const std::string &value, int line)
{
    if (key.starts_with(quarkus))
        return addQuarkus(draft, key.substr(quarkus.size()), value, line);
    if (key.starts_with(app) && key.find('.', app.size()) != std::string_view::npos) {
        const std::string_view rest = key.substr(app.size());
        const std::size_t dot = rest.find('.');
        return addTo(draft, std::string(rest.substr(0, dot)),
                     {.key = hikariKey(rest.substr(dot + 1)), .value = value, .line = line, .mayRefer = true}, Kind::Hikari);
    }
    const bool isSprings = key.starts_with(spring);
    const std::string name = hikariKey(isSprings ? key.substr(spring.size()) : key);
    if (!isUrlKey(name) && !findRule(hikariRules, name))
        return draft.notUnderstood(line, std::string(key));
    addTo(draft, "pool-1", {.key = name, .value = value, .line = line, .mayRefer = isSprings}, Kind::Hikari);
}

// quarkus.datasource.p0.jdbc.max-size, or without a name for the default one.
void DataSources::addQuarkus(PlanDraft &draft, std::string_view key, const std::string &value, int line)
{
    const bool isDefault = key.starts_with("jdbc.") || key == "db-kind" || key == "username" || key == "password";
    const std::string name = isDefault ? "default" : std::string(key.substr(0, key.find('.')));
    const std::string rest(isDefault ? key : key.substr(std::min(name.size() + 1, key.size())));
    addTo(draft, name, {.key = rest, .value = value, .line = line, .mayRefer = true}, Kind::Quarkus);
}

// The keys of a datasource stand together.
void DataSources::addTo(PlanDraft &draft, const std::string &name, Property property, Kind kind)
{
    if (draft.failed())
        return;
    if (m_sources.size() > limits::maxPools)
        return draft.fail(property.line,
                          text(QT_TRANSLATE_NOOP("core", "the file has more pools than the limit of %1."), limits::maxPools));
    const auto found = std::ranges::find(m_sources, name, &DataSource::name);
    if (found == m_sources.end())
        return m_sources.push_back({.name = name, .kind = kind, .properties = {std::move(property)}});
    if (&*found != &m_sources.back())
        return draft.fail(property.line, text(QT_TRANSLATE_NOOP("core", "the keys of “%1” are not consecutive."), name));
    found->properties.push_back(std::move(property));
}

void DataSources::read(PlanDraft &draft) const
{
    for (const DataSource &source : m_sources) {
        draft.beginPool(poolName(source), source.properties.front().line);
        const std::span<const Rule> rules = source.kind == Kind::Quarkus ? std::span<const Rule>(quarkusRules) : hikariRules;
        for (const Property &property : source.properties) {
            const Rule *rule = findRule(rules, property.key);
            const auto value = property.mayRefer ? withoutPlaceholders(property.value) : property.value;
            if (!value && (!rule || rule->field != Password))
                draft.remark(ImportRemark::Kind::NotUnderstood, property.line, property.key, runTimeValue);
            else
                readUrlOr(draft, rules, property.key, value.value_or(""), property.line);
        }
    }
}

} // namespace poolwart
