// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/java/datasourcerules.h"

#include <array>

namespace poolwart {

namespace {

using enum Field;

// Names without "-" and "_" and in lower case, as Spring reads them.
constexpr std::array hikari{
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
    Rule{.key = "type"},
    Rule{.key = "schema"},
    Rule{.key = "connectiontestquery"},
    Rule{.key = "connectioninitsql"},
    Rule{.key = "registermbeans"},
    Rule{.key = "allowpoolsuspension"},
    Rule{.key = "transactionisolation"},
    Rule{.key = "datasource.sockettimeout"},
    Rule{.key = "datasource.rewritebatchedinserts"},
    Rule{.key = "datasource.preparethreshold"},
    Rule{.key = "datasource.currentschema"},
};

constexpr std::array agroal{
    Rule{.key = "jdbc.max-size", .field = Slots},
    Rule{.key = "jdbc.min-size", .field = MinimumIdle},
    Rule{.key = "jdbc.initial-size"},
    Rule{.key = "jdbc.acquisition-timeout", .field = AcquireTimeout, .unit = Unit::Iso},
    Rule{.key = "jdbc.idle-removal-interval", .field = IdleTimeout, .unit = Unit::Iso},
    Rule{.key = "jdbc.max-lifetime", .field = MaxLifetime, .unit = Unit::Iso},
    Rule{.key = "jdbc.background-validation-interval"},
    Rule{.key = "jdbc.leak-detection-interval"},
    Rule{.key = "jdbc.extended-leak-report"},
    Rule{.key = "jdbc.driver"},
    Rule{.key = "jdbc.transactions"},
    Rule{.key = "jdbc.telemetry"},
    Rule{.key = "jdbc.enable-metrics"},
    Rule{.key = "jdbc.validation-query-sql"},
    Rule{.key = "jdbc"},
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

// Vert.x' reactive client.
constexpr std::array reactive{
    Rule{.key = "reactive.max-size", .field = Slots},
    Rule{.key = "reactive.idle-timeout", .field = IdleTimeout, .unit = Unit::Iso},
    Rule{.key = "reactive.max-lifetime", .field = MaxLifetime, .unit = Unit::Iso},
    Rule{.key = "reactive.shared"},
    Rule{.key = "reactive.name"},
    Rule{.key = "reactive.event-loop-size"},
    Rule{.key = "reactive.reconnect-attempts"},
    Rule{.key = "reactive.reconnect-interval"},
    Rule{.key = "reactive"},
    Rule{.key = "jdbc"},
    Rule{.key = "db-kind"},
    Rule{.key = "username", .field = Target, .target = "user"},
    Rule{.key = "password", .field = Password},
};

// The README of HikariCP; connectTimeout of pgjdbc is 10 s.
constexpr std::array hikariDefaults{ProgramDefault{Slots, 10},
                                    ProgramDefault{MinimumIdle, {}},
                                    ProgramDefault{AcquireTimeout, 30'000},
                                    ProgramDefault{ConnectTimeout, 10'000},
                                    ProgramDefault{IdleTimeout, 600'000},
                                    ProgramDefault{MaxLifetime, 1'800'000},
                                    ProgramDefault{StatementTimeout, {}}};

// Quarkus' reference of the datasource.
constexpr std::array agroalDefaults{ProgramDefault{Slots, 20},
                                    ProgramDefault{MinimumIdle, 0},
                                    ProgramDefault{AcquireTimeout, 5'000},
                                    ProgramDefault{ConnectTimeout, 10'000},
                                    ProgramDefault{IdleTimeout, 300'000},
                                    ProgramDefault{MaxLifetime, {}},
                                    ProgramDefault{StatementTimeout, {}}};

constexpr std::array reactiveDefaults{ProgramDefault{Slots, 20}, ProgramDefault{MinimumIdle, 0}, ProgramDefault{IdleTimeout, {}},
                                      ProgramDefault{MaxLifetime, {}}, ProgramDefault{StatementTimeout, {}}};

} // namespace

const DataSourceRules &hikariRules()
{
    static const DataSourceRules rules{.rules = hikari, .program = "HikariCP", .defaults = hikariDefaults};
    return rules;
}

const DataSourceRules &agroalRules()
{
    static const DataSourceRules rules{.rules = agroal, .program = "Quarkus (Agroal)", .defaults = agroalDefaults};
    return rules;
}

const DataSourceRules &reactiveRules()
{
    static const DataSourceRules rules{.rules = reactive, .program = "Quarkus (reactive)", .defaults = reactiveDefaults};
    return rules;
}

} // namespace poolwart
