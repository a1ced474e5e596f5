// SPDX-License-Identifier: GPL-3.0-or-later
// Java properties: HikariCP's own file and Spring's spring.datasource.hikari.* (one pool), Quarkus' named datasources.
#include "model/core/text.h"
#include "model/importers/importer.h"
#include "model/importers/libpqrules.h"
#include "model/importers/plandraft.h"

#include <QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

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
    Rule{.key = "poolname", .field = PassedOver},
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

// The unit of four hexadecimal digits, as in \u00fc; none: they are something else.
std::optional<char16_t> unicodeUnit(std::string_view digits)
{
    unsigned value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool isWhole = fault == std::errc() && digits.size() == 4 && end == digits.data() + digits.size();
    return isWhole ? std::optional(static_cast<char16_t>(value)) : std::nullopt;
}

// A value without its escapes, as java.util.Properties reads it; none: a \u without its digits, or a line that goes on.
std::optional<std::string> unescaped(std::string_view value)
{
    QString result;
    while (!value.empty()) {
        const std::size_t plain = std::min(value.find('\\'), value.size());
        result += QString::fromUtf8(value.data(), static_cast<qsizetype>(plain));
        value.remove_prefix(plain);
        if (value.empty())
            break;
        if (value.size() == 1)
            return std::nullopt;
        const auto unit = value[1] == 'u' ? unicodeUnit(value.substr(2, 4)) : std::nullopt;
        if (value[1] == 'u' && !unit)
            return std::nullopt;
        constexpr std::string_view named = "tnrf";
        const std::size_t name = named.find(value[1]);
        if (unit || name != std::string_view::npos) {
            result += unit ? QChar(*unit) : QChar(u"\t\n\r\f"[name]);
            value.remove_prefix(unit ? 6 : 2);
        } else {
            value.remove_prefix(1); // what follows stands for itself
            result += QString::fromUtf8(value.data(), 1);
            value.remove_prefix(1);
        }
    }
    return result.toStdString();
}

// Without MicroProfile Config's escape of "$".
std::string withPlainDollars(std::string value)
{
    for (std::size_t at = value.find("\\$"); at != std::string::npos; at = value.find("\\$", at + 1))
        value.erase(at, 1);
    return value;
}

void readUrlOr(PlanDraft &draft, std::span<const Rule> rules, const std::string &key, const std::string &value, int line)
{
    if (isUrlKey(key))
        draft.setUrl(urlRules(), value, line);
    else
        draft.set(rules, key, value, line);
}

class PropertiesReader
{
public:
    explicit PropertiesReader(PlanDraft &draft)
        : m_draft(draft)
    {}

    void read(std::string_view key, const std::string &value, int line)
    {
        if (key.starts_with(quarkus))
            return readQuarkus(key.substr(quarkus.size()), withPlainDollars(value), line);
        std::string_view rest = key;
        if (rest.starts_with(spring))
            rest.remove_prefix(spring.size());
        if (rest.starts_with("hikari."))
            rest.remove_prefix(7);
        const std::string name = relaxed(rest);
        if (!isUrlKey(name) && !findRule(hikariRules, name))
            return m_draft.notUnderstood(line, std::string(key));
        if (!std::exchange(m_hasOne, true))
            m_draft.beginPool("pool-1", line);
        readUrlOr(m_draft, hikariRules, name, value, line);
    }

private:
    // quarkus.datasource.p0.jdbc.max-size, or without a name for the default one. The keys of a datasource stand together.
    void readQuarkus(std::string_view key, const std::string &value, int line)
    {
        const bool isDefault = key.starts_with("jdbc.") || key == "db-kind" || key == "username" || key == "password";
        const std::string name = isDefault ? "default" : std::string(key.substr(0, key.find('.')));
        if (name != m_name && std::ranges::find(m_seen, name) != m_seen.end())
            return m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "the keys of “%1” do not stand together."), name));
        if (name != m_name) {
            m_draft.beginPool(name, line);
            m_seen.push_back(name);
            m_name = name;
        }
        readUrlOr(m_draft, quarkusRules, std::string(isDefault ? key : key.substr(std::min(name.size() + 1, key.size()))), value, line);
    }

    PlanDraft &m_draft;
    bool m_hasOne = false;
    std::string m_name;
    std::vector<std::string> m_seen;
};

class PropertiesImporter final : public Importer
{
public:
    std::string id() const override { return "properties"; }
    std::string title() const override { return "HikariCP, Spring or Quarkus properties"; }

    int likelihood(const Source &source) const override
    {
        const bool isNamedSo = source.name.ends_with(".properties");
        return isNamedSo || source.text.find(quarkus) != std::string::npos || source.text.find("maximumPoolSize") != std::string::npos ? 70 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        PropertiesReader reader(draft);
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with('#') || content.starts_with('!'))
                continue;
            const std::size_t separator = content.find_first_of("=:");
            const std::string_view key = trimmed(content.substr(0, separator));
            const auto value = separator == std::string_view::npos ? std::nullopt : unescaped(trimmed(content.substr(separator + 1)));
            if (!value || key.find('\\') != std::string_view::npos) {
                draft.fail(line.number, text(QT_TRANSLATE_NOOP("core", "key=value on one line is expected, and no “\\” in the key.")));
                break;
            }
            reader.read(key, *value, line.number);
        }
        return draft.finish();
    }
};

} // namespace

const Importer &propertiesImporter()
{
    static const PropertiesImporter importer;
    return importer;
}

} // namespace poolwart
