// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/escape/escape.h"

namespace poolwart {

// Escapes of poolers, libpq's files and SQL; findEscape() finds them by these names.

Outcome<std::string> serviceValue(std::string_view value);  // "service": pg_service.conf, unquoted to the end of the line
Outcome<std::string> passfileField(std::string_view value); // "pgpass": a field of .pgpass, with \: and \\ in it
Outcome<std::string> connstrValue(std::string_view value);  // "connstr": '…' with '' as PgBouncer's [databases] has it
Outcome<std::string> userlistText(std::string_view value);  // "userlist": "…" with "" as PgBouncer's auth_file has it
Outcome<std::string> sqlLiteral(std::string_view value);    // "sql": '…' for standard_conforming_strings = on
Outcome<std::string> sqlIdentifier(std::string_view value); // "ident": "…"
Outcome<std::string> odysseyString(std::string_view value); // "odyssey": "…" with \" and \\ in it
Outcome<std::string> erbString(std::string_view value);     // "erb": "…" of YAML that ERB is let loose on first
Outcome<std::string> erbComment(std::string_view value);    // "erbcomment": a comment there

// Null if unknown.
Escape findFileEscape(std::string_view name);

} // namespace poolwart
