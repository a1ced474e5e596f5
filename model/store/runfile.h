// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/run/runrecord.h"

#include <QJsonObject>

#include <optional>
#include <string>

namespace poolwart {

class JsonFields;
class JsonWriter;

inline constexpr int runFileVersion = 1;

QJsonObject runToJson(const RunRecord &run);

// A wrong field of what the run was is refused with its path, an unknown one is passed over: later versions add, and old tools
// read on. A figure that cannot be one is a lapse of the run.
Outcome<RunRecord> runFromJson(const QJsonObject &object);

QByteArray runText(const RunRecord &run);

// The head of a run that has just begun: what is known before anything was measured. A journal begins with it.
void writeRunHead(JsonWriter &json, RunRecord run);
void readRunHead(JsonFields &fields, RunRecord &run); // its plan is to be read from the object

// A whole run, or what a run that was interrupted left: a run file or a journal.
Outcome<RunRecord> readRunFile(const std::string &path);
// For its owner only (0600). Fails too, with the file written, if not all of it could be read again: what else there is of the
// run is to be kept then.
Done writeRunFile(const RunRecord &run, const std::string &path);

// What its lapses are, for people; nothing: it has none.
std::optional<Error> lapsesOf(const RunRecord &run, const std::string &path);

} // namespace poolwart
