// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/sqlstate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

using Condition = std::pair<std::string_view, std::string_view>;

constexpr std::array conditions{
    Condition{"08000", "connection_exception"},
    Condition{"08001", "sqlclient_unable_to_establish_sqlconnection"},
    Condition{"08003", "connection_does_not_exist"},
    Condition{"08006", "connection_failure"},
    Condition{"08P01", "protocol_violation"},
    Condition{"22001", "string_data_right_truncation"},
    Condition{"22003", "numeric_value_out_of_range"},
    Condition{"22012", "division_by_zero"},
    Condition{"22P02", "invalid_text_representation"},
    Condition{"23502", "not_null_violation"},
    Condition{"23503", "foreign_key_violation"},
    Condition{"23505", "unique_violation"},
    Condition{"23514", "check_violation"},
    Condition{"25006", "read_only_sql_transaction"},
    Condition{"25P02", "in_failed_sql_transaction"},
    Condition{"25P03", "idle_in_transaction_session_timeout"},
    Condition{"26000", "invalid_sql_statement_name"},
    Condition{"40001", "serialization_failure"},
    Condition{"40P01", "deadlock_detected"},
    Condition{"42501", "insufficient_privilege"},
    Condition{"42601", "syntax_error"},
    Condition{"42703", "undefined_column"},
    Condition{"42883", "undefined_function"},
    Condition{"42P01", "undefined_table"},
    Condition{"42P05", "duplicate_prepared_statement"},
    Condition{"53100", "disk_full"},
    Condition{"53200", "out_of_memory"},
    Condition{"53300", "too_many_connections"},
    Condition{"55P03", "lock_not_available"},
    Condition{"57014", "query_canceled"},
    Condition{"57P01", "admin_shutdown"},
    Condition{"57P02", "crash_shutdown"},
    Condition{"57P03", "cannot_connect_now"},
    Condition{"57P05", "idle_session_timeout"},
    Condition{"58030", "io_error"},
    Condition{"P0001", "raise_exception"},
    Condition{"XX000", "internal_error"},
};
static_assert(std::ranges::is_sorted(conditions));

} // namespace

std::string_view conditionName(std::string_view sqlState)
{
    const auto *found = std::ranges::find(conditions, sqlState, &Condition::first);
    return found == conditions.end() ? std::string_view() : found->second;
}

} // namespace poolwart
