// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

class PlanDraft;

// The data sources of a Java configuration, from properties or YAML: HikariCP's own keys and spring.datasource.* are one pool,
// app.datasource.NAME.* and quarkus.datasource.NAME.* one pool each.
class DataSources
{
public:
    void add(PlanDraft &draft, std::string_view key, const std::string &value, int line);
    void read(PlanDraft &draft) const;

private:
    enum class Kind { Hikari, Quarkus };

    struct Property
    {
        std::string key;
        std::string value;
        int line = 0;
        bool mayRefer = false; // ${…} in it is a value known at run time only
    };

    struct DataSource
    {
        std::string name;
        Kind kind = Kind::Hikari;
        std::vector<Property> properties;
    };

    static std::string poolName(const DataSource &source);
    void addQuarkus(PlanDraft &draft, std::string_view key, const std::string &value, int line);
    void addTo(PlanDraft &draft, const std::string &name, Property property, Kind kind);

    std::vector<DataSource> m_sources;
};

} // namespace poolwart
