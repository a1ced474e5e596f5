// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/rule.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace poolwart {

class PlanDraft;

// The data sources of a Java configuration, from properties, YAML or the environment: HikariCP's own keys and spring.datasource.* are
// one pool, app.datasource.NAME.* and quarkus.datasource.NAME.* one pool each. Of Quarkus' profiles, prod applies. A key that is set
// twice has its last value.
class DataSources
{
public:
    void add(PlanDraft &draft, std::string_view key, const std::string &value, int line);

    // SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE and its like.
    void addVariable(PlanDraft &draft, std::string_view name, const std::string &value, int line);

    void read(PlanDraft &draft) const;

private:
    enum class Kind { Hikari, Quarkus };

    struct Property
    {
        std::string key;     // as in the rules
        std::string written; // as in the file
        std::string value;
        int line = 0;
        bool mayRefer = false;       // ${…} in it is another value
        bool isOfProduction = false; // %prod. of Quarkus
    };

    struct DataSource
    {
        std::string name;
        Kind kind = Kind::Hikari;
        std::vector<Property> properties;
        std::unordered_map<std::string, std::size_t> byWritten;

        const Property *find(std::string_view key) const;
        bool hasUnder(std::string_view prefix) const;
    };

    bool takeProfile(PlanDraft &draft, std::string_view &key, int line) const;
    void addQuarkus(PlanDraft &draft, std::string_view key, Property property);
    void addSpring(PlanDraft &draft, std::string_view key, Property property);
    void addTo(PlanDraft &draft, const std::string &name, Property property, Kind kind);
    void replace(PlanDraft &draft, Property &old, Property property);

    std::string poolName(const DataSource &source) const;
    std::string resolved(PlanDraft &draft, const Property &property) const;
    bool leavesOut(PlanDraft &draft, const DataSource &source) const;
    void readSource(PlanDraft &draft, const DataSource &source) const;
    void readProperty(PlanDraft &draft, std::span<const Rule> rules, const Property &property) const;

    std::vector<DataSource> m_sources;
    std::unordered_map<std::string, std::string> m_values; // of all keys of the file, for ${…}
};

} // namespace poolwart
